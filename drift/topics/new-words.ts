import { enrichment, type Mark } from '../../stats/enrichment.ts'
import type { Pool } from './pool.ts'
import type { Term } from './vocabulary.ts'

/** A new word is at least so many times as frequent: with many texts small shifts of common words are sure too. */
const TIMES = 2
/** More words than this add few texts. */
const MOST_WORDS = 12

/** Pooled words, and where they are. */
export interface Words {
  readonly pool: Pool
  readonly vocabulary: readonly Term[]
  /** The places in the vocabulary of the terms of each unit. */
  readonly termsOf: readonly (readonly number[])[]
}

/**
 * Which words are new on the current side, by some of the units? The surest, then that of the units without it, and so
 * on: words that only come along with a new one are then not new themselves.
 *
 * @param level  of the p-values, each adjusted for all words
 */
export function newWords(units: Int32Array, { pool, vocabulary, termsOf }: Words, level: number): Term[] {
  const left = new Set(units)
  const counts = vocabulary.map(() => ({ all: 0, chosen: 0 }))
  const total = { all: 0, chosen: 0 }
  const count = (unit: number, times: 1 | -1) => {
    for (const each of [total, ...termsOf[unit]!.map((term) => counts[term]!)]) {
      each.all += times
      each.chosen += times * pool.isCurrent[unit]!
    }
  }
  for (const unit of units) count(unit, 1)
  const found: Term[] = []
  while (found.length < MOST_WORDS) {
    const best = surestWord(counts, total, level)
    if (best === null) break
    const term = vocabulary[best]!
    found.push(term)
    for (const unit of term.units) if (left.delete(unit)) count(unit, -1)
  }
  return found
}

function surestWord(counts: readonly Mark[], total: Mark, level: number): number | null {
  const { pValues, adjusted } = enrichment(counts, total)
  let best: number | null = null
  for (const [term, p] of pValues.entries())
    if (
      adjusted[term]! <= level &&
      p < (best === null ? 1 : pValues[best]!) &&
      isMoreFrequent(counts[term]!, total)
    )
      best = term
  return best
}

function isMoreFrequent(mark: Mark, total: Mark): boolean {
  const before = mark.all - mark.chosen
  return mark.chosen * (total.all - total.chosen) >= TIMES * before * total.chosen
}

/** The pool's words by unit. */
export function wordsByUnit(pool: Pool, vocabulary: readonly Term[]): Words {
  const termsOf: number[][] = Array.from(pool.isCurrent, () => [])
  for (const [place, { units }] of vocabulary.entries()) for (const unit of units) termsOf[unit]!.push(place)
  return { pool, vocabulary, termsOf }
}
