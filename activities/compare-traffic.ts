import { distinctCategories } from '../drift/cap-categories.ts'
import { compareCategorical } from '../drift/compare-categorical.ts'
import { compareNumeric } from '../drift/compare-numeric.ts'
import type { Comparison, Family } from '../drift/comparison.ts'
import { familyLevel } from '../drift/levels.ts'
import { missingSummary } from '../drift/missing-summary.ts'
import { type Summary, summarySize } from '../drift/summary.ts'
import { redact } from '../report/redact.ts'
import { offlineSummaries } from './offline-summaries.ts'
import type { Ports } from './ports.ts'
import { type RecentSummaries, readNightSummaries, recentSummaries } from './summaries-in-lake.ts'

/** A night's traffic held against the offline cases and against the recent nights. */
export interface ComparedTraffic {
  readonly comparisons: readonly Comparison[]
  readonly facts: readonly string[]
  readonly recentNights: readonly string[]
}

/**
 * Compares every feature that cases have too with the cases, and every other one with the pooled recent nights.
 *
 * @param night  seeds the permutations together with each check's name, so that a retry gives the same numbers
 */
export async function compareTraffic(
  input: { readonly night: string; readonly folder: string },
  ports: Ports,
): Promise<ComparedTraffic> {
  const { lake } = ports
  const current = await readNightSummaries(lake, input.folder)
  const offline = await offlineSummaries(input.folder, ports)
  const recent = await recentSummaries(lake, input.night)
  const comparable = (summaries: ReadonlyMap<string, Summary>, isOffline: boolean) =>
    [...summaries.values()].filter(
      (summary) => !namesRequests(summary) && offline.has(summary.feature) === isOffline,
    )
  const against = (family: Family, reference: ReadonlyMap<string, Summary>, some: Summary[]) =>
    compareAll(some, reference, { family, night: input.night, ports })
  return {
    comparisons: [
      ...against('live-against-offline', offline, comparable(current.anchored, true)),
      ...against('live-against-recent', recent.summaries, comparable(current.fixed, false)),
    ],
    facts: [
      ...leftOutFacts([...current.fixed.values()].filter(namesRequests)),
      ...newModels(recent.summaries.get('model'), current.fixed.get('model')),
      ...historyFacts(recent),
      ...(offline.size === 0 ? [NO_OFFLINE] : []),
    ],
    recentNights: recent.nights,
  }
}

interface Setting {
  readonly family: Family
  readonly night: string
  readonly ports: Ports
}

function compareAll(
  features: readonly Summary[],
  reference: ReadonlyMap<string, Summary>,
  setting: Setting,
): Comparison[] {
  const pairs = features.flatMap((current) => pairsOf(reference.get(current.feature), current))
  // Intervals hold for all checks of the family at once (Bonferroni).
  const level =
    1 - familyLevel(setting.family, setting.ports.project.config.alarmsPerYear) / Math.max(1, pairs.length)
  return pairs.map(([before, now]) => compareOne(before, now, { ...setting, level }))
}

/**
 * A feature, and where either side lacks values the share of missing ones as a check of its own. Nothing of a feature
 * that was never seen (costs that nobody logs): a check that can find nothing makes all others harder to find.
 */
function pairsOf(reference: Summary | undefined, current: Summary): [Summary, Summary][] {
  if (reference === undefined || reference.type !== current.type) return []
  if (isUnseen(reference) && isUnseen(current)) return []
  const pair: [Summary, Summary] = [reference, current]
  if (reference.missing === 0 && current.missing === 0) return [pair]
  return [pair, [missingSummary(reference), missingSummary(current)]]
}

function isUnseen(summary: Summary): boolean {
  return summarySize(summary) === 0 && (summary.type === 'categorical' || summary.infinite === 0)
}

function compareOne(
  reference: Summary,
  current: Summary,
  setting: Setting & { readonly level: number },
): Comparison {
  const { minimumEffects } = setting.ports.project.config
  const options = {
    family: setting.family,
    check: redact(current.feature),
    seed: `${setting.night} ${setting.family} ${current.feature}`,
    level: setting.level,
  }
  if (reference.type === 'numeric' && current.type === 'numeric') {
    return compareNumeric(reference, current, { ...options, minimumEffect: minimumEffects.numeric })
  }
  if (reference.type === 'categorical' && current.type === 'categorical') {
    return compareCategorical(reference, current, { ...options, minimumEffect: minimumEffects.categorical })
  }
  throw new TypeError(
    `Cannot compare feature ${JSON.stringify(current.feature)}: it is ${reference.type} in the reference and ${current.type} tonight.`,
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

/** A model id never seen before is a fact, not a test. */
function newModels(before: Summary | undefined, now: Summary | undefined): string[] {
  if (before?.type !== 'categorical' || now?.type !== 'categorical') return []
  const known = new Set(before.categories)
  const fresh = now.categories.filter((model) => !known.has(model))
  return fresh.length === 0
    ? []
    : [`Models not seen on the recent nights: ${fresh.slice(0, 5).map(redact).join(', ')}.`]
}

const NO_OFFLINE =
  'The offline cases could not be read, so the traffic was not compared with them; the suite’s stage says why.'

function historyFacts({ nights, otherLayout }: RecentSummaries): string[] {
  const none = 'There is no earlier night yet, so latency and outputs were not compared with recent traffic.'
  const left = `Left out of the recent nights, since another version of nightdrift summarised them: ${otherLayout.join(', ')}.`
  return [
    ...(nights.length + otherLayout.length === 0 ? [none] : []),
    ...(otherLayout.length > 0 ? [left] : []),
  ]
}
