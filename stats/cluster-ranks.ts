import { type Clusters, cellWeights, clusterCount } from './clusters.ts'
import { total } from './two-samples.ts'

/** A distribution function's variance is looked at where the pooled one reaches these shares. */
const LEVELS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]

/** What one cluster adds, in this order: size, size², score, score², score·size, Σ below², below…, below·size… */
const FEATURES = 6 + 2 * LEVELS.length

/** What a set of clusters says about its ranks. */
export interface RankSums {
  readonly sums: Float64Array
  readonly clusters: number
  /** Of the mean rank, between clusters. */
  scoreVariance(): number
  /** Of the distribution function, summed over the pooled deciles. */
  levelVariance(): number
}

/** The mean of the pooled midranks, as shares of all, less a half. */
export function scoreMean({ sums }: RankSums): number {
  return sums[2]! / sums[0]!
}

/** Pooled clusters, ready to be split many times. */
export interface ClusterRanks {
  /** Both parts when the clusters `drawn` are one of them, and KS between the two. */
  split(drawn: Uint32Array): { readonly own: RankSums; readonly rest: RankSums; readonly ks: number }
  /** Σ F·(1 − F) over the pooled deciles: what one independent observation adds to `levelVariance`. */
  readonly spread: number
  /** About how many elementary steps a split takes. */
  readonly cost: number
}

/**
 * Prepares pooled clusters for splits: midranks and deciles of the pooled sample do not depend on how it is split, so
 * each cluster's part in every sum is computed once. Variances are those of ratio estimates between clusters.
 *
 * @param pooled cells ordered as the values; weights positive
 */
export function clusterRanks(pooled: Clusters, cellCount: number): ClusterRanks {
  const seen = cellWeights(pooled, cellCount)
  const features = clusterFeatures(pooled, seen)
  const all = new Float64Array(FEATURES)
  for (let i = 0; i < features.length; i += 1) all[i % FEATURES]! += features[i]!
  const clusters = clusterCount(pooled)
  const split = (drawn: Uint32Array) => {
    const sums = new Float64Array(FEATURES)
    for (const k of drawn)
      for (let i = 0, at = k * FEATURES; i < FEATURES; i += 1, at += 1) sums[i]! += features[at]!
    const rest = all.map((sum, i) => sum - sums[i]!)
    return {
      own: rankSums(sums, drawn.length),
      rest: rankSums(rest, clusters - drawn.length),
      ks: gapOf(pooled, drawn, seen),
    }
  }
  const shares = LEVELS.map((_, t) => all[6 + t]! / all[0]!)
  return {
    split,
    spread: shares.reduce((sum, share) => sum + share * (1 - share), 0),
    cost: clusters * FEATURES + pooled.cells.length + 2 * cellCount,
  }
}

function clusterFeatures({ starts, cells, weights }: Clusters, seen: Float64Array): Float64Array {
  const clusters = starts.length - 1
  const { midranks, levels } = pooledRanks(seen)
  const features = new Float64Array(clusters * FEATURES)
  for (let k = 0; k < clusters; k += 1) {
    const own = features.subarray(k * FEATURES, (k + 1) * FEATURES)
    for (let i = starts[k]!; i < starts[k + 1]!; i += 1) {
      const weight = weights[i]!
      own[0]! += weight
      own[2]! += weight * midranks[cells[i]!]!
      for (let t = 0; t < LEVELS.length; t += 1) if (cells[i]! <= levels[t]!) own[6 + t]! += weight
    }
    const size = own[0]!
    own[1] = size * size
    own[3] = own[2]! * own[2]!
    own[4] = own[2]! * size
    for (let t = 0; t < LEVELS.length; t += 1) {
      own[5]! += own[6 + t]! ** 2
      own[6 + LEVELS.length + t] = own[6 + t]! * size
    }
  }
  return features
}

/** A cell's midrank as a share of all, less a half; and the last cell up to which each decile reaches. */
function pooledRanks(seen: Float64Array): { readonly midranks: Float64Array; readonly levels: number[] } {
  const whole = total(seen)
  const midranks = new Float64Array(seen.length)
  const levels: number[] = []
  let below = 0
  for (let cell = 0; cell < seen.length; cell += 1) {
    midranks[cell] = (below + seen[cell]! / 2) / whole - 0.5
    below += seen[cell]!
    while (levels.length < LEVELS.length && below >= LEVELS[levels.length]! * whole * (1 - 1e-12))
      levels.push(cell)
  }
  while (levels.length < LEVELS.length) levels.push(seen.length - 1)
  return { midranks, levels }
}

function rankSums(sums: Float64Array, clusters: number): RankSums {
  const [weight, sizeSquares, score, scoreSquares, scoreBySize, squares] = sums as unknown as number[]
  const between = (spread: number, whole: number) =>
    // What is left by rounding alone is no variance.
    spread < 1e-12 * whole ? 0 : ((clusters / (clusters - 1)) * spread) / (weight! * weight!)
  return {
    sums,
    clusters,
    scoreVariance() {
      const mean = score! / weight!
      return between(scoreSquares! - 2 * mean * scoreBySize! + mean * mean * sizeSquares!, sizeSquares!)
    },
    levelVariance() {
      let spread = squares!
      for (let t = 0; t < LEVELS.length; t += 1) {
        const share = sums[6 + t]! / weight!
        spread += share * share * sizeSquares! - 2 * share * sums[6 + LEVELS.length + t]!
      }
      return between(spread, sizeSquares!)
    },
  }
}

/** The largest gap between the weighted distribution functions of the drawn clusters and of the others. */
function gapOf({ starts, cells, weights }: Clusters, drawn: Uint32Array, seen: Float64Array): number {
  const own = new Float64Array(seen.length)
  let size = 0
  for (const k of drawn)
    for (let i = starts[k]!; i < starts[k + 1]!; i += 1) {
      own[cells[i]!]! += weights[i]!
      size += weights[i]!
    }
  const rest = total(seen) - size
  let [gap, below, others] = [0, 0, 0]
  for (let cell = 0; cell < seen.length; cell += 1) {
    below += own[cell]!
    others += seen[cell]! - own[cell]!
    gap = Math.max(gap, Math.abs(below / size - others / rest))
  }
  return Math.min(1, gap)
}
