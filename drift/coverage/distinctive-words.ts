import { logOdds } from '../../stats/log-odds.ts'
import { wordsOf } from '../topics/words.ts'

/** One word, no phrase; in Latin letters, words of one or two are "of" and "it". */
const NAME = /^(?!\p{Script=Latin}{1,2}$)\S+$/u

/** A word that fewer texts have names nothing. */
const LEAST_TEXTS = 3

/** A word that a larger share of the other texts has is one of the language, not of a subject. */
const COMMON = 0.1

/**
 * Which words tell some texts from others? Those of the largest log-odds.
 *
 * @param some   the texts to be named; a word counts once a text
 * @param others what they are told from
 * @param most   how many to give
 * @returns the most telling first; only those that some have more often. Strangers wrote them: redact and escape them
 * @example distinctiveWords(['rent a cargo bike', 'cargo bike please', 'a cargo trike'], ['cancel my trip'], 1) // ['cargo']
 */
export function distinctiveWords(some: readonly string[], others: readonly string[], most: number): string[] {
  if (some.length === 0) return []
  const [own, other] = [textsByWord(some), textsByWord(others)]
  const isTelling = (word: string) =>
    own.get(word)! >= Math.min(LEAST_TEXTS, some.length) && (other.get(word) ?? 0) <= COMMON * others.length
  const words = [...own.keys()].filter(isTelling)
  const marks = words.map((word) => ({
    all: own.get(word)! + (other.get(word) ?? 0),
    chosen: own.get(word)!,
  }))
  const odds = logOdds(marks, { all: some.length + others.length, chosen: some.length })
  return words
    .map((word, i) => ({ word, odds: odds[i]! }))
    .filter((one) => one.odds > 0)
    .sort((a, b) => b.odds - a.odds || (a.word < b.word ? -1 : 1))
    .slice(0, most)
    .map(({ word }) => word)
}

function textsByWord(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts)
    for (const word of wordsOf(text)) if (NAME.test(word)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}
