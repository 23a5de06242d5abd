import { type Clustering, kMeans, squaredGap } from '../../stats/k-means.ts'
import type { Points } from '../../stats/points.ts'
import { seededRandom } from '../../stats/random.ts'
import { silhouette } from '../../stats/silhouette.ts'
import { type CoverageTexts, pointsOf } from './texts.ts'

/** More groups than a person reads. */
const MOST_CLUSTERS = 8

/** Below this silhouette points have no structure to speak of, and stay one group (Kaufman & Rousseeuw 1990). */
const CLEAR = 0.25

/** Fewer requests than these are no group that a case should be written for. */
const LEAST_REQUESTS = 5

/** On average at least so many in a group: what is cut finer falls apart into groups that are left out. */
const ORDINARY_REQUESTS = 10

/** So many say what groups there are; the others would only cost time. */
const MOST_REQUESTS = 2000

/** Requests alike that no offline case resembles. */
export interface UncoveredCluster {
  /** Places among the sampled requests, the most typical first. */
  readonly requests: readonly number[]
  /** Of all traffic, covered or not, from 0 to 1. */
  readonly share: number
  /** Which share of these requests failed; null where nothing tells. */
  readonly failing: number | null
}

/** What is known of the requests that are grouped. */
export interface ClusterOptions {
  /** Of each request, 1 where it is uncovered and 0 where not, as `measureCoverage` gives it. */
  readonly uncovered: Float64Array
  /** Of each request, whether it failed: 1, 0, or NaN where nothing tells. */
  readonly failed: Float64Array
  readonly seed: string
}

/**
 * What is the traffic about that no case resembles? The requests that are uncovered, grouped by
 * k-means in a space fitted on them and as many others; of 2 to 8 groups, as many as have the clearest silhouette, and one where none
 * is clear.
 *
 * @returns the groups of at least 5 requests, those first that matter most: by share, a failing request counting twice
 */
export function uncoveredClusters(texts: CoverageTexts, options: ClusterOptions): UncoveredCluster[] {
  const { uncovered, seed } = options
  const lonely = [...uncovered.keys()].filter((request) => uncovered[request] === 1).slice(0, MOST_REQUESTS)
  if (lonely.length < LEAST_REQUESTS) return []
  const points = amongOthers(texts, lonely, options)
  const clustering = clearest(points, lonely.length, seed)
  const scale = uncoveredShare(texts, uncovered) / weightOf(texts, lonely)
  return membersOf(points, clustering)
    .filter((members) => members.length >= LEAST_REQUESTS)
    .map((members) => members.map((member) => lonely[member]!))
    .map((requests) => ({
      requests,
      share: scale * weightOf(texts, requests),
      failing: failingShare(texts, requests, options.failed),
    }))
    .sort((a, b) => importance(b) - importance(a))
}

/** The points of some requests in a space fitted on them and on as many others, in which what is common to them is near. */
function amongOthers(
  texts: CoverageTexts,
  requests: readonly number[],
  { uncovered, seed }: ClusterOptions,
): Points {
  const others = [...uncovered.keys()].filter((request) => uncovered[request] === 0).slice(0, requests.length)
  const places = [...requests, ...others].map((request) => texts.cases + request)
  const { dimensions, values } = pointsOf(texts, places, `${seed} clusters`)
  return { dimensions, values: values.subarray(0, requests.length * dimensions) }
}

function importance({ share, failing }: UncoveredCluster): number {
  return share * (1 + (failing ?? 0))
}

function clearest(points: Points, count: number, seed: string): Clustering {
  const random = seededRandom(`${seed} k-means`)
  let best = { clustering: kMeans(points, 1, random), clarity: CLEAR }
  for (let clusters = 2; clusters <= Math.min(MOST_CLUSTERS, count / ORDINARY_REQUESTS); clusters += 1) {
    const clustering = kMeans(points, clusters, random)
    const clarity = silhouette(points, clustering)
    if (clarity > best.clarity) best = { clustering, clarity }
  }
  return best.clustering
}

/** The points of each cluster, those nearest its centre first. */
function membersOf(points: Points, { clusterOf, centres }: Clustering): number[][] {
  const members: number[][] = []
  for (const [point, cluster] of clusterOf.entries()) {
    members[cluster] ??= []
    members[cluster].push(point)
  }
  const gap = (point: number) => squaredGap(points, point, { point: clusterOf[point]!, centres })
  return Object.values(members).map((some) => some.sort((a, b) => gap(a) - gap(b)))
}

/** Of the requests that were drawn, the share that is uncovered. */
function uncoveredShare(texts: CoverageTexts, uncovered: Float64Array): number {
  const drawn = [...uncovered.keys()].filter((request) => !Number.isNaN(uncovered[request]))
  const lonely = drawn.filter((request) => uncovered[request] === 1)
  return weightOf(texts, lonely) / weightOf(texts, drawn)
}

function weightOf({ weights }: CoverageTexts, requests: readonly number[]): number {
  return requests.reduce((sum, request) => sum + weights[request]!, 0)
}

function failingShare(
  texts: CoverageTexts,
  requests: readonly number[],
  failed: Float64Array,
): number | null {
  const told = requests.filter((request) => !Number.isNaN(failed[request]))
  if (told.length === 0) return null
  const failing = told.filter((request) => failed[request] === 1)
  return weightOf(texts, failing) / weightOf(texts, told)
}
