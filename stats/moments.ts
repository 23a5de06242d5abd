import { type Cells, type GivenRange, placed, type Range } from './cells.ts'
import { total } from './two-samples.ts'

/**
 * The mean of values seen `counts` times each; NaN when nothing was seen, infinite when the sum overflows.
 * Compensated summation (Neumaier), so large values of both signs cancel without loss.
 *
 * @param size the sum of `counts`, where it is known
 * @example weightedMean(Float64Array.of(1, 4), Float64Array.of(2, 1)) // 2
 */
export function weightedMean(values: Float64Array, counts: Float64Array, size = total(counts)): number {
  return compensatedSum(values, counts, { squared: false, from: 0 }) / size
}

/**
 * The population standard deviation (divisor n, NumPy's `std`) of values seen `counts` times each, by two passes.
 *
 * @param size the sum of `counts`, where it is known
 * @returns 0 for a constant; NaN when nothing was seen; Infinity when a square overflows
 * @example populationDeviation(Float64Array.of(1, 3), Float64Array.of(1, 1)) // 1
 */
export function populationDeviation(
  values: Float64Array,
  counts: Float64Array,
  size = total(counts),
): number {
  const mean = weightedMean(values, counts, size)
  return Math.sqrt(compensatedSum(values, counts, { squared: true, from: mean }) / size)
}

/**
 * The mean of one side of cells whose gaps hold only counts and sums: exact but for the rounding of the sums.
 *
 * @param side has at least one value
 */
export function cellMean(cells: Cells, side: 'reference' | 'current'): GivenRange {
  const { values, counts, size } = placed(cells, side)
  const given = weightedMean(values, counts, size)
  const error =
    cells.gaps.reduce((sum, { at, rounding }) => sum + (cells[side][at]! * rounding) / 2, 0) / size
  return { given, lower: given - error, upper: given + error }
}

/**
 * Between which bounds lies the population standard deviation of one side of cells? At least that of the gaps' means,
 * at most with the values of each gap at its two ends (Bhatia & Davis 2000).
 *
 * @param side has at least one value
 * @returns both bounds equal where no gap holds a value of the side
 */
export function cellDeviation(cells: Cells, side: 'reference' | 'current'): Range {
  const { values, counts, size } = placed(cells, side)
  const lower = populationDeviation(values, counts, size)
  if (cells.known !== undefined) return { lower, upper: lower }
  let spread = 0
  for (const { at, upper } of cells.gaps)
    spread += counts[at]! * (values[at]! - cells.support[at]!) * (upper - values[at]!)
  return { lower, upper: Math.sqrt(lower * lower + spread / size) }
}

/** Sums distances of values from a number, or their squares. */
function compensatedSum(
  values: Float64Array,
  counts: Float64Array,
  { squared, from }: { readonly squared: boolean; readonly from: number },
): number {
  let sum = 0
  let lost = 0
  for (let i = 0; i < values.length; i += 1) {
    if (counts[i] === 0) continue
    const distance = values[i]! - from
    const term = (squared ? distance ** 2 : distance) * counts[i]!
    const next = sum + term
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum
    sum = next
  }
  // Once the sum has overflowed, the compensation is NaN and means nothing.
  return Number.isFinite(sum) ? sum + lost : sum
}
