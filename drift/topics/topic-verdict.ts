import type { Comparison, Effect } from '../comparison.ts'
import type { RegionShare } from './region-share.ts'
import type { Topic } from './topic.ts'
import type { TopicPart } from './topic-parts.ts'

/** Its words when nothing could be named. */
const NAMELESS = 'a topic without words of its own'
const EVERYTHING_ELSE = 'everything else'

/**
 * The verdict of the surest part in the terms of a comparison: its p-value is of four parts (Bonferroni), its effect the
 * share of texts in what is new, less the reference's; negative when something is gone.
 *
 * @param level  of the effect's interval
 */
export function topicVerdict(
  parts: readonly [TopicPart, ...TopicPart[]],
  topic: Topic,
  level: number,
): Pick<Comparison, 'effect' | 'test' | 'distribution' | 'metrics'> & { readonly pValue: number } {
  const [surest] = parts
  return {
    metrics: metricsOf(parts, topic),
    effect: effectOf(topic.share, surest, level),
    pValue: Math.min(1, parts.length * surest.pValue),
    test: testOf(surest),
    distribution: distributionOf(topic, surest),
  }
}

function metricsOf(parts: readonly [TopicPart, ...TopicPart[]], topic: Topic): Comparison['metrics'] {
  const { reference, current } = sharesOf(topic, parts[0])
  const pValues = parts.map(({ by, change, pValue }) => [`${change}${capital(by)}PValue`, pValue] as const)
  return {
    ...Object.fromEntries(pValues),
    topicShareReference: reference,
    topicShareCurrent: current,
  }
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

/** Where fewer texts lie in what looked new than chance would put there, nothing is new: corrected 0. */
function effectOf({ difference, lower, upper }: RegionShare, { change }: TopicPart, level: number): Effect {
  const sign = change === 'new' ? 1 : -1
  return {
    name: 'topicShare',
    // Adding 0 turns -0 into 0.
    value: sign * difference + 0,
    corrected: sign * Math.max(0, difference) + 0,
    interval: sign === 1 ? { lower, upper, level } : { lower: -upper, upper: -lower, level },
  }
}

function testOf({ by }: TopicPart): string {
  return by === 'words'
    ? 'Fisher’s exact test of every word, adjusted for all words and for four ways of looking'
    : 'seeded permutation of whole units of the richest neighbourhoods, adjusted for four ways of looking'
}

/** What is gone was looked for with the sides exchanged. */
function sharesOf({ share }: Topic, { change }: TopicPart): Pick<RegionShare, 'reference' | 'current'> {
  return change === 'new' ? share : { reference: share.current, current: share.reference }
}

function distributionOf(topic: Topic, surest: TopicPart): Comparison['distribution'] {
  const { words } = topic
  const name = words.length === 0 ? NAMELESS : words.map((word) => `“${word}”`).join(', ')
  const { reference, current } = sharesOf(topic, surest)
  return {
    kind: 'categorical',
    categories: [
      { name, reference, current },
      { name: EVERYTHING_ELSE, reference: 1 - reference, current: 1 - current },
    ],
  }
}
