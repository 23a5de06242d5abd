import {
  type CategoricalSummary,
  type NumericSummary,
  type Summary,
  summarySize,
  type Weight,
} from './summary.ts'
import { NO_WEIGHT, presentWeight } from './weights.ts'

/** One side of a comparison, ready for formulas that take counts. */
export interface Counted<Side extends Summary> {
  /** Counts are weighted, and all values together count as many as they are worth. The summary itself without weights. */
  readonly counts: Side
  /** The same with Σ weight² in place of each count; all together, they are worth as many again. */
  readonly squares: Side
  /** How many rows of equal weight are as exact as the values: Kish's (Σ w)² / Σ w²; their number without weights. */
  readonly worth: number
  readonly isWeighted: boolean
}

/** The counts of numbers, weighted; gaps keep the mean of their values. Infinite values are counted, not weighted. */
export function countedNumbers(summary: NumericSummary): Counted<NumericSummary> {
  const { weights, gaps } = summary
  if (weights === undefined) return unweighted(summary)
  const { worth, scale, square } = scaleOf(presentWeight(summary))
  const scaled = (parts: readonly bigint[]) => Float64Array.from(parts, (part) => Number(part) * scale)
  const squared = (parts: readonly bigint[]) => Float64Array.from(parts, (part) => Number(part) * square)
  const sums = BigInt64Array.from(weights.gapSums, (sum) => BigInt(Math.round(Number(sum) * scale)))
  return {
    counts: {
      ...summary,
      counts: scaled(weights.counts),
      gaps: { ...gaps, counts: scaled(weights.gapCounts), sums },
      missing: Number(weights.missing.sum) * scale,
    },
    squares: {
      ...summary,
      counts: squared(weights.squares),
      gaps: { ...gaps, counts: squared(weights.gapSquares) },
    },
    worth,
    isWeighted: true,
  }
}

/** The counts of categories, weighted. */
export function countedCategories(summary: CategoricalSummary): Counted<CategoricalSummary> {
  const { weights, other } = summary
  if (weights === undefined) return unweighted(summary)
  const unnamed = other?.weight ?? NO_WEIGHT
  const { worth, scale, square } = scaleOf(presentWeight(summary))
  return {
    counts: {
      ...summary,
      counts: Float64Array.from(weights.counts, (weight) => Number(weight) * scale),
      missing: Number(weights.missing.sum) * scale,
      ...(other && { other: { ...other, count: Number(unnamed.sum) * scale } }),
    },
    squares: {
      ...summary,
      counts: Float64Array.from(weights.squares, (part) => Number(part) * square),
      ...(other && { other: { ...other, count: Number(unnamed.squares) * square } }),
    },
    worth,
    isWeighted: true,
  }
}

function unweighted<Side extends Summary>(summary: Side): Counted<Side> {
  return { counts: summary, squares: summary, worth: summarySize(summary), isWeighted: false }
}

/** What weights and their squares are to be multiplied by, so that all of them add up to what they are worth. */
function scaleOf(all: Weight) {
  const [sum, squares] = [Number(all.sum), Number(all.squares)]
  if (sum === 0) return { worth: 0, scale: 1, square: 1 }
  const worth = (sum / squares) * sum
  const scale = worth / sum
  return { worth, scale, square: scale * scale }
}
