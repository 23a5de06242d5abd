import type { Family } from './comparison.ts'

/** How the night's level is shared out. */
const SHARES: Readonly<Record<Family, number>> = {
  'suite-against-baseline': 0.2,
  'live-against-offline': 0.3,
  'live-against-recent': 0.4,
  'slow-drift': 0.1,
}

/**
 * Of a family's level, the part that its verdicts on texts get for themselves: they have looked at thousands of words and
 * places already, and must not be held to a level that many other checks share.
 */
const TEXT_SHARES: Readonly<Record<Family, number>> = {
  'suite-against-baseline': 0,
  'live-against-offline': 0.25,
  'live-against-recent': 0.25,
  'slow-drift': 0,
}

/**
 * At which level may one family raise alarms, so that a year of nights with nothing wrong has at most
 * `alarmsPerYear` of them? The night's level is min(0.05, alarmsPerYear / 365).
 *
 * @param alarmsPerYear  in (0, 365]
 * @returns a level in (0, 0.02]
 * @example familyLevel('suite-against-baseline', 12) // 0.2 · 12 / 365 = 0.006575…
 */
export function familyLevel(family: Family, alarmsPerYear: number): number {
  return SHARES[family] * Math.min(0.05, alarmsPerYear / 365)
}

/** Which share of the night's level a family has: 0.4 for live against recent nights. */
export function familyShare(family: Family): number {
  return SHARES[family]
}

/**
 * The level of all checks of a family but its verdicts on texts: three quarters of the family's, or all where it has none.
 * Live against recent nights: while checks are ranked among so few nights that 1 / (nights + 1), the smallest p-value of
 * a rank, is more than that, it is 1 / (nights + 1). So ranks begin with the first night on which they reach the family's
 * level.
 *
 * @param rankedAmong  earlier nights that the checks are ranked among; 0 where they are not
 * @returns at most the family's level
 * @example checksLevel('live-against-recent', 12, 76) // 1 / 77 = 0.012987…, of the family's 0.013150…
 */
export function checksLevel(family: Family, alarmsPerYear: number, rankedAmong = 0): number {
  const level = familyLevel(family, alarmsPerYear)
  const ordinary = (1 - TEXT_SHARES[family]) * level
  const least = 1 / (rankedAmong + 1)
  return family === 'live-against-recent' && least <= level ? Math.max(ordinary, least) : ordinary
}

/** The level of a family's verdicts on texts: what `checksLevel` leaves of the family's, which may be next to nothing. */
export function textLevel(family: Family, alarmsPerYear: number, rankedAmong = 0): number {
  return familyLevel(family, alarmsPerYear) - checksLevel(family, alarmsPerYear, rankedAmong)
}

/** Which part of its family's level a verdict on texts has, or every other check, where ranks do not ask for more. */
export function shareOfFamily(family: Family, type: 'text' | 'other'): number {
  return type === 'text' ? TEXT_SHARES[family] : 1 - TEXT_SHARES[family]
}
