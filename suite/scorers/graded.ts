import type { Score } from '../case-result.ts'

/**
 * A score between 0 and 1 that passes from a mark on: the value stays as it is measured, so that runs can be compared
 * by it, and whether it passes is said beside it.
 *
 * @param value in [0, 1]
 * @param atLeast the smallest value that passes, in (0, 1]
 * @example graded(0.7, 0.8) // {value: 0.7, passed: false, reason: '0.7 is below 0.8'}
 */
export function graded(value: number, atLeast: number): Score {
  if (value >= atLeast) return { value, passed: true }
  return { value, passed: false, reason: `${Number(value.toFixed(3))} is below ${atLeast}` }
}
