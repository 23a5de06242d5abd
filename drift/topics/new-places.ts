import { nearestNeighbours } from '../../stats/nearest-neighbours.ts'
import type { Points } from '../../stats/points.ts'
import { foldsOf } from './folds.ts'
import type { Pool } from './pool.ts'

/** Where the current side is this many times as dense as the reference, its texts are called new. */
const TIMES = 2

/**
 * Which pooled texts lie where the current side is at least twice as dense as the reference? What is chosen on one half
 * of the units is told of the other: the place of a text is judged by its nearest neighbours in the half to which it
 * does not belong. With nothing new as many texts of either side come out, so the difference of their shares is an
 * honest estimate of what is new.
 *
 * @param k  neighbours to judge by
 * @returns 1 for each text that lies in such a place, else 0, of either side
 */
export function textsInNewPlaces(
  pool: Pool,
  table: Points,
  { k, seed }: { readonly k: number; readonly seed: string },
): Uint8Array {
  const halves = halvesOf(pool, seed)
  const isNew = new Uint8Array(pool.units.length)
  for (const [of, among] of [halves, [halves[1], halves[0]]] as const) {
    const neighbours = nearestNeighbours(table, { of, among, k, units: pool.units })
    const sizes = sidesOf(among, pool)
    for (const [place, row] of of.entries()) {
      const near = sidesOf(neighbours.subarray(place * k, (place + 1) * k), pool)
      // Shares of the half's texts of each side that lie near.
      isNew[row] =
        near.current * sizes.reference >= TIMES * near.reference * sizes.current && near.current > 0 ? 1 : 0
    }
  }
  return isNew
}

/** Rows of the two halves. */
function halvesOf(pool: Pool, seed: string): readonly [Int32Array, Int32Array] {
  const fold = foldsOf(pool, { folds: 2, seed })
  const rows = (which: number) =>
    Int32Array.from(pool.units.keys()).filter((row) => fold[pool.units[row]!] === which)
  return [rows(0), rows(1)]
}

function sidesOf(rows: Int32Array, { units, isCurrent }: Pool) {
  let [reference, current] = [0, 0]
  for (const row of rows) {
    if (row < 0) continue
    if (isCurrent[units[row]!] === 1) current += 1
    else reference += 1
  }
  return { reference, current }
}
