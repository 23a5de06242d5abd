import {
  type CategoricalSummary,
  type NumericSummary,
  type NumericWeights,
  type OtherCategories,
  WEIGHT_ONE,
  type Weights,
} from './summary.ts'
import { addAt, type Union } from './union.ts'

const ONE = BigInt(WEIGHT_ONE)

/** The weights of both windows together, by category; rows without weights count 1. Undefined when neither has any. */
export function mergeWeights(
  a: CategoricalSummary,
  b: CategoricalSummary,
  categories: Union<readonly string[]>,
): Weights | undefined {
  if (a.weights === undefined && b.weights === undefined) return undefined
  const [own, other] = [weightsOf(a), weightsOf(b)]
  return {
    counts: addAt(own.counts, other.counts, categories),
    missing: own.missing + other.missing,
    squares: own.squares + other.squares,
  }
}

/** The weights of both windows together, by value and gap; rows without weights count 1. Undefined when neither has any. */
export function mergeNumericWeights(
  a: NumericSummary,
  b: NumericSummary,
  { values, gaps }: { readonly values: Union; readonly gaps: Union },
): NumericWeights | undefined {
  if (a.weights === undefined && b.weights === undefined) return undefined
  const [own, other] = [numericWeightsOf(a), numericWeightsOf(b)]
  return {
    counts: addAt(own.counts, other.counts, values),
    missing: own.missing + other.missing,
    squares: own.squares + other.squares,
    gapCounts: addAt(own.gapCounts, other.gapCounts, gaps),
    gapSums: Array.from(
      gaps.keys,
      (_, i) => (own.gapSums[gaps.a[i]!] ?? 0n) + (other.gapSums[gaps.b[i]!] ?? 0n),
    ),
  }
}

/** The weight of what is counted without its name; rows without weights count 1. */
export function weightOfOthers({ count, weight }: OtherCategories): bigint {
  return weight ?? BigInt(count) * ONE
}

function weightsOf({ weights, counts, missing, other }: CategoricalSummary): Weights {
  if (weights !== undefined) return weights
  const unnamed = BigInt(other?.count ?? 0) * ONE * ONE
  return { counts: ones(counts), missing: BigInt(missing) * ONE, squares: squaresOf(counts) + unnamed }
}

function numericWeightsOf({ weights, counts, gaps, missing }: NumericSummary): NumericWeights {
  if (weights !== undefined) return weights
  return {
    counts: ones(counts),
    missing: BigInt(missing) * ONE,
    squares: squaresOf(counts) + squaresOf(gaps.counts),
    gapCounts: ones(gaps.counts),
    gapSums: Array.from(gaps.sums, (sum) => sum * ONE),
  }
}

function ones(counts: Float64Array): BigInt64Array {
  return BigInt64Array.from(counts, (count) => BigInt(count) * ONE)
}

function squaresOf(counts: Float64Array): bigint {
  let rows = 0n
  for (const count of counts) rows += BigInt(count)
  return rows * ONE * ONE
}
