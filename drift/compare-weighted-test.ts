import type { TwoClusterSamples } from '../stats/clusters.ts'
import { type TwoSamples, total } from '../stats/two-samples.ts'
import { cellFinder, valueCells } from '../stats/value-cells.ts'
import type { CategoryTest } from './compare-category-test.ts'
import type { NumericTest } from './compare-numeric-test.ts'
import type { ResolvedOptions } from './compare-options.ts'
import { rankVerdict, sharesVerdict } from './compare-units-test.ts'
import { equalRows } from './equal-rows.ts'

type Sides = Pick<TwoSamples, 'reference' | 'current'>

/** Both sides over the same cells: the weights in each, and the squared weights in each. */
export interface WeightedSides {
  readonly counts: Sides
  readonly squares: Sides
}

/**
 * `numericTest` where the summed-up rows of a side are weighted: permutations of rows that stand for them.
 *
 * @param sides over cells in the order of their values; those next to each other are joined to at most 1,024
 */
export function numericWeightedTest(
  { counts, squares }: WeightedSides,
  slice: string,
  options: ResolvedOptions,
): NumericTest {
  const places = Float64Array.from(counts.reference, (_, i) => i)
  const firsts = valueCells({ support: places, ...counts })
  const cellOf = cellFinder(firsts)
  const joined = (parts: Float64Array) => {
    const sums = new Float64Array(firsts.length)
    parts.forEach((part, i) => {
      sums[cellOf(i)]! += part
    })
    return sums
  }
  const over = ({ reference, current }: Sides) => ({ reference: joined(reference), current: joined(current) })
  return rankVerdict(standIns({ counts: over(counts), squares: over(squares) }), slice, options)
}

/** `categoryTest` where the summed-up rows of a side are weighted: permutations of rows that stand for them. */
export function categoryWeightedTest(
  sides: WeightedSides,
  slice: string,
  options: ResolvedOptions,
): CategoryTest {
  const { counts, squares } = sides
  return {
    ...sharesVerdict(standIns(sides), slice, options),
    worth: {
      reference: leastWorth(counts.reference, squares.reference),
      current: leastWorth(counts.current, squares.current),
    },
  }
}

function standIns({ counts, squares }: WeightedSides): TwoClusterSamples {
  return {
    reference: equalRows(counts.reference, squares.reference),
    current: equalRows(counts.current, squares.current),
    cellCount: counts.reference.length,
  }
}

/**
 * How many rows of equal weight tell the share of each category at least as exactly: p (1 − p) over the variance of the
 * weighted share p, of the category that is told worst. Kish's size knows no category, and is too large for one whose
 * rows weigh more than others.
 */
function leastWorth(weights: Float64Array, squares: Float64Array): number {
  const [whole, spread] = [total(weights), total(squares)]
  let least = (whole * whole) / spread
  weights.forEach((weight, i) => {
    const share = weight / whole
    const own = squares[i]!
    const variance = ((1 - share) ** 2 * own + share ** 2 * Math.max(0, spread - own)) / (whole * whole)
    if (share > 0 && share < 1) least = Math.min(least, (share * (1 - share)) / variance)
  })
  return least
}
