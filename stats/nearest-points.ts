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
  const distances = new Float64Array(count)
  for (let point = 0; point < all; point += 1) {
    distances.fill(Number.POSITIVE_INFINITY)
    const own = nearest.subarray(point * count, (point + 1) * count)
    for (let other = 0; other < all; other += 1) {
      if (other === point) continue
      const limit = distances[count - 1]!
      const distance = squaredDistanceBelow(points, { from: point, to: other }, limit)
      if (distance < limit) insertNearer(own, distances, { place: other, distance })
    }
  }
  return nearest
}
