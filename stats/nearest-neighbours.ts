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
    const search = { table, units, nearest, distances }
    lookAmong(search, row, among.subarray(start))
    lookAmong(search, row, among.subarray(0, start))
  }
  return found
}

/** The nearest rows so far, with their distances, and what it takes to go on. */
interface Search {
  readonly table: Points
  readonly units: Int32Array
  readonly nearest: Int32Array
  readonly distances: Float64Array
}

function lookAmong({ table, units, nearest, distances }: Search, row: number, among: Int32Array): void {
  const unit = units[row]!
  const last = distances.length - 1
  let limit = distances[last]!
  for (let i = 0; i < among.length; i += 1) {
    const other = among[i]!
    if (units[other] === unit) continue
    const distance = squaredDistanceBelow(table, { from: row, to: other }, limit)
    if (distance >= limit) continue
    insertNearer(nearest, distances, { place: other, distance })
    limit = distances[last]!
  }
}
