/**
 * The probability that the supremum of a Brownian bridge exceeds x: the limit law of the scaled KS statistic.
 * `scipy.stats.kstwobign.sf`. Jacobi's form below 1.18, the alternating series above; both are at rounding there.
 *
 * @example kolmogorovSurvival(1.36) // 0.049485876755377876
 */
export function kolmogorovSurvival(x: number): number {
  if (x <= 0) return 1
  return x < 1.18 ? 1 - lowerSeries(x) : upperSeries(x)
}

/**
 * The x that the limit law exceeds with probability `tail`, found by bisection.
 *
 * @param tail in (0, 1)
 * @example kolmogorovQuantile(0.05) // 1.3580986393225505
 */
export function kolmogorovQuantile(tail: number): number {
  let low = 0
  let high = 40
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (kolmogorovSurvival(middle) > tail) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** The mean of the limit law, sqrt(π/2)·ln 2: what a scaled KS statistic is on average when nothing differs. */
export const KOLMOGOROV_MEAN = Math.sqrt(Math.PI / 2) * Math.LN2

function lowerSeries(x: number): number {
  let sum = 0
  for (let k = 1; k <= 9; k += 2) sum += Math.exp((-k * k * Math.PI * Math.PI) / (8 * x * x))
  return (Math.sqrt(2 * Math.PI) / x) * sum
}

function upperSeries(x: number): number {
  let sum = 0
  for (let k = 4; k >= 1; k -= 1) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x)
  return sum
}
