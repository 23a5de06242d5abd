/**
 * The observations of one side in clusters that hang together (the requests of one conversation). The entries
 * `starts[k]` up to, not including, `starts[k + 1]` are of cluster k: its distinct cells, and the weight of each,
 * which is a count where observations are not weighted. A cell is a category, or a run of neighbouring values.
 */
export interface Clusters {
  readonly starts: Uint32Array
  readonly cells: Uint32Array
  readonly weights: Float64Array
}

/** Both sides' clusters over the same cells. */
export interface TwoClusterSamples {
  readonly reference: Clusters
  readonly current: Clusters
  readonly cellCount: number
}

/** How many clusters there are. */
export function clusterCount({ starts }: Clusters): number {
  return starts.length - 1
}

/** The clusters of both, those of `a` first. */
export function poolClusters(a: Clusters, b: Clusters): Clusters {
  const starts = new Uint32Array(a.starts.length + b.starts.length - 1)
  starts.set(a.starts)
  b.starts.forEach((start, k) => {
    starts[clusterCount(a) + k] = a.cells.length + start
  })
  const cells = new Uint32Array(a.cells.length + b.cells.length)
  cells.set(a.cells)
  cells.set(b.cells, a.cells.length)
  const weights = new Float64Array(cells.length)
  weights.set(a.weights)
  weights.set(b.weights, a.weights.length)
  return { starts, cells, weights }
}

/** The weight of each cell over all clusters. */
export function cellWeights({ cells, weights }: Clusters, cellCount: number): Float64Array {
  const sums = new Float64Array(cellCount)
  for (let i = 0; i < cells.length; i += 1) sums[cells[i]!]! += weights[i]!
  return sums
}

/**
 * Draws `size` of `all` clusters at random, each set of them with the same chance (partial Fisher–Yates).
 * The array that comes back is the same each time.
 *
 * @example clusterDraws({ all: 3, size: 2 }, seededRandom('a'))() // two of 0, 1, 2
 */
export function clusterDraws(
  { all, size }: { readonly all: number; readonly size: number },
  random: () => number,
): () => Uint32Array {
  const order = Uint32Array.from({ length: all }, (_, i) => i)
  const drawn = order.subarray(0, size)
  return () => {
    for (let i = 0; i < size; i += 1) {
      const other = i + Math.floor(random() * (all - i))
      const kept = order[other]!
      order[other] = order[i]!
      order[i] = kept
    }
    return drawn
  }
}
