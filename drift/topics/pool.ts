import { seededRandom } from '../../stats/random.ts'
import type { PairedTexts, TopicText } from './topic-text.ts'

/**
 * Texts of both sides in one row, in an order that tells nothing of the side: what is made of them before labels are
 * looked at (vocabulary, points, neighbours) is then the same for every relabelling.
 */
export interface Pool {
  readonly texts: readonly TopicText[]
  /** The unit of each text, from 0. */
  readonly units: Int32Array
  /** For each unit 1 when it is of the current side, else 0. */
  readonly isCurrent: Uint8Array
}

/** So many texts of a side are looked at: pairs of texts are compared, and these take a few seconds. */
export interface PoolLimits {
  readonly reference: number
  readonly current: number
}

/** A topic in 2 % of a night then has 40 texts, and each of them 40 neighbours to have. */
const POOL_LIMITS: PoolLimits = { reference: 4000, current: 2000 }

/**
 * Pools both sides' texts, a seeded sample of whole units where there are more than the limits. The same name on both
 * sides is two units.
 */
export function poolTexts(pair: PairedTexts, seed: string, limits: PoolLimits = POOL_LIMITS): Pool {
  const random = seededRandom(`${seed}|pool`)
  const sides = (['reference', 'current'] as const).map((side) =>
    sampledUnits(pair[side], limits[side], random).map((texts) => ({ texts, side })),
  )
  const all = shuffled(sides.flat(), random)
  const rows = shuffled(
    all.flatMap(({ texts }, unit) => texts.map((text) => ({ text, unit }))),
    random,
  )
  return {
    texts: rows.map(({ text }) => text),
    units: Int32Array.from(rows, ({ unit }) => unit),
    isCurrent: Uint8Array.from(all, ({ side }) => (side === 'current' ? 1 : 0)),
  }
}

/** How many texts, and how many units, of either side. */
export function poolSizes({ units, isCurrent }: Pool) {
  const current = isCurrent.reduce((sum, label) => sum + label, 0)
  const texts = units.reduce((sum, unit) => sum + isCurrent[unit]!, 0)
  return {
    units: { reference: isCurrent.length - current, current },
    texts: { reference: units.length - texts, current: texts },
  }
}

/** The pool with both sides exchanged, to look for what is gone as for what is new. */
export function swappedSides(pool: Pool): Pool {
  return { ...pool, isCurrent: pool.isCurrent.map((label) => 1 - label) }
}

function sampledUnits(
  texts: readonly TopicText[],
  limit: number,
  random: () => number,
): (readonly TopicText[])[] {
  const units = shuffled(groupedByUnit(texts), random)
  if (texts.length <= limit) return units
  let left = limit
  return units.filter(({ length }) => {
    left -= length
    return left >= 0
  })
}

function groupedByUnit(texts: readonly TopicText[]): TopicText[][] {
  const named = new Map<string, TopicText[]>()
  const units: TopicText[][] = []
  for (const text of texts) {
    const known = text.unit === null ? undefined : named.get(text.unit)
    if (known !== undefined) known.push(text)
    else {
      const unit = [text]
      units.push(unit)
      if (text.unit !== null) named.set(text.unit, unit)
    }
  }
  return units
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const copy = [...list]
  for (let i = copy.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1))
    const kept = copy[i]!
    copy[i] = copy[j]!
    copy[j] = kept
  }
  return copy
}
