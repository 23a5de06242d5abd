import type { TopicText } from './topic-text.ts'

/** How a topic's texts share themselves out when some of all texts are set aside. */
export interface Explanation {
  /** All current texts that were looked at, and those in the topic. */
  readonly looked: readonly TopicText[]
  readonly members: readonly TopicText[]
  /** Share of the reference's texts in the topic. */
  readonly reference: number
  readonly minimumEffect: number
}

/**
 * Is a topic the same thing as a category that grew? It is when nothing worth telling is left of it once the requests of
 * that category are set aside.
 *
 * @param ofCategory  ids of current texts that have the category
 */
export function isExplainedBy(
  ofCategory: ReadonlySet<string>,
  { looked, members, reference, minimumEffect }: Explanation,
): boolean {
  const others = (texts: readonly TopicText[]) => texts.filter(({ id }) => !ofCategory.has(id)).length
  const share = others(looked) === 0 ? 0 : others(members) / others(looked)
  return ofCategory.size > 0 && share - reference <= minimumEffect
}
