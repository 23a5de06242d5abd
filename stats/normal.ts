import { upperGamma } from './incomplete-gamma.ts'

/**
 * The probability that a standard normal number is larger than z: `scipy.stats.norm.sf`.
 * Own, because the table in simple-statistics ends at four digits and a tail of 1e-200 matters to a ranking.
 *
 * @example normalSurvival(1.959963984540054) // 0.025
 */
export function normalSurvival(z: number): number {
  const tail = upperGamma(0.5, (z * z) / 2) / 2
  return z >= 0 ? tail : 1 - tail
}

/**
 * The number that a standard normal stays below with probability p: `scipy.stats.norm.ppf`.
 * A rational start (Abramowitz & Stegun 26.2.23), then three Halley steps, which leaves rounding only.
 *
 * @param p in [0, 1]; 0 and 1 give -Infinity and Infinity
 * @throws RangeError when p is outside [0, 1]
 * @example normalQuantile(0.975) // 1.959963984540054
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1))
    throw new RangeError(`Cannot take a normal quantile at ${p}: expected a probability from 0 to 1.`)
  if (p > 0.5) return -normalQuantile(1 - p)
  if (p === 0) return Number.NEGATIVE_INFINITY
  let z = roughUpperQuantile(p)
  for (let step = 0; step < 3; step += 1) {
    const error = ((normalSurvival(z) - p) * Math.sqrt(2 * Math.PI)) / Math.exp((-z * z) / 2)
    z += error / (1 + (z * error) / 2)
  }
  return -z
}

function roughUpperQuantile(tail: number): number {
  const t = Math.sqrt(-2 * Math.log(tail))
  const numerator = 2.515517 + t * (0.802853 + t * 0.010328)
  const denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
  return t - numerator / denominator
}
