/** A text's words: letters and digits, at least three, in small letters. */
const WORD = /[\p{L}][\p{L}\p{N}'’-]{2,}/gu

/** What is looked at of each text: the subject shows early, and a pasted book must not outweigh the others. */
const MOST_CHARACTERS = 4000

/** A word that fewer texts have names nothing. */
const LEAST_TEXTS = 3

/** A word that a larger share of the other texts has is one of the language, not of a subject. */
const COMMON = 0.1

/** What the words of all texts weigh as a prior, in texts. */
const PRIOR = 10

/**
 * Which words tell some texts from others? By the log-odds of a text having the word, with an informative Dirichlet prior
 * of what all texts have, over its standard error: frequent on one side and hardly on the other comes first.
 *
 * @param some   the texts to be named; a word counts once a text
 * @param others what they are told from
 * @param most   how many words to give
 * @returns the most telling word first; only words that some have more often
 * @example distinctiveWords(['rent a cargo bike', 'cargo bike please', 'a cargo trike'], ['cancel my trip'], 1) // ['cargo']
 * @see Monroe, Colaresi & Quinn 2008, "Fightin' Words", equations 15 to 22
 */
export function distinctiveWords(some: readonly string[], others: readonly string[], most: number): string[] {
  const [own, other] = [textsByWord(some), textsByWord(others)]
  const all = some.length + others.length
  const score = (word: string, having: number) => {
    const there = other.get(word) ?? 0
    const prior = (PRIOR * (having + there)) / all
    const gap = logOdds(having + prior, some.length + PRIOR) - logOdds(there + prior, others.length + PRIOR)
    return gap / Math.sqrt(1 / (having + prior) + 1 / (there + prior))
  }
  return [...own]
    .filter(([, having]) => having >= Math.min(LEAST_TEXTS, some.length))
    .filter(([word]) => (other.get(word) ?? 0) <= COMMON * others.length)
    .map(([word, having]) => ({ word, score: score(word, having) }))
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score || (a.word < b.word ? -1 : 1))
    .slice(0, most)
    .map(({ word }) => word)
}

function logOdds(count: number, all: number): number {
  return Math.log(count / (all - count))
}

function textsByWord(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) {
    const words = text.slice(0, MOST_CHARACTERS).toLowerCase().match(WORD) ?? []
    for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return counts
}
