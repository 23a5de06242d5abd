import { type CompareOptions, type ResolvedOptions, resolveOptions } from '../compare-options.ts'
import type { Comparison } from '../comparison.ts'
import { EVERYTHING } from '../summary.ts'
import { besideInWords, besideVerdict } from './beside-verdict.ts'
import { type ChangedCluster, changedClusters } from './changed-clusters.ts'
import { type ChangedWord, changedWords } from './changed-words.ts'
import type { TopicSpace } from './cluster-candidates.ts'
import { topicPoints } from './points.ts'
import { type Pool, poolSizes, poolTexts, swappedSides } from './pool.ts'
import type { RegionShare } from './region-share.ts'
import { type Topic, topicOf, topicShare } from './topic.ts'
import { type TopicPart, topicParts } from './topic-parts.ts'
import type { PairedTexts, TopicText } from './topic-text.ts'
import { topicVerdict } from './topic-verdict.ts'
import { vocabularyOf } from './vocabulary.ts'

/** The check's name. */
export const TOPICS = 'topics'

/** The verdict's comparison, and the texts behind it, which strangers wrote. */
export interface ComparedTopics {
  readonly comparison: Comparison
  /** Texts that show it: of the current side for a new topic, else of the reference. */
  readonly typical: readonly TopicText[]
  /** All texts of that side that were looked at, and those of them that are in the topic. */
  readonly looked: readonly TopicText[]
  readonly members: readonly TopicText[]
  /** Where the p-value is at most one minus the level of intervals: the clusters of texts that changed, */
  readonly clusters: readonly ChangedCluster[]
  /** and the words. Written by strangers. */
  readonly words: { readonly new: readonly ChangedWord[]; readonly gone: readonly ChangedWord[] }
}

/**
 * Is there a topic in the current texts that the reference does not have, or has less of, or the other way round? The
 * p-value is of the surest of four parts, times four (Bonferroni). The effect is the share of texts in what is new, less
 * the reference's share there, chosen and counted on different texts; negative when something is gone.
 *
 * @param pair     texts of both sides; larger sides are sampled by `POOL_LIMITS`
 * @param options  `minimumN` counts units a side
 * @returns too few texts give no p-value, with a note
 */
export function compareTopics(pair: PairedTexts, options: CompareOptions): ComparedTopics {
  const resolved = resolveOptions(options)
  const seed = `${options.seed}|${options.family}|${options.check}`
  const pool = poolTexts(pair, seed)
  const { units } = poolSizes(pool)
  const base = baseOf(pair, resolved)
  if (Math.min(units.reference, units.current) < resolved.minimumN)
    return nothingCompared({ ...base, notes: [fewUnits(units, resolved.minimumN), ...base.notes] })
  const space = { vocabulary: vocabularyOf(pool), table: topicPoints(pool, seed), seed }
  const parts = topicParts(pool, space)
  const sides = parts[0].change === 'new' ? pool : swappedSides(pool)
  const search = { ...space, level: resolved.level }
  const topic = topicOf(sides, parts[0].by, search)
  const verdict = topicVerdict(parts, topic, resolved.level)
  const shares = sharesOfBoth(parts, topic, (by) => topicShare(swappedSides(sides), by, search))
  const beside = besideVerdict(pool, space)
  return {
    comparison: {
      ...base,
      ...verdict,
      metrics: { ...verdict.metrics, ...shares, ...beside },
      notes: [...base.notes, ...sampleNotes(pair, pool), ...besideInWords(beside)],
    },
    typical: topic.typical,
    looked: topic.looked,
    members: topic.members,
    ...(verdict.pValue <= 1 - resolved.level ? changesOf(pool, space) : NO_CHANGES),
  }
}

/**
 * How much is new and how much is gone: of the surest part, and of the surest one the other way. Whether a topic of earlier
 * nights is still there must not hang on which of the two is surer tonight.
 */
function sharesOfBoth(
  [surest, ...others]: readonly [TopicPart, ...TopicPart[]],
  topic: Topic,
  otherShare: (by: TopicPart['by']) => RegionShare,
): Comparison['metrics'] {
  const own = Math.max(0, topic.share.difference)
  const other = others.find(({ change }) => change !== surest.change)
  const rest = other === undefined ? 0 : Math.max(0, otherShare(other.by).difference)
  return surest.change === 'new'
    ? { newTopicShare: own, goneTopicShare: rest }
    : { newTopicShare: rest, goneTopicShare: own }
}

const NO_CHANGES = { clusters: [], words: { new: [], gone: [] } } as const

function changesOf(pool: Pool, space: TopicSpace): Pick<ComparedTopics, 'clusters' | 'words'> {
  return {
    clusters: changedClusters(pool, space),
    words: {
      new: changedWords(pool, space.vocabulary),
      gone: changedWords(swappedSides(pool), space.vocabulary).map(({ word, reference, current }) => ({
        word,
        reference: current,
        current: reference,
      })),
    },
  }
}

const NOT_KEPT = 'Texts are not kept (storeText is off), so a topic is found but not named.'

function nothingCompared(comparison: Comparison): ComparedTopics {
  return { comparison, typical: [], looked: [], members: [], ...NO_CHANGES }
}

function baseOf({ reference, current, notes = [] }: PairedTexts, options: ResolvedOptions): Comparison {
  const { family, check, minimumEffect, minimumN } = options
  const isNamed = [...reference, ...current].every(({ text }) => text !== null)
  return {
    family,
    check,
    slice: EVERYTHING,
    type: 'text',
    n: { reference: reference.length, current: current.length },
    missing: { reference: 0, current: 0 },
    metrics: {},
    effect: null,
    pValue: null,
    test: 'none',
    minimumEffect,
    minimumN,
    distribution: null,
    notes: isNamed ? notes : [NOT_KEPT, ...notes],
  }
}

function fewUnits(units: { readonly reference: number; readonly current: number }, minimum: number): string {
  return `the texts come from ${units.reference} and ${units.current} conversations or users; ${minimum} a side are needed`
}

function sampleNotes(pair: PairedTexts, pool: Pool): string[] {
  const { texts } = poolSizes(pool)
  if (texts.reference === pair.reference.length && texts.current === pair.current.length) return []
  return [
    `Compared by samples of ${texts.reference} and ${texts.current} texts, in which no side has more of one user or conversation.`,
  ]
}
