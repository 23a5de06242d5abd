import { normalQuantile } from './normal.ts'

/**
 * Between which pass rates lies the true one? Wilson's score interval (1927), without continuity correction.
 * Stays inside [0, 1] and is sound for 0 and all passed. `statsmodels proportion_confint(method='wilson')`.
 *
 * @param passed from 0 to n
 * @param n trials; 0 gives [0, 1], since nothing is known
 * @param level confidence, in (0, 1)
 * @example wilson(80, 100, 0.95) // {lower: 0.7111708344068411, upper: 0.8666330666689676}
 */
export function wilson(
  passed: number,
  n: number,
  level: number,
): { readonly lower: number; readonly upper: number } {
  if (n === 0) return { lower: 0, upper: 1 }
  const z = normalQuantile(0.5 + level / 2)
  const rate = passed / n
  const scale = 1 + (z * z) / n
  const centre = (rate + (z * z) / (2 * n)) / scale
  const half = (z / scale) * Math.sqrt((rate * (1 - rate)) / n + (z * z) / (4 * n * n))
  return {
    lower: passed === 0 ? 0 : Math.max(0, centre - half),
    upper: passed === n ? 1 : Math.min(1, centre + half),
  }
}
