import type { Embedder, Embedding } from '../../suite/embedder.ts'

const SHORTEST = 2
const LONGEST = 5

/** 2^18 terms: with some thousand different grams a text, few of them share a term. */
const TERMS = 1 << 18

/** The subject of a prompt shows early, and a pasted book must not outweigh all other texts. */
const MOST_CHARACTERS = 4000

/**
 * Counts the character 2- to 5-grams of a text, each under the number that its hash gives it. Lexical: texts are alike
 * when they share spellings. Case, form (NFKC) and kind of white space do not matter. Weights and a reduction are
 * fitted later, on cases and traffic together (`drift/tf-idf.ts`).
 */
export function createHashedNgrams(): Embedder {
  return {
    name: 'hashed character 2-5-grams (lexical), 2^18 terms',
    embed: async (texts) => texts.map(({ text }) => countGrams(text)),
  }
}

function countGrams(text: string): Embedding {
  const characters = normalised(text)
  const counts = new Map<number, number>()
  for (let start = 0; start < characters.length; start++) {
    let hash = 0x811c9dc5
    const end = Math.min(start + LONGEST, characters.length)
    for (let at = start; at < end; at++) {
      hash = Math.imul(hash ^ (characters[at] as number), 0x01000193)
      if (at - start + 1 < SHORTEST) continue
      const term = termOf(hash)
      counts.set(term, (counts.get(term) ?? 0) + 1)
    }
  }
  if (counts.size === 0) return null
  const terms = [...counts.keys()].sort((a, b) => a - b)
  return { kind: 'terms', terms, counts: terms.map((term) => counts.get(term) ?? 0) }
}

/** Code points, cut before anything costs time on a long text. */
function normalised(text: string): number[] {
  const start = text
    .slice(0, 2 * MOST_CHARACTERS)
    .normalize('NFKC')
    .toLowerCase()
  const words = start.split(/\p{White_Space}+/u).filter((word) => word !== '')
  return Array.from(words.join(' '), (character) => character.codePointAt(0) ?? 0).slice(0, MOST_CHARACTERS)
}

/** The high bits of an FNV hash are the better mixed ones: fold them onto the low ones. */
function termOf(hash: number): number {
  return ((hash >>> 18) ^ hash) & (TERMS - 1)
}
