import type { Effect } from './comparison.ts'

/**
 * The size that is held against a minimum: of what is left after correction; for a pass rate only a drop counts.
 *
 * @example effectSize(effect) // of a Cliff's delta of -0.31: 0.31; of a pass rate that rose by 2 points: -0.02
 */
export function effectSize(effect: Effect): number {
  return effect.name === 'passRateDifference' ? -effect.corrected : Math.abs(effect.corrected)
}
