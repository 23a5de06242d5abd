import { total } from './two-samples.ts'

/**
 * The Hellinger distance, sqrt(Σ (√r − √c)² / 2) over shares of the same categories or bins; in [0, 1], symmetric.
 *
 * @param reference counts, with a positive sum; `current` likewise, over the same categories
 * @example hellinger(Float64Array.of(50, 30, 20), Float64Array.of(40, 35, 25)) // 0.0717117272813177
 */
export function hellinger(reference: Float64Array, current: Float64Array): number {
  const n = total(reference)
  const m = total(current)
  let sum = 0
  for (let i = 0; i < reference.length; i += 1)
    sum += (Math.sqrt(reference[i]! / n) - Math.sqrt(current[i]! / m)) ** 2
  return Math.min(1, Math.sqrt(sum / 2))
}
