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

interface CutBy {
  readonly values: Float64Array
  readonly counts: Float64Array
}

/**
 * Cuts both samples at the reference's deciles: at most ten bins, the outer ones open to either side.
 * Equal deciles are merged, and the smallest and the largest distinct one are no cut, so a constant reference
 * leaves one bin, in which everything looks the same. Deciles by NumPy's linear rule (R type 7).
 * A gap goes whole into the bin of its lower end, so an edge within one stands at the gap's upper end.
 *
 * @param samples the reference with at least one observation
 * @param cutBy the reference's values by which to cut; left out, those of `samples`
 * @example quantileBins(alignSamples([1, 2, 3, 4, 5], [2, 3, 4, 5, 6])).edges.length // 9
 */
export function quantileBins(
  { support, reference, current }: TwoSamples,
  cutBy: CutBy = { values: support, counts: reference },
): Bins {
  const deciles = weightedQuantiles(cutBy, DECILES)
  const edges = deciles.filter((edge, index) => index === 0 || edge !== deciles[index - 1]).slice(1, -1)
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
