import { seededRandom } from '../../stats/random.ts'
import { shuffled } from '../../stats/shuffled.ts'
import { alikeInSize, type Unit } from './alike-in-size.ts'
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

/** All of a night’s sample, where a topic in 2 % has 40 texts; of the reference as many as the time allows. */
const POOL_LIMITS: PoolLimits = { reference: 1200, current: 2000 }

/**
 * Pools both sides' texts: of units with as many texts on either side (`alikeInSize`), and a seeded sample of whole units
 * where there are more than the limits. The same name on both sides is two units. Texts without an embedding are left out;
 * where some texts are not kept, none is looked at, because words that only one side can have would all look new.
 */
export function poolTexts(pair: PairedTexts, seed: string, limits: PoolLimits = POOL_LIMITS): Pool {
  const random = seededRandom(`${seed}|pool`)
  const isNamed = [...pair.reference, ...pair.current].every(({ text }) => text !== null)
  const unitsOf = (side: 'reference' | 'current') => {
    const known = pair[side].filter(({ embedding }) => embedding !== null)
    return groupedByUnit(isNamed ? known : known.map((each) => ({ ...each, text: null })))
  }
  const alike = alikeInSize([unitsOf('reference'), unitsOf('current')], seededRandom(`${seed}|sizes`))
  const sides = (['reference', 'current'] as const).map((side, place) =>
    sampledUnits(alike[place]!, limits[side], random).map((texts) => ({ texts, side })),
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

function sampledUnits(units: readonly Unit[], limit: number, random: () => number): Unit[] {
  const order = shuffled(units, random)
  if (order.reduce((sum, { length }) => sum + length, 0) <= limit) return order
  let left = limit
  return order.filter(({ length }) => {
    left -= length
    return left >= 0
  })
}

function groupedByUnit(texts: readonly TopicText[]): Unit[] {
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
