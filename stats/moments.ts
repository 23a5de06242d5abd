/**
 * The mean of values seen `counts` times each; NaN when nothing was seen, infinite when the sum overflows.
 * Compensated summation (Neumaier), so large values of both signs cancel without loss.
 *
 * @example weightedMean(Float64Array.of(1, 4), Float64Array.of(2, 1)) // 2
 */
export function weightedMean(values: Float64Array, counts: Float64Array): number {
  let size = 0
  for (const count of counts) size += count
  return compensatedSum(values, counts, (value) => value) / size
}

/**
 * The population standard deviation (divisor n, NumPy's `std`) of values seen `counts` times each, by two passes.
 *
 * @returns 0 for a constant; NaN when nothing was seen; Infinity when a square overflows
 * @example populationDeviation(Float64Array.of(1, 3), Float64Array.of(1, 1)) // 1
 */
export function populationDeviation(values: Float64Array, counts: Float64Array): number {
  const mean = weightedMean(values, counts)
  let size = 0
  for (const count of counts) size += count
  return Math.sqrt(compensatedSum(values, counts, (value) => (value - mean) ** 2) / size)
}

function compensatedSum(values: Float64Array, counts: Float64Array, of: (value: number) => number): number {
  let sum = 0
  let lost = 0
  for (let i = 0; i < values.length; i += 1) {
    if (counts[i] === 0) continue
    const term = of(values[i]!) * counts[i]!
    const next = sum + term
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum
    sum = next
  }
  // Once the sum has overflowed, the compensation is NaN and means nothing.
  return Number.isFinite(sum) ? sum + lost : sum
}
