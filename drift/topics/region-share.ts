import { newcombeIndependent, type Share } from '../../stats/newcombe-independent.ts'
import type { Pool } from './pool.ts'

/** How much larger a part of the current texts lies somewhere than of the reference's. */
export interface RegionShare {
  readonly reference: number
  readonly current: number
  /** current − reference, with its interval. */
  readonly difference: number
  readonly lower: number
  readonly upper: number
}

/**
 * Which share of either side lies in a region that was chosen on other texts, and by how much do they differ? Newcombe's
 * interval; where texts of one unit hang together, with as many independent texts as they are worth.
 *
 * @param isInside  1 for each pooled text inside
 * @param level     confidence, in (0, 1)
 */
export function regionShare(pool: Pool, isInside: Uint8Array, level: number): RegionShare {
  const { reference, current } = unitCounts(pool, isInside)
  const [before, now] = [effectiveShare(reference), effectiveShare(current)]
  return {
    reference: before.some / before.all,
    current: now.some / now.all,
    ...newcombeIndependent(now, before, level),
  }
}

/** Of each unit how many texts it has, and how many of them are inside. */
interface UnitCount {
  readonly size: number
  readonly inside: number
}

function unitCounts(pool: Pool, isInside: Uint8Array) {
  const sizes = new Int32Array(pool.isCurrent.length)
  const inside = new Int32Array(pool.isCurrent.length)
  for (const [row, unit] of pool.units.entries()) {
    sizes[unit]! += 1
    inside[unit]! += isInside[row]!
  }
  const counts: UnitCount[] = Array.from(sizes, (size, unit) => ({ size, inside: inside[unit]! }))
  return {
    reference: counts.filter((_, unit) => pool.isCurrent[unit] === 0),
    current: counts.filter((_, unit) => pool.isCurrent[unit] === 1),
  }
}

/** The share as that of so many independent texts as have the variance that it has between units. */
function effectiveShare(units: readonly UnitCount[]): Share {
  const size = units.reduce((sum, unit) => sum + unit.size, 0)
  const share = units.reduce((sum, unit) => sum + unit.inside, 0) / size
  const squares = units.reduce((sum, unit) => sum + (unit.inside - share * unit.size) ** 2, 0)
  const variance = (squares / size ** 2) * (units.length / Math.max(1, units.length - 1))
  const all = variance === 0 ? units.length : Math.min(size, (share * (1 - share)) / variance)
  return { some: share * all, all }
}
