import { diffWordsWithSpace } from 'diff'

/** A stretch of a text; `own` marks what the other text has not. */
export interface Part {
  readonly text: string
  readonly own: boolean
}

/** Two texts cut where they differ. */
export interface WordDiff {
  readonly base: readonly Part[]
  readonly head: readonly Part[]
}

/** So many words may go and come: more take too long to find (quadratic), and are no edit of the other text. */
const MOST_EDITS = 1_000

/** Texts that share less are two different ones: marks all over would say nothing. */
const LEAST_SHARED = 0.2

/**
 * What two texts have of their own, word by word; white space counts, and so does each sign of scripts without spaces.
 *
 * @returns null where they share too little for a comparison to be read
 * @example wordDiff('in 14 days', 'in 30 days')?.head // [{text: 'in ', own: false}, {text: '30', own: true}, …]
 */
export function wordDiff(base: string, head: string): WordDiff | null {
  const changes = diffWordsWithSpace(base, head, { maxEditLength: MOST_EDITS })
  if (changes === undefined) return null
  const shared = changes.reduce(
    (sum, { added, removed, value }) => sum + (added || removed ? 0 : value.trim().length),
    0,
  )
  if (shared < LEAST_SHARED * Math.max(base.length, head.length)) return null
  const side = (other: 'added' | 'removed') =>
    joined(
      changes
        .filter((change) => !change[other])
        .map(({ value, added, removed }) => ({ text: value, own: Boolean(added || removed) })),
    )
  return { base: side('added'), head: side('removed') }
}

/** Spaces between two words of its own are its own too: one mark is read more easily than many. */
function joined(parts: readonly Part[]): Part[] {
  const whole: Part[] = []
  parts.forEach((part, place) => {
    const isBetween =
      part.text.trim() === '' && parts[place - 1]?.own === true && parts[place + 1]?.own === true
    const own = part.own || isBetween
    const last = whole.at(-1)
    if (last?.own === own) whole[whole.length - 1] = { text: last.text + part.text, own }
    else whole.push({ text: part.text, own })
  })
  return whole
}
