import { weightedQuantiles } from './quantile.ts'
import type { TwoSamples } from './two-samples.ts'

/** The probabilities of the deciles, the smallest and the largest value among them, as NumPy counts them. */
export const DECILES = Array.from({ length: 11 }, (_, step) => (step === 10 ? 1 : step * 0.1))

/** Counts of both sides over the same bins. */
export interface Bins {
  /** Inner edges, ascending: a bin holds values from its lower edge up to, not including, its upper edge. */
  readonly edges: readonly number[]
  readonly reference: Float64Array
  readonly current: Float64Array
}

/**
 * Where ten bins are cut: the deciles, equal ones merged, without the smallest and the largest.
 *
 * @example decileEdges({ values: Float64Array.of(1, 2, 3), counts: Float64Array.of(8, 8, 8) }) // [2]
 */
export function decileEdges(sample: {
  readonly values: Float64Array
  readonly counts: Float64Array
  readonly size?: number
}): number[] {
  const deciles = weightedQuantiles(sample, DECILES)
  return deciles.filter((edge, index) => index === 0 || edge !== deciles[index - 1]).slice(1, -1)
}

/**
 * Cuts both samples at the reference's deciles: at most ten bins, the outer ones open to either side.
 * Equal deciles are merged, and the smallest and the largest distinct one are no cut, so a constant reference
 * leaves one bin, in which everything looks the same. Deciles by NumPy's linear rule (R type 7).
 * A gap goes whole into the bin of its lower end, so an edge within one stands at the gap's upper end.
 *
 * @param samples the reference with at least one observation
 * @param edges where to cut; left out, at the deciles of the reference in `samples`
 * @example quantileBins(alignSamples([1, 2, 3, 4, 5], [2, 3, 4, 5, 6])).edges.length // 9
 */
export function quantileBins(
  { support, reference, current }: TwoSamples,
  edges: readonly number[] = decileEdges({ values: support, counts: reference }),
): Bins {
  const binned = {
    edges,
    reference: new Float64Array(edges.length + 1),
    current: new Float64Array(edges.length + 1),
  }
  let bin = 0
  for (let i = 0; i < support.length; i += 1) {
    while (bin < edges.length && support[i]! >= edges[bin]!) bin += 1
    binned.reference[bin] = binned.reference[bin]! + reference[i]!
    binned.current[bin] = binned.current[bin]! + current[i]!
  }
  return binned
}
