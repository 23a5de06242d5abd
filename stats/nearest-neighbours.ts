import { insertNearer, squaredDistanceBelow } from './nearest-so-far.ts'
import type { Points } from './points.ts'

export interface NeighbourOptions {
  /** Rows whose neighbours are sought. */
  readonly of: Int32Array
  /** Rows that can be neighbours. */
  readonly among: Int32Array
  /** How many to find; fewer are found where there are fewer. */
  readonly k: number
  /** Rows of one unit are no neighbours of each other, and no row is its own. */
  readonly units: Int32Array
}

/**
 * Which rows lie nearest to each row? By Euclidean distance, each pair looked at. Of rows that are equally far, those
 * that follow the row in `among`, round its end, come first: many equal points then have different neighbours.
 *
 * @returns `k` row numbers for each row of `of`, in no order, filled up with -1
 * @example nearestNeighbours(table([[0], [1], [5]]), { of: rows(0), among: rows(0, 1, 2), k: 1, units: rows(0, 1, 2) }) // [1]
 */
export function nearestNeighbours(table: Points, { of, among, k, units }: NeighbourOptions): Int32Array {
  const found = new Int32Array(of.length * k).fill(-1)
  const distances = new Float64Array(k)
  for (const [place, row] of of.entries()) {
    distances.fill(Number.POSITIVE_INFINITY)
    const nearest = found.subarray(place * k, (place + 1) * k)
    const start = Math.floor((place / of.length) * among.length)
    for (let step = 0; step < among.length; step += 1) {
      const other = among[(start + step) % among.length]!
      if (units[other] === units[row]) continue
      const limit = distances[k - 1]!
      const distance = squaredDistanceBelow(table, { from: row, to: other }, limit)
      if (distance < limit) insertNearer(nearest, distances, { place: other, distance })
    }
  }
  return found
}
