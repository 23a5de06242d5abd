import { type TwoSamples, total } from './two-samples.ts'

/**
 * How far, on average, must values move to turn one distribution into the other? Wasserstein-1, in the values' unit.
 * The area between the two distribution functions: `scipy.stats.wasserstein_distance`. Symmetric; 0 when equal.
 *
 * @param samples both sides with at least one observation
 * @returns 0 or more; Infinity when the support spans more than the largest double
 * @example wasserstein1(alignSamples([1, 2, 3, 4, 5], [2, 3, 4, 5, 6])) // 1
 */
export function wasserstein1({ support, reference, current }: TwoSamples): number {
  const n = total(reference)
  const m = total(current)
  let area = 0
  let below = 0
  for (let i = 0; i + 1 < support.length; i += 1) {
    below += reference[i]! * m - current[i]! * n
    area += (Math.abs(below) / (n * m)) * (support[i + 1]! - support[i]!)
  }
  return area
}
