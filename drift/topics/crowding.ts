import { nearestNeighbours } from '../../stats/nearest-neighbours.ts'
import type { Points } from '../../stats/points.ts'
import { seededRandom } from '../../stats/random.ts'
import { richestNeighbourhoods } from '../../stats/richest-neighbourhoods.ts'
import { type Pool, swappedSides } from './pool.ts'

/** About what a topic worth telling has, and no more than the permutations have time for. */
const NEIGHBOUR_SHARE = 0.06
const MOST_NEIGHBOURS = 80
const FEWEST_NEIGHBOURS = 5

/** How many neighbours tell what a text is like, among so many texts. */
export function neighbourCount(texts: number): number {
  return Math.max(FEWEST_NEIGHBOURS, Math.min(MOST_NEIGHBOURS, Math.round(texts * NEIGHBOUR_SHARE)))
}

/**
 * Do current texts crowd somewhere (a topic is new or grew), or texts of the reference (one is gone or shrank)? By a
 * permutation test of the neighbourhoods that are richest in them.
 *
 * @returns a p-value for each
 */
export function crowding(
  pool: Pool,
  table: Points,
  seed: string,
): { readonly current: number; readonly reference: number } {
  const { units } = pool
  const rows = Int32Array.from(units.keys())
  const k = neighbourCount(rows.length)
  const neighbours = nearestNeighbours(table, { of: rows, among: rows, k, units })
  const pValue = ({ isCurrent }: Pool, side: string) =>
    richestNeighbourhoods({ neighbours, k, units, isCurrent }, seededRandom(`${seed}|crowding|${side}`))
      .pValue
  return { current: pValue(pool, 'current'), reference: pValue(swappedSides(pool), 'reference') }
}
