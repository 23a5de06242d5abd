import { total } from './two-samples.ts'

/**
 * Quantiles of values seen `counts` times each, by linear interpolation between order statistics (R type 7).
 * Interpolates as NumPy does, from the nearer neighbour, so that edges agree with `numpy.quantile` to the last bit.
 *
 * @param values ascending; `counts` whole numbers, one a value, with a sum of at least 1
 *   (and `size` that sum, where it is known)
 * @param probabilities ascending, each in [0, 1]
 * @example weightedQuantiles({values: Float64Array.of(1, 2), counts: Float64Array.of(1, 1)}, [0.25]) // [1.25]
 */
export function weightedQuantiles(
  sample: { readonly values: Float64Array; readonly counts: Float64Array; readonly size?: number },
  probabilities: readonly number[],
): number[] {
  const size = sample.size ?? total(sample.counts)
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
  const place = { at: 0, before: 0 }
  return (rank) => {
    seek(counts, rank, place)
    return values[place.at]!
  }
}

/** Moves to the value of a rank. In variables of its own, because each step may be one of millions. */
function seek(counts: Float64Array, rank: number, place: { at: number; before: number }): void {
  let { at, before } = place
  while (rank >= before + counts[at]!) {
    before += counts[at]!
    at += 1
  }
  while (rank < before) {
    at -= 1
    before -= counts[at]!
  }
  place.at = at
  place.before = before
}
