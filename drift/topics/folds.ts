import { seededRandom } from '../../stats/random.ts'
import type { Pool } from './pool.ts'

/**
 * Deals the pool's units to folds at random, those of either side evenly: what is chosen on other folds is told of this
 * one.
 *
 * @returns the fold of each unit, from 0
 */
export function foldsOf({ isCurrent }: Pool, seed: string, folds: number): Uint8Array {
  const random = seededRandom(`${seed}|folds`)
  const draws = Float64Array.from(isCurrent, random)
  const order = Int32Array.from(isCurrent, (_, unit) => unit).sort(
    (a, b) => isCurrent[a]! - isCurrent[b]! || draws[a]! - draws[b]!,
  )
  const fold = new Uint8Array(order.length)
  for (const [place, unit] of order.entries()) fold[unit] = place % folds
  return fold
}
