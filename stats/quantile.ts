import { total } from './two-samples.ts'

/**
 * Quantiles of values seen `counts` times each, by linear interpolation between order statistics (R type 7).
 * Interpolates as NumPy does, from the nearer neighbour, so that edges agree with `numpy.quantile` to the last bit.
 *
 * @param values ascending; `counts` whole numbers, one a value, with a sum of at least 1
 * @param probabilities ascending, each in [0, 1]
 * @example weightedQuantiles({values: Float64Array.of(1, 2), counts: Float64Array.of(1, 1)}, [0.25]) // [1.25]
 */
export function weightedQuantiles(
  sample: { readonly values: Float64Array; readonly counts: Float64Array },
  probabilities: readonly number[],
): number[] {
  const size = total(sample.counts)
  const read = orderStatistics(sample.values, sample.counts)
  return probabilities.map((probability) => {
    const position = (size - 1) * probability
    const rank = Math.floor(position)
    const low = read(rank)
    return interpolate(low, position === rank ? low : read(rank + 1), position - rank)
  })
}

function interpolate(low: number, high: number, share: number): number {
  const step = high - low
  return share >= 0.5 ? high - step * (1 - share) : low + step * share
}

/** Reads the k-th smallest value, counted from 0; ranks may come in any order, ascending is fast. */
function orderStatistics(values: Float64Array, counts: Float64Array): (rank: number) => number {
  let at = 0
  let before = 0
  return (rank) => {
    while (rank >= before + counts[at]!) before += counts[at++]!
    while (rank < before) before -= counts[--at]!
    return values[at]!
  }
}
