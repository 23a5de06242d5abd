import { distinctCategories } from '../drift/cap-categories.ts'
import type { Comparison } from '../drift/comparison.ts'
import type { CoverageSummary } from '../drift/coverage/coverage-summary.ts'
import { FEWEST_NIGHTS } from '../drift/nights/against-nights.ts'
import { type Summary, summarySize } from '../drift/summary.ts'
import { countOf } from '../report/format/number.ts'
import { redact } from '../report/redact.ts'
import { compareInputs, type NightTopics, topicComparisons } from './compare-inputs.ts'
import { comparePairs, pairsWith, simultaneousLevel } from './compare-pairs.ts'
import { compareRecent } from './compare-recent.ts'
import { type ScorePairs, scorePairs } from './compare-scores.ts'
import { offlineDependenceKey, readDependence, readNightDependence } from './dependence-in-lake.ts'
import { failingSliceFacts } from './failing-slices.ts'
import { beginCoverage } from './night-coverage.ts'
import { offlineSummaries } from './offline-summaries.ts'
import type { Lake, Ports } from './ports.ts'
import { newProviderIds } from './provider-ids.ts'
import {
  type NightSummaries,
  type RecentSummaries,
  readNightSummaries,
  recentSummaries,
  type SummaryByFeature,
} from './summaries-in-lake.ts'

/** A night's traffic held against the offline cases and against the recent nights. */
export interface ComparedTraffic {
  readonly comparisons: readonly Comparison[]
  readonly facts: readonly string[]
  readonly recentNights: readonly string[]
  /** How many earlier nights checks are ranked among; 0 while they are too few. */
  readonly rankedAmong: number
  readonly topics: NightTopics
  readonly coverage: CoverageSummary | null
  /** Sampled requests that no case resembles, by their ids. */
  readonly uncovered: ReadonlySet<string>
}

/**
 * Compares every feature that cases have too with the cases, and every other one with the recent and the frozen nights;
 * the topics of inputs with both.
 */
export async function compareTraffic(
  input: { readonly night: string; readonly folder: string },
  ports: Ports,
): Promise<ComparedTraffic> {
  const { night, folder } = input
  const current = await readNightSummaries(ports.lake, folder)
  const offline = await offlineSummaries(folder, ports)
  const tonight = { ...input, current, offline }
  const scores = await scorePairs(folder, ports)
  const offlinePairs = [...pairsWith(offline, comparable(current.anchored, offline, true)), ...scores.pairs]
  const dependence = await dependenceBetween(folder, scores, ports.lake)
  const setting = { family: 'live-against-offline', night, ports, others: 1, dependence } as const
  const level = simultaneousLevel(offlinePairs.length + 1, setting)
  const begun = offline.size === 0 ? null : await beginCoverage({ night, folder, level }, ports)
  const [coverage, amongRecent] = await Promise.all([
    begun?.finished ?? null,
    compareBesideCoverage(tonight, ports),
  ])
  const { rankedAmong, recentNights, topics } = amongRecent
  return {
    topics,
    rankedAmong,
    recentNights,
    comparisons: [
      ...comparePairs(offlinePairs, setting),
      ...(coverage === null ? [] : [coverage.comparison]),
      ...amongRecent.comparisons,
      ...topicComparisons(topics),
    ],
    facts: [
      ...leftOutFacts([...current.fixed.values()].filter(namesRequests)),
      ...amongRecent.facts,
      ...scores.facts,
      ...(await failingSliceFacts(folder, ports.lake)),
      ...(offline.size === 0 ? [NO_OFFLINE] : []),
    ],
    coverage: coverage?.summary ?? null,
    uncovered: coverage?.uncovered ?? new Set(),
  }
}

/** How much cases of one group, and requests of one user or conversation, hang together. */
async function dependenceBetween(folder: string, scores: ScorePairs, lake: Lake) {
  const reference = await readDependence(lake, offlineDependenceKey(folder))
  return {
    reference: new Map([...reference, ...scores.dependence]),
    current: await readNightDependence(lake, folder),
  }
}

interface Tonight {
  readonly night: string
  readonly folder: string
  readonly current: NightSummaries
  readonly offline: SummaryByFeature
}

/** The checks against recent nights, and then the topics, whose level depends on how these judge. */
async function compareBesideCoverage(tonight: Tonight, ports: Ports) {
  const { night, folder } = tonight
  const amongRecent = await compareWithRecent(tonight, ports)
  const { rankedAmong, recentNights } = amongRecent
  const topics = await compareInputs({ night, folder, recentNights, rankedAmong }, ports)
  return { ...amongRecent, topics }
}

/** The summaries of the recent nights, which are a third of what a verdict holds, are let go of when it returns. */
async function compareWithRecent({ night, folder, current, offline }: Tonight, ports: Ports) {
  const recent = await recentSummaries(ports.lake, night)
  const at = { night, folder, recent }
  const pairs = pairsWith(recent.pooled, comparable(current.fixed, offline, false))
  return {
    ...(await compareRecent(pairs, at, ports)),
    recentNights: recent.nights.map((each) => each.night),
    facts: [...(await newProviderIds(current.fixed, at, ports.lake)), ...historyFacts(recent)],
  }
}

/** The features that the offline cases have too, or those that they have not. */
function comparable(live: SummaryByFeature, offline: SummaryByFeature, isOffline: boolean): Summary[] {
  return [...live.values()].filter(
    (summary) => !namesRequests(summary) && offline.has(summary.feature) === isOffline,
  )
}

/** A tag with a value of its own for most requests (a request id) tells requests apart, and can only look new. */
function namesRequests(summary: Summary): boolean {
  if (summary.type !== 'categorical') return false
  const distinct = distinctCategories(summary)
  return distinct > 50 && distinct > summarySize(summary) / 2
}

function leftOutFacts(summaries: readonly Summary[]): string[] {
  return summaries.map(
    ({ feature }) => `${redact(feature)} was not compared: most of its values occur once, as ids do.`,
  )
}

const NO_OFFLINE =
  'The offline cases could not be read, so the traffic was not compared with them; the suite’s stage says why.'

function historyFacts({ nights, otherLayout }: RecentSummaries): string[] {
  const none = 'There is no earlier night yet, so latency and outputs were not compared with recent traffic.'
  const few = `There ${nights.length === 1 ? 'is' : 'are'} ${countOf(nights.length, 'earlier night')} with traffic; from ${FEWEST_NIGHTS} on it is known how much nights differ, and latency and outputs are judged.`
  const left = `Left out of the recent nights, since another version of nightdrift summarised them: ${otherLayout.join(', ')}.`
  return [
    ...(nights.length + otherLayout.length === 0 ? [none] : []),
    ...(nights.length > 0 && nights.length < FEWEST_NIGHTS ? [few] : []),
    ...(otherLayout.length > 0 ? [left] : []),
  ]
}
