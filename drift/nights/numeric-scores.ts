import { normalQuantile } from '../../stats/normal.ts'
import type { NumericSummary } from '../summary.ts'
import { countedNumbers } from '../weighted-counts.ts'

/**
 * Places a number among a reference's: cells of the fixed grid in about 64 bins of equal weight, ascending. A bin covers
 * the positions from `low` to `high`, both included; `below` is the reference's share below it, with 1 added at the end.
 * Positions are those of `cellsOf`.
 */
export interface NumericScores {
  readonly type: 'numeric'
  readonly low: readonly number[]
  readonly high: readonly number[]
  readonly below: readonly number[]
}

/** More bins see nothing more: a mean over 64 is as exact as over all values up to one part in 4,096. */
const BINS = 64

/** A value, or a gap at its middle, with its weight and the sum of its squared weights. */
interface Cell {
  readonly at: number
  readonly count: number
  readonly square: number
}

/**
 * The bins that a reference fixes. A single value with more than a 64th of all has a bin of its own.
 *
 * @param reference over the fixed grid, with at least one value
 */
export function numericScores(reference: NumericSummary): NumericScores {
  const cells = cellsOf(reference).sort((a, b) => a.at - b.at)
  const total = cells.reduce((sum, { count }) => sum + count, 0)
  const bins = { low: [] as number[], high: [] as number[], below: [] as number[] }
  let open = Number.POSITIVE_INFINITY
  let passed = 0
  for (const { at, count } of cells) {
    if (open >= total / BINS || count >= total / BINS) {
      bins.low.push(at)
      bins.high.push(at)
      bins.below.push(passed / total)
      open = 0
    }
    bins.high[bins.high.length - 1] = at
    open += count
    passed += count
  }
  return { type: 'numeric', ...bins, below: [...bins.below, 1] }
}

/** Normal scores of places at the ends, and beyond: those of half a row in 256. */
const FURTHEST = 1 / 512

/**
 * Two numbers that tell a night from others: where its values lie (their mean ridit, the share of the reference below
 * them with ties halved: half of Cliff's delta plus a half), and how far they spread (the mean distance of their normal
 * scores from the night's own mean score, which a mere shift leaves as it is). Each with its sampling variance.
 *
 * @see Bross 1958 (ridits); van der Waerden 1952 (normal scores)
 */
export function scoreNumbers(scores: NumericScores, night: NumericSummary) {
  const cells = cellsOf(night)
  const ridits = cells.map(({ at }) => riditOf(scores, at))
  const location = meanOver(cells, ridits)
  const normal = ridits.map(normalScore)
  const { mean } = meanOver(cells, normal)
  const spread = meanOver(
    cells,
    normal.map((score) => Math.abs(score - mean)),
  )
  return { values: [location.mean, spread.mean], variances: [location.variance, spread.variance] }
}

function normalScore(ridit: number): number {
  return normalQuantile(Math.min(1 - FURTHEST, Math.max(FURTHEST, ridit)))
}

/** The share of the reference below a position, with what stands in its bin halved. */
function riditOf({ low, high, below }: NumericScores, at: number): number {
  let bin = 0
  let beyond = high.length
  while (bin < beyond) {
    const middle = (bin + beyond) >>> 1
    if (high[middle]! < at) bin = middle + 1
    else beyond = middle
  }
  if (bin === high.length || at < low[bin]!) return below[bin]!
  return (below[bin]! + below[bin + 1]!) / 2
}

function cellsOf(summary: NumericSummary): Cell[] {
  const { counts, squares } = countedNumbers(summary)
  const { gaps } = counts
  const points = Array.from(counts.values, (at, i) => ({
    at,
    count: counts.counts[i]!,
    square: squares.counts[i]!,
  }))
  const between = Array.from(gaps.lower, (lower, i) => ({
    at: lower / 2 + gaps.upper[i]! / 2,
    count: gaps.counts[i]!,
    square: squares.gaps.counts[i]!,
  }))
  return [...points, ...between]
}

function meanOver(
  cells: readonly Cell[],
  values: readonly number[],
): { readonly mean: number; readonly variance: number } {
  let size = 0
  let sum = 0
  cells.forEach(({ count }, i) => {
    size += count
    sum += count * values[i]!
  })
  const mean = sum / size
  const squares = cells.reduce((all, { square }, i) => all + square * (values[i]! - mean) ** 2, 0)
  return { mean, variance: squares / size ** 2 }
}
