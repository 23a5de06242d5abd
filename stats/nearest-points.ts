import { insertNearer, squaredDistanceBelow } from './nearest-so-far.ts'
import { type Points, pointCount } from './points.ts'

/**
 * Which other points are nearest to each point? By Euclidean distance, exact, every pair looked at.
 * Where distances are equal, the point that stands first counts as nearer: bring points into random order where that
 * must not matter.
 *
 * @param count  neighbours of each point, at least 1 and fewer than there are points
 * @returns `count` places a point, nearest first
 * @example nearestPoints({ dimensions: 1, values: Float64Array.of(0, 1, 5) }, 1) // [1, 0, 1]
 * Cost: O(points² · dimensions).
 */
export function nearestPoints(points: Points, count: number): Uint32Array {
  const all = pointCount(points)
  const nearest = new Uint32Array(all * count)
  const distances = new Float64Array(all * count).fill(Number.POSITIVE_INFINITY)
  const last = count - 1
  for (let from = 0; from < all; from += 1) {
    const own = from * count
    // Each pair once, for both of its points.
    for (let to = from + 1; to < all; to += 1) {
      const other = to * count
      const limit = Math.max(distances[own + last]!, distances[other + last]!)
      const distance = squaredDistanceBelow(points, { from, to }, limit)
      if (distance >= limit) continue
      insertAt(nearest, distances, { own, count, place: to, distance })
      insertAt(nearest, distances, { own: other, count, place: from, distance })
    }
  }
  return nearest
}

interface Found {
  /** Where the list of a point begins, and how long it is. */
  readonly own: number
  readonly count: number
  readonly place: number
  readonly distance: number
}

function insertAt(
  nearest: Uint32Array,
  distances: Float64Array,
  { own, count, place, distance }: Found,
): void {
  const end = own + count
  if (distance >= distances[end - 1]!) return
  insertNearer(nearest.subarray(own, end), distances.subarray(own, end), { place, distance })
}
