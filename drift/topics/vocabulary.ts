import { hashText } from '../../stats/random.ts'
import type { Pool } from './pool.ts'
import { wordsOf } from './words.ts'

/** A word or phrase, or a hashed term, with the pooled texts that have it, and their units; both without repeats. */
export interface Term {
  /** Null where the lake holds no texts. */
  readonly name: string | null
  /** Rising. */
  readonly rows: Int32Array
  readonly units: Int32Array
}

/** What fewer units have says nothing. */
const FEWEST_UNITS = 3

/**
 * The words and phrases of pooled texts, or their hashed terms where there are no texts. Of terms that stand in the very
 * same texts the longest stands for all, so that what is one thing is tested once. No label is looked at.
 */
export function vocabularyOf({ texts, units }: Pool): Term[] {
  const found = new Map<string | number, number[]>()
  for (const [row, text] of texts.entries())
    for (const key of keysOf(text)) {
      const rows = found.get(key)
      if (rows === undefined) found.set(key, [row])
      else rows.push(row)
    }
  const terms = [...found]
    .filter(([, rows]) => rows.length >= FEWEST_UNITS)
    .map(([key, rows]) => ({
      name: typeof key === 'string' ? key : null,
      rows: Int32Array.from(rows),
      units: Int32Array.from(new Set(rows.map((row) => units[row]!))),
    }))
  return distinct(terms.filter((term) => term.units.length >= FEWEST_UNITS))
}

function keysOf({ text, embedding }: Pool['texts'][number]): (string | number)[] {
  if (text !== null) return [...wordsOf(text)]
  return embedding !== null && 'terms' in embedding ? [...embedding.terms] : []
}

function distinct(terms: readonly Term[]): Term[] {
  const found = new Map<string, Term>()
  for (const term of terms) {
    const key = `${hashRows(term.rows, 1)} ${hashRows(term.rows, 2)} ${term.rows.length}`
    const known = found.get(key)
    if (known === undefined || isBetterName(term.name, known.name)) found.set(key, term)
  }
  return [...found.values()]
}

function isBetterName(name: string | null, known: string | null): boolean {
  if (name === null || known === null) return false
  return name.length > known.length || (name.length === known.length && name < known)
}

function hashRows(rows: Int32Array, basis: number): number {
  let hash = hashText('rows', basis)
  for (const row of rows) {
    hash = Math.imul(hash ^ row, 0x85ebca6b)
    hash ^= hash >>> 15
  }
  return hash
}
