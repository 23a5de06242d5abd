import { foldsOf } from './folds.ts'
import { newWords, wordsByUnit } from './new-words.ts'
import type { Pool } from './pool.ts'
import type { Term } from './vocabulary.ts'

/** A word is taken for new at this level. */
const LEVEL = 0.05

/** Of six texts with a word that nobody had, the fold that holds three of them would leave too few to choose it by. */
const FOLDS = 10

/**
 * Which pooled texts have words that are new on the current side? Words are chosen on some folds of the units and looked
 * for in another, in turn, so that with nothing new as many texts of either side come out.
 *
 * @returns 1 for each text with such a word, else 0, of either side
 */
export function textsWithNewWords(pool: Pool, vocabulary: readonly Term[], seed: string): Uint8Array {
  const fold = foldsOf(pool, seed, FOLDS)
  const words = wordsByUnit(pool, vocabulary)
  const isNew = new Uint8Array(pool.units.length)
  for (let left = 0; left < FOLDS; left += 1) {
    const units = Int32Array.from(pool.isCurrent.keys()).filter((unit) => fold[unit] !== left)
    for (const term of newWords(units, words, LEVEL))
      for (const row of term.rows) if (fold[pool.units[row]!] === left) isNew[row] = 1
  }
  return isNew
}
