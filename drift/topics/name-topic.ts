import { logOdds } from '../../stats/log-odds.ts'
import type { Term } from './vocabulary.ts'

/** A name of more words is a list. */
const MOST_WORDS = 4
/** What fewer of the texts have does not name them. */
const SMALLEST_SHARE = 0.05
/** What more of the other texts have is a word of the language, not of a topic. */
const LARGEST_ELSEWHERE = 0.1

/**
 * What are some of the pooled texts about, in a few words that the others seldom have? The word of the largest log-odds
 * first, then of the texts without it, and so on, so that each word stands for texts that those before do not.
 *
 * @param members  rows of the texts to be named
 * @param texts    how many texts there are in all, more than members
 * @returns words and phrases of two, none where there are no texts. Strangers wrote them: redact and escape them
 */
export function topicWords(vocabulary: readonly Term[], members: Int32Array, texts: number): string[] {
  const named = vocabulary.filter(({ name }) => name !== null)
  const left = new Set(members)
  const words: string[] = []
  while (words.length < MOST_WORDS && left.size >= Math.max(2, SMALLEST_SHARE * members.length)) {
    const best = bestWord(named, left, { texts, fewest: Math.max(2, SMALLEST_SHARE * members.length) })
    if (best === null) break
    words.push(best.name ?? '')
    for (const row of best.rows) left.delete(row)
  }
  return words
}

/**
 * A few members that show what they are about: of the half that has most of the words by which they differ, evenly
 * spread, the most typical first.
 */
export function typicalMembers(
  vocabulary: readonly Term[],
  members: Int32Array,
  { texts, most }: { readonly texts: number; readonly most: number },
): number[] {
  const inside = new Set(members)
  const scores = new Map(Array.from(members, (row) => [row, 0]))
  const odds = oddsOf(vocabulary, inside, texts)
  for (const [place, { rows }] of vocabulary.entries()) {
    const sure = odds[place]!
    // Two standard errors: what is as frequent elsewhere says nothing of the topic.
    if (sure > 2) for (const row of rows) if (inside.has(row)) scores.set(row, scores.get(row)! + sure)
  }
  const sorted = [...members].sort((a, b) => scores.get(b)! - scores.get(a)! || a - b)
  const step = Math.max(1, sorted.length / 2 / most)
  return Array.from(
    { length: Math.min(most, sorted.length) },
    (_, place) => sorted[Math.floor(place * step)]!,
  )
}

function bestWord(
  vocabulary: readonly Term[],
  members: ReadonlySet<number>,
  { texts, fewest }: { readonly texts: number; readonly fewest: number },
): Term | null {
  const odds = oddsOf(vocabulary, members, texts)
  let best: { readonly term: Term; readonly sure: number } | null = null
  for (const [place, term] of vocabulary.entries()) {
    const sure = odds[place]!
    if (sure <= Math.max(2, best?.sure ?? 0)) continue
    const inside = countIn(term, members)
    const outside = term.rows.length - inside
    if (inside >= fewest && outside <= LARGEST_ELSEWHERE * (texts - members.size)) best = { term, sure }
  }
  return best?.term ?? null
}

function oddsOf(vocabulary: readonly Term[], members: ReadonlySet<number>, texts: number): Float64Array {
  const marks = vocabulary.map((term) => ({ all: term.rows.length, chosen: countIn(term, members) }))
  return logOdds(marks, { all: texts, chosen: members.size })
}

function countIn({ rows }: Term, members: ReadonlySet<number>): number {
  let count = 0
  for (const row of rows) if (members.has(row)) count += 1
  return count
}
