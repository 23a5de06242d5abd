import { studentLoss } from './student-loss.ts'
import { wilson } from './wilson.ts'

/** Clusters that hang together (the requests of one user), each with the share in which something holds. */
export interface ClusterShares {
  /** From 0 to 1, one a cluster. */
  readonly shares: ArrayLike<number>
  /** What each cluster counts for, above 0: its requests, or the sum of their weights. */
  readonly weights: ArrayLike<number>
  /** Observations in all clusters; no fewer than clusters. */
  readonly observations: number
}

/** A share with the interval in which the true one lies. */
export interface ShareEstimate {
  readonly share: number
  readonly lower: number
  readonly upper: number
  /** How many independent observations would know the share as well. */
  readonly effectiveSize: number
}

/**
 * What is added to the clusters of either kind when their variance is estimated. With few clusters and a share near 0 or 1
 * those that hold the variance are often missing: without this, intervals of 50 users hold a share of 0.1 in 90 % only.
 */
const ADDED = 0.5

/**
 * In which share of all observations does something hold, when observations come in clusters or with weights?
 * The weighted share, with Wilson's interval at the effective size that the variance between clusters leaves (ratio
 * estimator, linearised), and at the degrees of freedom of that variance. The variance is taken with half a cluster added
 * in which it always holds, and half a one in which it never does.
 *
 * @param level confidence, in (0, 1); held for all observations of clusters drawn at random
 * @example clusterShare({ shares: [1, 0, 1, 1], weights: [1, 1, 1, 1], observations: 4 }, 0.95).share // 0.75
 * @see Korn & Graubard 1998, "Confidence intervals for proportions with small expected number of positive counts
 *   estimated from survey data" (the effective size); Dean & Pagano 2015, who find Wilson's interval to hold with it;
 *   the added clusters are our own, after Agresti & Coull 1998
 */
export function clusterShare(sample: ClusterShares, level: number): ShareEstimate {
  const { shares, weights, observations } = sample
  if (shares.length === 0) return { share: 0, lower: 0, upper: 1, effectiveSize: 0 }
  const { sum, held, squares } = totals(shares, weights)
  const share = Math.min(1, held / sum)
  const size = Math.min(observations, sizeBySpread(sample, { sum, held }))
  const clusters = sum ** 2 / squares
  const fit = size * (clusters < 0.99 * observations ? studentLoss(clusters - 1, level) : 1)
  return { share, ...wilson(share * fit, fit, level), effectiveSize: fit }
}

/** How many independent observations vary as much as the clusters do, the added ones not counted. */
function sizeBySpread(
  { shares, weights }: ClusterShares,
  { sum, held }: { readonly sum: number; readonly held: number },
): number {
  const clusters = shares.length
  const added = (ADDED * sum) / clusters
  const share = (held + added) / (sum + 2 * added)
  let squares = ADDED * (sum / clusters) ** 2 * (share ** 2 + (1 - share) ** 2)
  for (let k = 0; k < clusters; k += 1) squares += (weights[k]! * (shares[k]! - share)) ** 2
  const variance = ((clusters / Math.max(1, clusters - 1)) * squares) / (sum + 2 * added) ** 2
  return ((share * (1 - share)) / variance) * (clusters / (clusters + 2 * ADDED))
}

function totals(shares: ArrayLike<number>, weights: ArrayLike<number>) {
  let [sum, held, squares] = [0, 0, 0]
  for (let k = 0; k < shares.length; k += 1) {
    sum += weights[k]!
    held += weights[k]! * shares[k]!
    squares += weights[k]! ** 2
  }
  return { sum, held, squares }
}
