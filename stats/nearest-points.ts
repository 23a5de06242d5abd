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
      const distance = distanceBelow(points, point, other, distances[count - 1]!)
      if (distance < distances[count - 1]!) insert(own, distances, { place: other, distance })
    }
  }
  return nearest
}

/** The square of a distance; any number from `limit` on when it is not below that. */
function distanceBelow({ dimensions, values }: Points, a: number, b: number, limit: number): number {
  const [from, to] = [a * dimensions, b * dimensions]
  let sum = 0
  for (let k = 0; k < dimensions && sum < limit; k += 1) {
    const gap = values[from + k]! - values[to + k]!
    sum += gap * gap
  }
  return sum
}

/** Puts a place into a list that rises by distance, whose last one it drives out. */
function insert(
  places: Uint32Array,
  distances: Float64Array,
  { place, distance }: { readonly place: number; readonly distance: number },
): void {
  let at = places.length - 1
  while (at > 0 && distances[at - 1]! > distance) {
    places[at] = places[at - 1]!
    distances[at] = distances[at - 1]!
    at -= 1
  }
  places[at] = place
  distances[at] = distance
}
