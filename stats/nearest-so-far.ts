import type { Points } from './points.ts'

/** Two points, by their places. */
export interface PointPair {
  readonly from: number
  readonly to: number
}

/**
 * The square of the Euclidean distance of two points; some number from `limit` on when it is not below that, because
 * then nobody wants to know it.
 *
 * @example squaredDistanceBelow({ dimensions: 1, values: Float64Array.of(0, 3) }, { from: 0, to: 1 }, Infinity) // 9
 */
export function squaredDistanceBelow(
  { values, dimensions }: Points,
  { from, to }: PointPair,
  limit: number,
): number {
  let sum = 0
  let a = from * dimensions
  let b = to * dimensions
  const end = a + dimensions
  while (a < end && sum < limit) {
    const stop = Math.min(end, a + 8)
    for (; a < stop; a += 1, b += 1) {
      const gap = values[a]! - values[b]!
      sum += gap * gap
    }
  }
  return sum
}

/** Puts a place into a list that rises by distance, whose last one it drives out; after those that are equally far. */
export function insertNearer(
  places: Int32Array | Uint32Array,
  distances: Float64Array,
  { place, distance }: { readonly place: number; readonly distance: number },
): void {
  let at = places.length - 1
  for (; at > 0 && distances[at - 1]! > distance; at -= 1) {
    places[at] = places[at - 1]!
    distances[at] = distances[at - 1]!
  }
  places[at] = place
  distances[at] = distance
}
