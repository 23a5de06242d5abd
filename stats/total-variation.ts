import { total } from './two-samples.ts'

/**
 * What share of the current distribution would have to move to make it the reference? Σ |r − c| / 2, in [0, 1].
 * Symmetric. Over bins it is a lower bound of the distance of the unbinned values.
 *
 * @param reference counts, with a positive sum; `current` likewise, over the same categories
 * @example totalVariation(Float64Array.of(50, 30, 20), Float64Array.of(40, 35, 25)) // 0.1
 */
export function totalVariation(reference: Float64Array, current: Float64Array): number {
  const n = total(reference)
  const m = total(current)
  let sum = 0
  for (let i = 0; i < reference.length; i += 1) sum += Math.abs(reference[i]! / n - current[i]! / m)
  return Math.min(1, sum / 2)
}
