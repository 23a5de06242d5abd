import type { Direction, Distribution } from '../drift/comparison.ts'
import type { Example, Finding } from '../drift/finding.ts'
import type { ChangedCluster } from '../drift/topics/changed-clusters.ts'
import { TOPICS } from '../drift/topics/compare-topics.ts'
import { clusterName } from '../drift/topics/tell-topics.ts'
import type { TopicText } from '../drift/topics/topic-text.ts'
import type { Database } from '../queries/database.ts'
import { readResultTexts } from '../queries/results/read-result-texts.ts'
import { scoredExamples } from '../queries/scores/scored-examples.ts'
import {
  type ExampleChoice,
  readTrafficExamples,
  type TrafficExample,
} from '../queries/traffic/read-traffic-examples.ts'
import type { NightTopics } from './compare-inputs.ts'
import { hiding } from './hiding.ts'
import { nightTrafficPaths } from './night-traffic.ts'
import type { Lake, Ports } from './ports.ts'
import { resultPaths } from './results-in-lake.ts'
import { localNightSample } from './samples-in-lake.ts'
import { withScratch } from './scratch.ts'
import { scoredRequests, scorerOfCheck } from './traffic-scores.ts'

/** Enough to understand, few enough to read. */
const MOST = 5

const NOT_KEPT = 'The text is not kept: storeText is off.'

/**
 * Gives each finding that has none yet a few texts that show it, redacted, also by the config's own patterns: they leave the lake in issues,
 * mail and report.
 */
export async function addExamples(
  findings: readonly Finding[],
  source: Source,
  ports: Ports,
): Promise<Finding[]> {
  const hide = hiding(ports.project)
  const withTexts: Finding[] = []
  for (const finding of findings) {
    const examples = await examplesOf(finding, source, ports)
    withTexts.push({ ...finding, examples: examples.map((example) => withoutPersonal(example, hide)) })
  }
  return withTexts
}

type Source = {
  readonly night: string
  readonly folder: string
  readonly lost: ReadonlyMap<string, readonly string[]>
  readonly topics: NightTopics
}

async function examplesOf(finding: Finding, source: Source, ports: Ports): Promise<readonly Example[]> {
  if (finding.examples.length > 0) return finding.examples
  if (finding.comparison.check === TOPICS) return typicalTexts(finding, source)
  return finding.comparison.type === 'paired'
    ? lostCases(finding, source, ports)
    : requests(finding, source, ports)
}

/** Texts that are typical of the clusters that changed, in turn; of the topic where no cluster is sure. */
function typicalTexts({ comparison, direction }: Finding, { topics }: Source): Example[] {
  const topic = topics.get(comparison.family)
  const clusters = topic?.clusters ?? []
  if (clusters.length > 0) return ofClusters(clusters)
  const why = direction === 'down' ? 'typical of what is gone' : 'typical of what is new'
  return (topic?.typical ?? []).map((text) => textExample(text, why))
}

/** The first of each cluster, then the second of each: where few are shown they are of different ones. */
function ofClusters(clusters: readonly ChangedCluster[]): Example[] {
  const most = Math.max(...clusters.map(({ typical }) => typical.length))
  return Array.from({ length: most }, (_, place) =>
    clusters.flatMap(({ typical, words, change }) =>
      typical
        .slice(place, place + 1)
        .map((text) => textExample(text, `of ${clusterName(words)}, which ${change}`)),
    ),
  ).flat()
}

function textExample({ id, text }: TopicText, why: string): Example {
  return { id, input: text ?? NOT_KEPT, output: null, expected: null, why }
}

/** Requests of the night's sample that show what changed: of the category that grew most, or at the end where values went. */
async function requests(
  { comparison, direction }: Finding,
  source: Source,
  { lake, project }: Ports,
): Promise<Example[]> {
  const shown = whatToShow(comparison.distribution, direction)
  if (shown === null) return []
  const scorer = await scorerOfCheck(comparison.check, source.folder, lake)
  const found = await withScratch(
    lake,
    ({ db }) =>
      readRequests({ feature: comparison.check, scorer, choice: shown.choice }, source, { lake, db }),
    project.config.duckdb,
  )
  return found.map(({ id, input, output }) => ({
    id,
    input: input ?? NOT_KEPT,
    output,
    expected: null,
    why: shown.why,
  }))
}

interface Asked {
  readonly feature: string
  /** Whose scores the feature are, where the night gave them; null for what was logged. */
  readonly scorer: string | null
  readonly choice: ExampleChoice
}

async function readRequests(
  { feature, scorer, choice }: Asked,
  source: Source,
  { lake, db }: { readonly lake: Lake; readonly db: Database },
): Promise<TrafficExample[]> {
  const which = { limit: MOST, seed: source.night }
  const scored = scorer === null ? null : await scoredRequests(lake, source.folder)
  if (scored !== null && scorer !== null && 'nearest' in choice)
    return scoredExamples(db, scored, { ...which, scorer, nearest: choice.nearest })
  const sample = await localNightSample(source.folder, lake)
  if (sample === null) return []
  const files = await nightTrafficPaths(source, lake)
  return readTrafficExamples(db, { ...which, sample, files, feature, choice })
}

type Shown = { readonly choice: ExampleChoice; readonly why: string }

function whatToShow(distribution: Distribution | null, direction: Direction): Shown | null {
  if (distribution?.kind === 'numeric') {
    const nearest = ({ up: 'high', down: 'low', changed: 'median' } as const)[direction]
    const why = {
      high: 'among the highest of the night’s sample',
      low: 'among the lowest of the night’s sample',
      median: 'near the median of the night’s sample',
    }
    return { choice: { nearest }, why: why[nearest] }
  }
  if (distribution?.kind !== 'categorical') return null
  const grown = distribution.categories.toSorted(
    (a, b) => b.current - b.reference - (a.current - a.reference),
  )[0]
  return grown === undefined
    ? null
    : { choice: { category: grown.name }, why: 'of the category that grew most' }
}

/** Cases that passed in the baseline and fail now. */
async function lostCases(
  { comparison }: Finding,
  { folder, lost }: Source,
  { lake, project }: Ports,
): Promise<Example[]> {
  const ids = (lost.get(comparison.check.replace(/^quality\./, '')) ?? []).slice(0, MOST)
  const paths = await resultPaths(lake, folder)
  const texts = await withScratch(lake, ({ db }) => readResultTexts(db, paths, ids), project.config.duckdb)
  return texts.map(({ caseId, input, output, expected }) => ({
    id: caseId,
    input,
    output,
    expected,
    why: 'passed in the baseline, fails now',
  }))
}

function withoutPersonal(example: Example, hide: (text: string) => string): Example {
  const { id, input, output, expected } = example
  return {
    ...example,
    id: hide(id),
    why: hide(example.why),
    input: hide(input),
    output: output && hide(output),
    expected: expected && hide(expected),
  }
}
