import { nearestNeighbours } from '../../stats/nearest-neighbours.ts'
import type { Points } from '../../stats/points.ts'
import { foldsOf } from './folds.ts'
import type { Pool } from './pool.ts'

/** Where the current side is this many times as dense as the reference, its texts are called new. */
const TIMES = 2

/** What is chosen on four fifths is counted on the last fifth: a topic of ten texts is still found by eight of them. */
const FOLDS = 5

/**
 * Which pooled texts lie where the current side is at least twice as dense as the reference? What is chosen on some folds
 * of the units is told of another: the place of a text is judged by its nearest neighbours in the folds to which it does
 * not belong. With nothing new as many texts of either side come out, so the difference of their shares is an honest
 * estimate of what is new.
 *
 * @param k  neighbours to judge by
 * @returns 1 for each text that lies in such a place, else 0, of either side
 */
export function textsInNewPlaces(
  pool: Pool,
  table: Points,
  { k, seed }: { readonly k: number; readonly seed: string },
): Uint8Array {
  const fold = foldsOf(pool, seed, FOLDS)
  const rows = Int32Array.from(pool.units.keys())
  const isNew = new Uint8Array(rows.length)
  for (let left = 0; left < FOLDS; left += 1) {
    const of = rows.filter((row) => fold[pool.units[row]!] === left)
    const among = rows.filter((row) => fold[pool.units[row]!] !== left)
    const density = densityNear(pool, table, { of, among, k })
    for (const [place, row] of of.entries()) isNew[row] = density[place] === 'new' ? 1 : 0
  }
  return isNew
}

/**
 * Around which rows is one side at least twice as dense as the other?
 *
 * @param of     rows to be judged
 * @param among  rows to judge by, `k` of them each
 * @returns `new` where the current side is, `gone` where the reference is
 */
export function densityNear(
  pool: Pool,
  table: Points,
  { of, among, k }: { readonly of: Int32Array; readonly among: Int32Array; readonly k: number },
): ('new' | 'gone' | null)[] {
  const neighbours = nearestNeighbours(table, { of, among, k, units: pool.units })
  const all = sidesOf(among, pool)
  return Array.from(of, (_, place) => {
    const near = sidesOf(neighbours.subarray(place * k, (place + 1) * k), pool)
    if (isDense(near, all)) return 'new'
    return isDense(swapped(near), swapped(all)) ? 'gone' : null
  })
}

interface Sides {
  readonly reference: number
  readonly current: number
}

/** Of the current texts at least twice the share is near as of the reference's. */
function isDense(near: Sides, all: Sides): boolean {
  return near.current > 0 && near.current * all.reference >= TIMES * near.reference * all.current
}

function swapped({ reference, current }: Sides): Sides {
  return { reference: current, current: reference }
}

function sidesOf(rows: Int32Array, { units, isCurrent }: Pool): Sides {
  let [reference, current] = [0, 0]
  for (const row of rows) {
    if (row < 0) continue
    if (isCurrent[units[row]!] === 1) current += 1
    else reference += 1
  }
  return { reference, current }
}
