import type { Points } from '../../stats/points.ts'
import { crowding } from './crowding.ts'
import { type Pool, swappedSides } from './pool.ts'
import { termChanges } from './term-changes.ts'
import type { Term } from './vocabulary.ts'

/** One way in which a topic shows, with the p-value of having looked for it in all words or all places. */
export interface TopicPart {
  readonly by: 'words' | 'places'
  /** `new`: more of it on the current side; `gone`: less. */
  readonly change: 'new' | 'gone'
  readonly pValue: number
}

/**
 * Is a topic new or gone? Asked of the words (sharp topics) and of the places where texts crowd (diffuse ones), of either
 * direction: four parts, the surest first.
 */
export function topicParts(
  pool: Pool,
  { vocabulary, table, seed }: { vocabulary: readonly Term[]; table: Points; seed: string },
): readonly [TopicPart, ...TopicPart[]] {
  const wordsOf = (sides: Pool) => termChanges(sides, vocabulary)[0]?.adjustedPValue ?? 1
  const crowds = crowding(pool, table, seed)
  const parts: [TopicPart, ...TopicPart[]] = [
    { by: 'words', change: 'new', pValue: wordsOf(pool) },
    { by: 'places', change: 'new', pValue: crowds.current },
    { by: 'words', change: 'gone', pValue: wordsOf(swappedSides(pool)) },
    { by: 'places', change: 'gone', pValue: crowds.reference },
  ]
  return parts.sort((a, b) => a.pValue - b.pValue)
}
