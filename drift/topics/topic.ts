import type { Points } from '../../stats/points.ts'
import { neighbourCount } from './crowding.ts'
import { topicWords, typicalMembers } from './name-topic.ts'
import { textsInNewPlaces } from './new-places.ts'
import type { Pool } from './pool.ts'
import { type RegionShare, regionShare } from './region-share.ts'
import { textsWithNewWords } from './texts-with-new-words.ts'
import type { TopicPart } from './topic-parts.ts'
import type { TopicText } from './topic-text.ts'
import type { Term } from './vocabulary.ts'

/** Texts of the current side that belong together, and the reference has less of. */
export interface Topic {
  readonly share: RegionShare
  /** Written by strangers. */
  readonly words: readonly string[]
  /** The texts of the current side that were looked at, those in the topic, and a few that show it. */
  readonly looked: readonly TopicText[]
  readonly members: readonly TopicText[]
  readonly typical: readonly TopicText[]
}

/** Enough to understand, few enough to read. */
const MOST_EXAMPLES = 5

/** What topics are looked for in. */
export interface TopicSearch {
  readonly vocabulary: readonly Term[]
  readonly table: Points
  readonly seed: string
  /** Of intervals. */
  readonly level: number
}

/**
 * What is new on the current side, how much of it there is, what it is called, and which texts show it? Its texts are
 * those with new words, or those in places that became dense, each judged by other texts than itself.
 *
 * @param by  which of the two: the way that found it most surely
 */
export function topicOf(pool: Pool, by: TopicPart['by'], search: TopicSearch): Topic {
  const { vocabulary, level } = search
  const texts = pool.texts.length
  const isInside = textsInside(pool, by, search)
  const looked = Int32Array.from(pool.units.keys()).filter((row) => pool.isCurrent[pool.units[row]!] === 1)
  const members = looked.filter((row) => isInside[row] === 1)
  const shown = typicalMembers(vocabulary, members, { texts, most: MOST_EXAMPLES })
  return {
    share: regionShare(pool, isInside, level),
    words: topicWords(vocabulary, members, texts),
    looked: textsOf(looked, pool),
    members: textsOf(members, pool),
    typical: textsOf(shown, pool),
  }
}

/** How much of what is new on the current side there is, without its name. */
export function topicShare(pool: Pool, by: TopicPart['by'], search: TopicSearch): RegionShare {
  return regionShare(pool, textsInside(pool, by, search), search.level)
}

/** 1 for each pooled text in the topic. */
function textsInside(pool: Pool, by: TopicPart['by'], { vocabulary, table, seed }: TopicSearch): Uint8Array {
  if (by === 'words') return textsWithNewWords(pool, vocabulary, seed)
  // As far as the nearest ones reach when four of five texts are neighbours.
  const k = Math.ceil(0.8 * neighbourCount(pool.texts.length))
  return textsInNewPlaces(pool, table, { k, seed })
}

function textsOf(rows: Iterable<number>, { texts }: Pool): TopicText[] {
  return Array.from(rows, (row) => texts[row]!)
}
