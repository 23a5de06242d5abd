import { total } from './two-samples.ts'

const FLOOR = 1e-4

/**
 * The population stability index, Σ (c − r)·ln(c / r) over shares of the same categories or bins.
 * Shares are floored at 0.0001 on both sides, without renormalising, so an empty bin gives a large number, not Infinity.
 * Descriptive only: with nothing different its mean is near (k − 1)(1/n + 1/m), 0.55 at 1,000 categories and 30 rows.
 *
 * @param reference counts, with a positive sum; `current` likewise, over the same categories
 * @example psi(Float64Array.of(50, 30, 20), Float64Array.of(40, 35, 25)) // 0.04117906668849437
 */
export function psi(reference: Float64Array, current: Float64Array): number {
  const n = total(reference)
  const m = total(current)
  let sum = 0
  for (let i = 0; i < reference.length; i += 1) {
    const r = Math.max(reference[i]! / n, FLOOR)
    const c = Math.max(current[i]! / m, FLOOR)
    sum += (c - r) * Math.log(c / r)
  }
  return sum
}
