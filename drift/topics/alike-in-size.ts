import { shuffled } from '../../stats/shuffled.ts'
import type { TopicText } from './topic-text.ts'

/** The texts of one user, conversation or group of cases. */
export type Unit = readonly TopicText[]

/** Units of the reference, and those of the current side. */
type Sides = readonly [reference: readonly Unit[], current: readonly Unit[]]

/**
 * Units of which the two sides have equally large ones: the largest units of a side keep as many of their texts as the
 * largest of the other have, and so on down to the smallest. Which texts of a unit stay is drawn.
 *
 * Whoever asks five times has more words than whoever asks once. Where users of one side have more texts than those of the
 * other, because more people came, or because less of the side was sampled, or because the other side is cases, units are
 * no longer exchangeable although nothing is new, and every test on units would alarm.
 *
 * @returns the sides in their order; units that need not give up texts are as they were
 * @example three units of 4 texts against two of 1: all keep one text
 */
export function alikeInSize(sides: Sides, random: () => number): Sides {
  const [reference, current] = sides.map((units) => largestFirst(units, random)) as [Unit[], Unit[]]
  return [cutLike(reference, current, random), cutLike(current, reference, random)]
}

/** Equally large ones in random order. */
function largestFirst(units: readonly Unit[], random: () => number): Unit[] {
  return shuffled(units, random).sort((a, b) => b.length - a.length)
}

/** Cuts each unit to the size of one at the same place of the other side's order, drawn where its place spans several. */
function cutLike(units: readonly Unit[], others: readonly Unit[], random: () => number): Unit[] {
  if (others.length === 0) return [...units]
  return units.map((unit, place) => {
    const at = Math.floor(((place + random()) / units.length) * others.length)
    const size = others[Math.min(at, others.length - 1)]!.length
    return size < unit.length ? shuffled(unit, random).slice(0, size) : unit
  })
}
