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
 * What is added to the clusters of either kind when their variance is estimated: with few clusters and a share near 0 or 1
 * those that hold the variance are often missing. So many whole clusters where observations of one are found to hang
 * together, so many single observations where they are not, and a tenth of the way at least from these to those.
 */
const ADDED = { clusters: 1.5, observations: 0.5, least: 0.1, slope: 6 }

/**
 * In which share of all observations does something hold, when observations come in clusters or with weights?
 * The weighted share, with Wilson's interval at the effective size that the variance between clusters leaves (ratio
 * estimator, linearised), and at the degrees of freedom of that variance: half of the clusters' number where their
 * observations hang together closely, more where hardly. The variance is taken with some clusters added in which it always
 * holds, and as many in which it never does.
 *
 * @param level confidence, in (0, 1); held for all observations of clusters drawn at random
 * @example clusterShare({ shares: [1, 0, 1, 1], weights: [1, 1, 1, 1], observations: 4 }, 0.95).share // 0.75
 * @see Korn & Graubard 1998, "Confidence intervals for proportions with small expected number of positive counts
 *   estimated from survey data" (the effective size); Dean & Pagano 2015, who find Wilson's interval to hold with it;
 *   what is added and the degrees of freedom are our own, after Agresti & Coull 1998, chosen on simulated nights
 */
export function clusterShare(sample: ClusterShares, level: number): ShareEstimate {
  const { shares, weights, observations } = sample
  if (shares.length === 0) return { share: 0, lower: 0, upper: 1, effectiveSize: 0 }
  const sums = totals(shares, weights)
  const share = Math.min(1, sums.held / sums.sum)
  const clusters = sums.sum ** 2 / sums.squares
  const { effect, alike } = designEffect(sample, sums, clusters)
  const isClustered = clusters < 0.99 * observations
  const dof = (clusters - 1) / Math.min(2, 0.1 + 4 * alike)
  const fit = (observations / effect) * (isClustered ? studentLoss(dof, level) : 1)
  return { share, ...wilson(share * fit, fit, level), effectiveSize: fit }
}

interface Sums {
  readonly sum: number
  readonly held: number
  readonly squares: number
}

/** How many observations count as one, and how close that is to whole clusters, from 0 to 1. */
function designEffect(sample: ClusterShares, sums: Sums, clusters: number) {
  const { shares, observations } = sample
  const single = effectWith(sample, sums, { count: ADDED.observations, size: shares.length / observations })
  const whole = effectWith(sample, sums, { count: ADDED.clusters, size: 1 })
  const most = observations / clusters - 1
  const alike = most < 0.01 ? 1 : Math.min(1, Math.max(0, (single - 1) / most))
  const part = Math.min(1, ADDED.least + ADDED.slope * alike)
  return { effect: Math.max(1, single + (whole - single) * part), alike }
}

/** How many times more the share varies than one of independent observations, with so many clusters of either kind added. */
function effectWith(
  { shares, weights, observations }: ClusterShares,
  { sum, held }: Sums,
  added: { readonly count: number; readonly size: number },
): number {
  const clusters = shares.length
  const each = (added.size * sum) / clusters
  const all = sum + 2 * added.count * each
  const share = (held + added.count * each) / all
  let squares = added.count * each ** 2 * (share ** 2 + (1 - share) ** 2)
  for (let k = 0; k < clusters; k += 1) squares += (weights[k]! * (shares[k]! - share)) ** 2
  const variance = ((clusters / Math.max(1, clusters - 1)) * squares) / all ** 2
  return (observations * variance * all) / (share * (1 - share) * sum)
}

function totals(shares: ArrayLike<number>, weights: ArrayLike<number>): Sums {
  let [sum, held, squares] = [0, 0, 0]
  for (let k = 0; k < shares.length; k += 1) {
    sum += weights[k]!
    held += weights[k]! * shares[k]!
    squares += weights[k]! ** 2
  }
  return { sum, held, squares }
}
