import { enrichment, type Mark } from '../../stats/enrichment.ts'
import { FOLDS, foldsOf } from './folds.ts'
import type { Pool } from './pool.ts'
import type { Term } from './vocabulary.ts'

/** A word is taken for new at this level, adjusted for all words, */
const LEVEL = 0.05
/** and where it is at least so many times as frequent: with many texts small shifts of common words are sure too. */
const TIMES = 2
/** More words than this add few texts. */
const MOST_WORDS = 12

/**
 * Which pooled texts have words that are new on the current side? Words are chosen on some folds of the units and looked
 * for in another, in turn, so that with nothing new as many texts of either side come out.
 *
 * @returns 1 for each text with such a word, else 0, of either side
 */
export function textsWithNewWords(pool: Pool, vocabulary: readonly Term[], seed: string): Uint8Array {
  const fold = foldsOf(pool, seed)
  const termsOf = termsByUnit(pool, vocabulary)
  const isNew = new Uint8Array(pool.units.length)
  for (let left = 0; left < FOLDS; left += 1) {
    const units = Int32Array.from(pool.isCurrent.keys()).filter((unit) => fold[unit] !== left)
    for (const term of newWords(units, { pool, vocabulary, termsOf }))
      for (const row of term.rows) if (fold[pool.units[row]!] === left) isNew[row] = 1
  }
  return isNew
}

interface Vocabulary {
  readonly pool: Pool
  readonly vocabulary: readonly Term[]
  /** The places in the vocabulary of the terms of each unit. */
  readonly termsOf: readonly (readonly number[])[]
}

/**
 * The surest new word of some units, then that of the units without it, and so on: words that only come along with a new
 * one are then not new themselves.
 */
function newWords(units: Int32Array, { pool, vocabulary, termsOf }: Vocabulary): Term[] {
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
    const best = surestWord(counts, total)
    if (best === null) break
    const term = vocabulary[best]!
    found.push(term)
    for (const unit of term.units) if (left.delete(unit)) count(unit, -1)
  }
  return found
}

function surestWord(counts: readonly Mark[], total: Mark): number | null {
  const { pValues, adjusted } = enrichment(counts, total)
  let best: number | null = null
  for (const [term, p] of pValues.entries())
    if (
      adjusted[term]! <= LEVEL &&
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

function termsByUnit({ isCurrent }: Pool, vocabulary: readonly Term[]): number[][] {
  const terms: number[][] = Array.from(isCurrent, () => [])
  for (const [place, { units }] of vocabulary.entries()) for (const unit of units) terms[unit]!.push(place)
  return terms
}
