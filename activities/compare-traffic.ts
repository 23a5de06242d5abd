import { distinctCategories } from '../drift/cap-categories.ts'
import type { Comparison } from '../drift/comparison.ts'
import type { CoverageSummary } from '../drift/coverage/coverage-summary.ts'
import { FEWEST_NIGHTS } from '../drift/nights/against-nights.ts'
import { type Summary, summarySize } from '../drift/summary.ts'
import { redact } from '../report/redact.ts'
import { compareInputs, type NightTopics, topicComparisons } from './compare-inputs.ts'
import { comparePairs, type Pair, pairsWith, simultaneousLevel } from './compare-pairs.ts'
import { compareRecent } from './compare-recent.ts'
import { type ScorePairs, scorePairs } from './compare-scores.ts'
import { offlineDependenceKey, readDependence, readNightDependence } from './dependence-in-lake.ts'
import { failingSliceFacts } from './failing-slices.ts'
import { beginCoverage } from './night-coverage.ts'
import { offlineSummaries } from './offline-summaries.ts'
import type { Lake, Ports } from './ports.ts'
import { newProviderIds } from './provider-ids.ts'
import type { NightAmongRecent } from './signals-in-lake.ts'
import { type RecentSummaries, readNightSummaries, recentSummaries } from './summaries-in-lake.ts'

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
  const recent = await recentSummaries(ports.lake, night)
  const comparable = (summaries: ReadonlyMap<string, Summary>, isOffline: boolean) =>
    [...summaries.values()].filter(
      (summary) => !namesRequests(summary) && offline.has(summary.feature) === isOffline,
    )
  const scores = await scorePairs(folder, ports)
  const offlinePairs = [...pairsWith(offline, comparable(current.anchored, true)), ...scores.pairs]
  const dependence = await dependenceBetween(folder, scores, ports.lake)
  const setting = { family: 'live-against-offline', night, ports, others: 1, dependence } as const
  const level = simultaneousLevel(offlinePairs.length + 1, setting)
  const recentPairs = pairsWith(recent.pooled, comparable(current.fixed, false))
  const at = { night, folder, recent }
  const begun = offline.size === 0 ? null : await beginCoverage({ night, folder, level }, ports)
  const [coverage, amongRecent] = await Promise.all([
    begun?.finished ?? null,
    compareWithRecent(recentPairs, at, ports),
  ])
  const { rankedAmong, topics } = amongRecent
  return {
    topics,
    rankedAmong,
    comparisons: [
      ...comparePairs(offlinePairs, setting),
      ...(coverage === null ? [] : [coverage.comparison]),
      ...amongRecent.comparisons,
      ...topicComparisons(topics),
    ],
    facts: [
      ...leftOutFacts([...current.fixed.values()].filter(namesRequests)),
      ...(await newProviderIds(current.fixed, { night, folder, recent }, ports.lake)),
      ...historyFacts(recent),
      ...scores.facts,
      ...(await failingSliceFacts(folder, ports.lake)),
      ...(offline.size === 0 ? [NO_OFFLINE] : []),
    ],
    recentNights: recent.nights.map((each) => each.night),
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

/** The checks against recent nights, and the topics, whose level depends on how these judge. */
async function compareWithRecent(pairs: readonly Pair[], at: NightAmongRecent, ports: Ports) {
  const compared = await compareRecent(pairs, at, ports)
  const topics = await compareInputs({ ...at, rankedAmong: compared.rankedAmong }, ports)
  return { ...compared, topics }
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
  const few = `There are ${nights.length} earlier nights with traffic; from ${FEWEST_NIGHTS} on it is known how much nights differ, and latency and outputs are judged.`
  const left = `Left out of the recent nights, since another version of nightdrift summarised them: ${otherLayout.join(', ')}.`
  return [
    ...(nights.length + otherLayout.length === 0 ? [none] : []),
    ...(nights.length > 0 && nights.length < FEWEST_NIGHTS ? [few] : []),
    ...(otherLayout.length > 0 ? [left] : []),
  ]
}
