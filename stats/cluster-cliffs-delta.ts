import { type CliffsDelta, cliffsDelta } from './cliffs-delta.ts'
import { type Clusters, cellWeights, clusterCount, type TwoClusterSamples } from './clusters.ts'

/**
 * Cliff's delta of clustered or weighted observations: the same estimate from the weighted distributions, and a
 * standard error from how much whole clusters differ in their mean placement among the other side's values
 * (Obuchowski 1997, for areas under ROC curves; a ratio estimate in each side).
 *
 * @param samples at least one cluster a side; `standardError` is null with fewer than two on one
 */
export function clusterCliffsDelta({ reference, current, cellCount }: TwoClusterSamples): CliffsDelta {
  const support = Float64Array.from({ length: cellCount }, (_, cell) => cell)
  const seen = {
    reference: cellWeights(reference, cellCount),
    current: cellWeights(current, cellCount),
  }
  const { delta } = cliffsDelta({ support, ...seen })
  if (clusterCount(reference) < 2 || clusterCount(current) < 2) return { delta, standardError: null }
  const variance =
    placementVariance(reference, placements(seen.current)) +
    placementVariance(current, placements(seen.reference))
  return { delta, standardError: Math.sqrt(variance) }
}

/** Of each cell: the share of the other side's weight below it less the share above. */
function placements(other: Float64Array): Float64Array {
  const whole = other.reduce((sum, weight) => sum + weight, 0)
  let below = 0
  return other.map((weight) => {
    const placement = (2 * below + weight - whole) / whole
    below += weight
    return placement
  })
}

function placementVariance({ starts, cells, weights }: Clusters, placement: Float64Array): number {
  const clusters = starts.length - 1
  const sizes = new Float64Array(clusters)
  const sums = new Float64Array(clusters)
  let [size, sum] = [0, 0]
  for (let k = 0; k < clusters; k += 1) {
    for (let i = starts[k]!; i < starts[k + 1]!; i += 1) {
      sizes[k]! += weights[i]!
      sums[k]! += weights[i]! * placement[cells[i]!]!
    }
    size += sizes[k]!
    sum += sums[k]!
  }
  let spread = 0
  for (let k = 0; k < clusters; k += 1) spread += (sums[k]! - (sum / size) * sizes[k]!) ** 2
  return ((clusters / (clusters - 1)) * spread) / (size * size)
}
