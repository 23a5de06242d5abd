import { type Points, pointCount } from './points.ts'

/** Rounds after which clusters hardly move any more. */
const ROUNDS = 25

/** Points dealt into clusters. */
export interface Clustering {
  /** The cluster of each point. */
  readonly clusterOf: Uint32Array
  readonly centres: Points
}

/**
 * Which points lie together? Lloyd's k-means, begun with points far from one another (k-means++).
 *
 * @param clusters how many, at least 1 and no more than there are points
 * @param random   uniform in [0, 1), seeded
 * @returns clusters in no particular order; some may be empty where points coincide
 * @see Lloyd 1982; Arthur & Vassilvitskii 2007, "k-means++: the advantages of careful seeding"
 */
export function kMeans(points: Points, clusters: number, random: () => number): Clustering {
  let centres = farApart(points, clusters, random)
  let clusterOf = nearestCentres(points, centres)
  for (let round = 0; round < ROUNDS; round += 1) {
    centres = meansOf(points, clusterOf, centres)
    const next = nearestCentres(points, centres)
    if (next.every((cluster, point) => cluster === clusterOf[point])) break
    clusterOf = next
  }
  return { clusterOf, centres }
}

/** Points drawn one by one, each with a chance in proportion to the square of its distance to those before it. */
function farApart(points: Points, clusters: number, random: () => number): Points {
  const { dimensions, values } = points
  const count = pointCount(points)
  const chosen = [Math.floor(random() * count)]
  const gaps = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
  while (chosen.length < clusters) {
    const newest = { point: chosen.at(-1)!, centres: points }
    for (let i = 0; i < count; i += 1) gaps[i] = Math.min(gaps[i]!, squaredGap(points, i, newest))
    let left = random() * gaps.reduce((sum, gap) => sum + gap, 0)
    chosen.push(
      Math.max(
        0,
        gaps.findIndex((gap) => {
          left -= gap
          return left < 0
        }),
      ),
    )
  }
  const rows = chosen.flatMap((point) => [...values.subarray(point * dimensions, (point + 1) * dimensions)])
  return { dimensions, values: Float64Array.from(rows) }
}

function nearestCentres(points: Points, centres: Points): Uint32Array {
  return Uint32Array.from({ length: pointCount(points) }, (_, i) => {
    let [best, least] = [0, Number.POSITIVE_INFINITY]
    for (let centre = 0; centre < pointCount(centres); centre += 1) {
      const gap = squaredGap(points, i, { point: centre, centres })
      if (gap < least) [best, least] = [centre, gap]
    }
    return best
  })
}

/** The mean of each cluster's points; an empty one keeps its centre. */
function meansOf({ dimensions, values }: Points, clusterOf: Uint32Array, before: Points): Points {
  const sums = new Float64Array(before.values.length)
  const sizes = new Uint32Array(pointCount(before))
  for (const [point, cluster] of clusterOf.entries()) {
    sizes[cluster]! += 1
    for (let k = 0; k < dimensions; k += 1) sums[cluster * dimensions + k]! += values[point * dimensions + k]!
  }
  const mean = (sum: number, i: number) => {
    const size = sizes[Math.floor(i / dimensions)]!
    return size === 0 ? before.values[i]! : sum / size
  }
  return { dimensions, values: sums.map(mean) }
}

/** The square of the distance from a point to a centre. */
export function squaredGap(
  { dimensions, values }: Points,
  i: number,
  { point, centres }: { readonly point: number; readonly centres: Points },
): number {
  let sum = 0
  for (let k = 0; k < dimensions; k += 1) {
    const gap = values[i * dimensions + k]! - centres.values[point * dimensions + k]!
    sum += gap * gap
  }
  return sum
}
