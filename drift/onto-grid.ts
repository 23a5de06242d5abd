import { type Gaps, gapUnit, offsetIn } from './gaps.ts'
import type { Grid } from './grid.ts'
import { EVERY_VALUE, type NumericSummary, type NumericWeights } from './summary.ts'

/**
 * An exact summary put over a grid: values that are anchors keep their counts, all others are counted and summed in
 * the gap they lie in. Putting parts over the grid and merging them gives the same as merging first.
 *
 * @throws RangeError when the summary is over a grid already
 */
export function ontoGrid(exact: NumericSummary, grid: Grid): NumericSummary {
  if (exact.grid !== EVERY_VALUE)
    throw new RangeError(
      `Cannot put feature \`${exact.feature}\` over the grid "${grid.name}": it is over "${exact.grid}", which keeps no single values. Summarise its rows again.`,
    )
  const { values, counts, weights, ...rest } = exact
  const { points, gaps } = sorted(values, grid)
  return {
    ...rest,
    grid: grid.name,
    values: Float64Array.from(points, (i) => values[i]!),
    counts: Float64Array.from(points, (i) => counts[i]!),
    gaps: gapsOf(gaps, exact),
    ...(weights && { weights: weightsOf(weights, points, { gaps, values }) }),
  }
}

/** A gap and the stretch of ascending values that lie in it. */
interface Stretch {
  readonly lower: number
  readonly upper: number
  readonly from: number
  to: number
}

/** Which of some ascending values are anchors, and which lie in which gap. */
function sorted(values: Float64Array, grid: Grid): { readonly points: number[]; readonly gaps: Stretch[] } {
  const points: number[] = []
  const gaps: Stretch[] = []
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i]!
    const last = gaps.at(-1)
    if (last !== undefined && value < last.upper) {
      last.to = i + 1
      continue
    }
    const lower = grid.anchorAtOrBelow(value)
    if (lower === value) points.push(i)
    else gaps.push({ lower, upper: grid.anchorAbove(lower), from: i, to: i + 1 })
  }
  return { points, gaps }
}

function gapsOf(gaps: readonly Stretch[], { values, counts }: NumericSummary): Gaps {
  return {
    lower: Float64Array.from(gaps, ({ lower }) => lower),
    upper: Float64Array.from(gaps, ({ upper }) => upper),
    counts: Float64Array.from(gaps, (gap) => sumOver(gap, (i) => counts[i]!)),
    sums: BigInt64Array.from(gaps, (gap) =>
      bigSumOver(gap, (i) => BigInt(counts[i]!) * offsetOf(gap, values[i]!)),
    ),
  }
}

function weightsOf(
  weights: NumericWeights,
  points: readonly number[],
  { gaps, values }: { readonly gaps: readonly Stretch[]; readonly values: Float64Array },
): NumericWeights {
  const { counts, squares } = weights
  return {
    ...weights,
    counts: points.map((i) => counts[i]!),
    squares: points.map((i) => squares[i]!),
    gapSquares: gaps.map((gap) => bigSumOver(gap, (i) => squares[i]!)),
    gapCounts: gaps.map((gap) => bigSumOver(gap, (i) => counts[i]!)),
    gapSums: gaps.map((gap) => bigSumOver(gap, (i) => counts[i]! * offsetOf(gap, values[i]!))),
  }
}

/** What a value is above the lower anchor of its gap, in the gap's unit. */
function offsetOf({ lower, upper }: Stretch, value: number): bigint {
  return BigInt(offsetIn(value - lower, 1 / gapUnit(lower, upper)))
}

function sumOver({ from, to }: Stretch, of: (i: number) => number): number {
  let sum = 0
  for (let i = from; i < to; i += 1) sum += of(i)
  return sum
}

function bigSumOver({ from, to }: Stretch, of: (i: number) => bigint): bigint {
  let sum = 0n
  for (let i = from; i < to; i += 1) sum += of(i)
  return sum
}
