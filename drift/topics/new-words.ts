import { enrichment, type Mark } from '../../stats/enrichment.ts'
import { foldsOf } from './folds.ts'
import type { Pool } from './pool.ts'
import type { Term } from './vocabulary.ts'

/** Nine tenths choose the words and one tenth is counted: a topic of ten texts is still found by nine of them. */
const FOLDS = 10
/** A word is taken for new at this level, adjusted for all words. */
const LEVEL = 0.05

/**
 * Which pooled texts have words that are new on the current side? Words are chosen on nine tenths of the units and
 * looked for in the last tenth, in turn, so that with nothing new as many texts of either side come out.
 *
 * @returns 1 for each text with such a word, else 0, of either side
 */
export function textsWithNewWords(pool: Pool, vocabulary: readonly Term[], seed: string): Uint8Array {
  const fold = foldsOf(pool, { folds: FOLDS, seed })
  const everyFold = vocabulary.map((term) => countByFold(term.units, pool, fold))
  const all = countByFold(Int32Array.from(pool.isCurrent.keys()), pool, fold)
  const isNew = new Uint8Array(pool.units.length)
  for (let left = 0; left < FOLDS; left += 1) {
    const marks = everyFold.map((counts) => without(counts, left))
    const { adjusted } = enrichment(marks, without(all, left))
    for (const [place, p] of adjusted.entries()) {
      if (p > LEVEL) continue
      for (const row of vocabulary[place]!.rows) if (fold[pool.units[row]!] === left) isNew[row] = 1
    }
  }
  return isNew
}

type FoldCounts = readonly { all: number; chosen: number }[]

function countByFold(units: Int32Array, { isCurrent }: Pool, fold: Uint8Array): FoldCounts {
  const counts = Array.from({ length: FOLDS }, () => ({ all: 0, chosen: 0 }))
  for (const unit of units) {
    const own = counts[fold[unit]!]!
    own.all += 1
    own.chosen += isCurrent[unit]!
  }
  return counts
}

function without(counts: FoldCounts, left: number): Mark {
  let [all, chosen] = [0, 0]
  for (const [place, own] of counts.entries()) {
    if (place === left) continue
    all += own.all
    chosen += own.chosen
  }
  return { all, chosen }
}
