import {
  type CategoricalSummary,
  type NumericSummary,
  type NumericWeights,
  type OtherCategories,
  type Summary,
  WEIGHT_ONE,
  type Weight,
  type Weights,
} from './summary.ts'
import { addEach, type Union } from './union.ts'

const ONE = BigInt(WEIGHT_ONE)

/** The weight of no rows. */
export const NO_WEIGHT: Weight = { sum: 0n, squares: 0n }

/** The weight of both together. */
export function addWeights(a: Weight, b: Weight): Weight {
  return { sum: a.sum + b.sum, squares: a.squares + b.squares }
}

/** Whole numbers added up. */
export function bigTotal(parts: Iterable<bigint>): bigint {
  let sum = 0n
  for (const part of parts) sum += part
  return sum
}

/** The weights of both windows together, by category; rows without weights count 1. Undefined when neither has any. */
export function mergeWeights(
  a: CategoricalSummary,
  b: CategoricalSummary,
  categories: Union<readonly string[]>,
): Weights | undefined {
  if (a.weights === undefined && b.weights === undefined) return undefined
  return mergeCells(categoryWeights(a), categoryWeights(b), categories)
}

/** The weights of both windows together, by value and gap; rows without weights count 1. Undefined when neither has any. */
export function mergeNumericWeights(
  a: NumericSummary,
  b: NumericSummary,
  { values, gaps }: { readonly values: Union; readonly gaps: Union },
): NumericWeights | undefined {
  if (a.weights === undefined && b.weights === undefined) return undefined
  const [own, other] = [numericWeights(a), numericWeights(b)]
  return {
    ...mergeCells(own, other, values),
    gapCounts: addEach(own.gapCounts, other.gapCounts, gaps),
    gapSquares: addEach(own.gapSquares, other.gapSquares, gaps),
    gapSums: addEach(own.gapSums, other.gapSums, gaps),
    ...(a.infinite + b.infinite > 0 && { infinite: infiniteWeight(a) + infiniteWeight(b) }),
  }
}

function mergeCells(own: Weights, other: Weights, union: Union<ArrayLike<unknown>>): Weights {
  return {
    counts: addEach(own.counts, other.counts, union),
    squares: addEach(own.squares, other.squares, union),
    missing: addWeights(own.missing, other.missing),
  }
}

/** The weight of what is counted without its name; rows without weights count 1. */
export function weightOfOthers({ count, weight }: OtherCategories): Weight {
  return weight ?? weightOfRows(count)
}

/** What each category weighs; rows without weights count 1. */
function categoryWeights({ weights, counts, missing }: CategoricalSummary): Weights {
  return weights ?? { counts: ones(counts), squares: squaresOf(counts), missing: weightOfRows(missing) }
}

/** What each value and gap weighs; rows without weights count 1. */
function numericWeights({ weights, counts, gaps, missing }: NumericSummary): NumericWeights {
  if (weights !== undefined) return weights
  return {
    counts: ones(counts),
    squares: squaresOf(counts),
    missing: weightOfRows(missing),
    gapCounts: ones(gaps.counts),
    gapSquares: squaresOf(gaps.counts),
    gapSums: Array.from(gaps.sums, (sum) => sum * ONE),
  }
}

function weightOfRows(count: number): Weight {
  return { sum: BigInt(count) * ONE, squares: BigInt(count) * ONE * ONE }
}

function ones(counts: Float64Array): bigint[] {
  return Array.from(counts, (count) => BigInt(count) * ONE)
}

function squaresOf(counts: Float64Array): bigint[] {
  return Array.from(counts, (count) => BigInt(count) * ONE * ONE)
}

/** What the infinite values weigh; rows without weights count 1. */
export function infiniteWeight({ infinite, weights }: NumericSummary): bigint {
  return weights?.infinite ?? weightOfRows(infinite).sum
}

/** The weight of all values of a summary (missing and infinite ones left out); rows without weights count 1. */
export function presentWeight(summary: Summary): Weight {
  if (summary.type === 'categorical') {
    const { counts, squares } = categoryWeights(summary)
    const others = summary.other === undefined ? NO_WEIGHT : weightOfOthers(summary.other)
    return addWeights({ sum: bigTotal(counts), squares: bigTotal(squares) }, others)
  }
  const { counts, squares, gapCounts, gapSquares } = numericWeights(summary)
  return {
    sum: bigTotal(counts) + bigTotal(gapCounts),
    squares: bigTotal(squares) + bigTotal(gapSquares),
  }
}
