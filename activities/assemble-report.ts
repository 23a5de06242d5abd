import type { Delivery } from '../drift/delivery.ts'
import { familyLevel } from '../drift/levels.ts'
import { countOf } from '../report/format/number.ts'
import type { NightReport } from '../report/night-report.ts'
import { type QuarantineWeight, quarantineSentence, quarantineWeight } from '../report/quarantine-words.ts'
import { redact } from '../report/redact.ts'
import { readComparedNight } from './compared-night.ts'
import { issueDeliveriesKey } from './issue-intents.ts'
import { readJson } from './json-file.ts'
import { missingStages, type NightEnding, outcomeOf } from './night-ending.ts'
import { laterNight } from './night-manifest.ts'
import type { Lake, Ports } from './ports.ts'
import { type RunSummary, runSummaryKey } from './run-summary.ts'
import { readTrafficScores, type TrafficScores } from './traffic-scores.ts'
import { readTrafficSummary, type TrafficSummary } from './traffic-summary.ts'
import { unfinishedNights } from './unfinished-nights.ts'

/** Puts together what page, mail and terminal say of a night from what the night left in the lake, however far it came. */
export async function assembleReport(ending: NightEnding, ports: Ports): Promise<NightReport> {
  const { night, stages } = ending
  const { folder } = night
  const { lake, project } = ports
  const compared = await readComparedNight(lake, folder)
  const run = await readJson<RunSummary>(lake, runSummaryKey(folder))
  const traffic = await readTrafficSummary(lake, folder)
  const scores = await readTrafficScores(lake, folder)
  const missing = [
    ...missingStages(stages),
    ...unreadableFiles(traffic),
    ...quarantined(traffic, 'missing'),
    ...compared.missing,
  ]
  return {
    suite: project.config.name,
    night: night.night,
    revision: night.revision,
    outcome: outcomeOf(ending, missing),
    missing,
    facts: [
      ...quarantined(traffic, 'told'),
      ...compared.facts,
      ...changedFiles(traffic),
      ...failedFeatures(traffic),
      ...missingVectors(traffic),
      ...scoringFacts(scores),
      ...(await historyFacts(lake, night.night)),
      ...(await unfinishedNights(lake, night.night)),
    ],
    stages,
    run: run && { ...run, baseline: compared.baseline },
    traffic: traffic && trafficReport(traffic, compared.recentNights),
    scoring: scores && scoringReport(scores),
    coverage: compared.coverage,
    findings: compared.findings,
    comparisons: compared.comparisons,
    checks: countChecks(compared.comparisons, project.config.alarmsPerYear),
    deliveries: (await readJson<Delivery[]>(lake, issueDeliveriesKey(folder))) ?? [],
    reportLocation: lake.address(`${folder}/report.html`),
    finishedAt: ports.now().toISOString(),
  }
}

function trafficReport(
  { records, files, quarantined, ownLines, mostOften, duplicates, leftOut }: TrafficSummary,
  recentNights: readonly string[],
): NightReport['traffic'] {
  return { records, files, quarantined, ownLines, mostOften, duplicates, leftOut, recentNights }
}

/** A sentence where the lines in quarantine weigh as much. */
function quarantined(traffic: TrafficSummary | null, weight: QuarantineWeight): string[] {
  const report = traffic && trafficReport(traffic, [])
  return quarantineWeight(report) === weight ? [quarantineSentence(report)] : []
}

function unreadableFiles(traffic: TrafficSummary | null): string[] {
  return (traffic?.unreadable ?? []).map(
    (name) =>
      `No line of the log file ${redact(name)} could be read; \`quarantine/\` in the lake says why, line by line.`,
  )
}

function changedFiles(traffic: TrafficSummary | null): string[] {
  return (traffic?.changed ?? []).map(
    (name) =>
      `The log file ${redact(name)} changed after the night had listed it: what it held when it was read was checked, the rest is left to later nights.`,
  )
}

function failedFeatures(traffic: TrafficSummary | null): string[] {
  return Object.entries(traffic?.featureFailures ?? {}).map(
    ([name, count]) =>
      `The function of the feature ${name} threw on ${countOf(count, 'request')} of tonight's log files; it is missing there.`,
  )
}

function missingVectors(traffic: TrafficSummary | null): string[] {
  return (traffic?.embedderFaults ?? []).map(
    (reason) => `Some sampled requests have no vectors, because the embedder gave none: ${redact(reason)}`,
  )
}

function scoringReport({ counts, scorers, cost, budgetUsd }: TrafficScores): NightReport['scoring'] {
  return { counts, scorers, cost, budgetUsd }
}

/** Why requests have fewer scores than they might; a budget that was spent is told with the scores. */
function scoringFacts(scores: TrafficScores | null): string[] {
  if (scores === null) return []
  const logged = scores.logged.map(
    (name) =>
      `Traffic was not scored by ${name}: requests were logged with a score of this name, which stays as it is. Give the scorer another \`name\`.`,
  )
  const unscored = scores.unscored.map(
    ({ scorer, reason, count }) =>
      `${countOf(count, 'sampled request')} not scored by ${scorer}: ${redact(reason ?? 'no reason was told')}.`,
  )
  return [...logged, ...unscored.slice(0, MOST_REASONS)]
}

/** The most frequent reasons; the night's `scoring/scores.json` has all. */
const MOST_REASONS = 5

async function historyFacts(lake: Lake, night: string): Promise<string[]> {
  const later = await laterNight(lake, night)
  return later === null
    ? []
    : [`Night ${later} was checked before this one, so issues were left as they are.`]
}

function countChecks(comparisons: NightReport['comparisons'], alarmsPerYear: number): NightReport['checks'] {
  const judged = comparisons.filter((comparison) => comparison.verdict !== 'insufficient-data')
  const families = [...new Set(judged.map((comparison) => comparison.family))]
  const expectedFalse = families.reduce((sum, family) => sum + familyLevel(family, alarmsPerYear), 0)
  return { ran: judged.length, insufficient: comparisons.length - judged.length, expectedFalse }
}
