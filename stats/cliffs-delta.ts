import { type Cells, sizes } from './cells.ts'
import { normalQuantile } from './normal.ts'
import { remembered } from './remembered.ts'
import type { TwoSamples } from './two-samples.ts'
import { wilson } from './wilson.ts'

/** Cliff's delta with its standard error; `null` when a side has fewer than two observations. */
export interface CliffsDelta {
  readonly delta: number
  readonly standardError: number | null
}

/**
 * How much more often is a reference value above a current one than below? P(reference > current) − P(reference < current).
 * In [-1, 1]; negative when current values are larger; changes sign when the sides are swapped.
 * Standard error from the variances of the placements of either side, ties counted as 0
 * (Cliff 1993 eq. 5 without its last term; the same as DeLong's and Brunner–Munzel's); O(distinct values).
 *
 * @param samples both sides with at least one observation
 * @example cliffsDelta(alignSamples([1, 2, 3, 4, 5], [2, 3, 4, 5, 6])).delta // -0.36
 */
export const cliffsDelta = remembered((samples: TwoSamples): CliffsDelta => {
  const { reference, current } = samples
  const { n, m } = sizes(samples)
  const ofReference = placements(reference, current, m)
  const ofCurrent = placements(current, reference, n)
  const variance = ofReference.variance / n + ofCurrent.variance / m
  return {
    delta: ofReference.sum / (n * m),
    standardError: n < 2 || m < 2 ? null : Math.sqrt(variance),
  }
})

/**
 * By how much can delta be off, either way, when the order of values within a gap is not known? Σ p·q over the gaps,
 * the share of pairs of which both lie in one gap; in [0, 1], 0 when no gap holds values of both sides.
 *
 * @param cells both sides with at least one observation
 */
export function cliffsDeltaBound(cells: Cells): number {
  const { reference, current, gaps } = cells
  const { n, m } = sizes(cells)
  return gaps.reduce((sum, { at }) => sum + reference[at]! * current[at]!, 0) / (n * m)
}

/**
 * Between which values lies the true delta? Cliff's (1993) asymmetric normal interval, which stays inside [-1, 1].
 * Where the standard error is 0 (all values equal, or no overlap) every observation is placed alike; then each side's
 * share that may be placed otherwise is bounded as Wilson does for 0 of n, and the two bounds are added in squares.
 *
 * @param size how many observations either side has; with fewer than two on one, all of [-1, 1] is possible
 * @param level confidence, in (0, 1)
 * @example cliffsDeltaInterval({delta: 0, standardError: 0.05}, {n: 200, m: 200}, 0.95) // ±0.0975…
 */
export function cliffsDeltaInterval(
  { delta, standardError }: CliffsDelta,
  size: { readonly n: number; readonly m: number },
  level: number,
): { readonly lower: number; readonly upper: number } {
  if (standardError === null) return { lower: -1, upper: 1 }
  if (standardError === 0) return degenerateInterval(delta, size, level)
  const error = normalQuantile(0.5 + level / 2) * standardError
  const room = 1 - delta * delta
  const half = error * Math.sqrt(room * room + error * error)
  const scale = room + error * error
  return { lower: (delta * room - half) / scale, upper: (delta * room + half) / scale }
}

function degenerateInterval(
  delta: number,
  { n, m }: { readonly n: number; readonly m: number },
  level: number,
): { readonly lower: number; readonly upper: number } {
  const reach = (1 + Math.abs(delta)) * Math.hypot(wilson(0, n, level).upper, wilson(0, m, level).upper)
  return { lower: Math.max(-1, delta - reach), upper: Math.min(1, delta + reach) }
}

/** Sum of (others below − others above) over own observations, and the variance of that placement per other. */
function placements(
  own: Float64Array,
  other: Float64Array,
  others: number,
): { readonly sum: number; readonly variance: number } {
  let sum = 0
  let squares = 0
  let size = 0
  let below = 0
  for (let i = 0; i < own.length; i += 1) {
    const placement = 2 * below + other[i]! - others
    sum += own[i]! * placement
    squares += own[i]! * (placement / others) ** 2
    size += own[i]!
    below += other[i]!
  }
  const mean = sum / others / size
  return { sum, variance: Math.max(0, squares - size * mean * mean) / Math.max(1, size - 1) }
}
