import type { Comparison } from '../drift/comparison.ts'
import { drawSizes } from '../drift/coverage/balanced-draws.ts'
import { compareCoverage } from '../drift/coverage/compare-coverage.ts'
import type { CoverageSummary, UncoveredGroup } from '../drift/coverage/coverage-summary.ts'
import {
  type ComparableTexts,
  comparableTexts,
  type SampledRequests,
} from '../drift/coverage/described-texts.ts'
import { distinctiveWords } from '../drift/coverage/distinctive-words.ts'
import { type Coverage, coveredShare, LEAST_TEXTS } from '../drift/coverage/measure-coverage.ts'
import { requestsByUnit } from '../drift/coverage/texts.ts'
import type { UncoveredCluster } from '../drift/coverage/uncovered-clusters.ts'
import {
  readSampledInputs,
  readSampledRequests,
  type SampleFiles,
} from '../queries/features/read-sampled-requests.ts'
import { readVectors } from '../queries/features/read-vectors.ts'
import { type Case, inputText } from '../suite/case.ts'
import { hiding } from './hiding.ts'
import { judgeBeside } from './judge-beside.ts'
import type { Ports } from './ports.ts'
import { describedCases, localNightSample } from './samples-in-lake.ts'
import { type Scratch, withScratch } from './scratch.ts'
import { datasetOf } from './summarise-dataset.ts'
import { scoredRequests } from './traffic-scores.ts'

const WORDS = 8
const EXAMPLES = 3

/** How much of a night's traffic the cases cover: as a check, and for people; null where there is too little to say. */
interface NightCoverage {
  readonly comparison: Comparison
  readonly summary: CoverageSummary | null
  /** The requests that no case resembles, by their ids. */
  readonly uncovered: ReadonlySet<string>
}

export interface CoverageInput {
  readonly night: string
  readonly folder: string
  /** Of the check's interval, held for all checks of the family at once. */
  readonly level: number
}

/** A night whose texts are read, and whose coverage is being judged. */
export interface BegunCoverage {
  readonly finished: Promise<NightCoverage>
}

/**
 * Holds the night's sample against the offline cases; null when the night has no sample. Comes back when all is read:
 * from then on it goes on by itself, for many texts on another core.
 */
export async function beginCoverage(input: CoverageInput, ports: Ports): Promise<BegunCoverage | null> {
  const { lake, project } = ports
  const sample = await localNightSample(input.folder, lake)
  if (sample === null) return null
  const files = { sample, scores: await scoredRequests(lake, input.folder) }
  const cases = await datasetOf(input.folder, ports)
  const read = await withScratch(
    lake,
    (scratch) => readSides({ cases, files }, ports, scratch),
    project.config.duckdb,
  )
  return { finished: judged({ ...input, cases, sample, ...read }, ports) }
}

/** All that is read: the database is closed before the work begins, because it keeps its memory. */
interface Sides extends CoverageInput {
  readonly cases: readonly Case[]
  readonly comparable: ComparableTexts
  readonly records: SampledRequests
  /** The file of the sample. */
  readonly sample: string
  readonly embedder: string
}

async function readSides(
  { cases, files }: { readonly cases: readonly Case[]; readonly files: SampleFiles },
  ports: Ports,
  scratch: Scratch,
) {
  const offline = await readVectors(scratch.db, await describedCases(cases, ports, scratch))
  const requests = await readVectors(scratch.db, files.sample)
  const records = await readSampledRequests(scratch.db, files)
  return {
    comparable: comparableTexts(offline, requests, records),
    records,
    embedder: offline.embedders[0]!,
  }
}

async function judged(sides: Sides, ports: Ports): Promise<NightCoverage> {
  const { cases, comparable, records, embedder } = sides
  const units = requestsByUnit(comparable.texts).length
  const found = await judgedOrNone(comparable, records, sides.night)
  const comparison = compareCoverage(found?.coverage ?? null, {
    n: { reference: comparable.texts.cases, current: comparable.requests.length, units },
    missing: {
      reference: cases.length - comparable.texts.cases,
      current: records.ids.length - comparable.requests.length,
    },
    level: sides.level,
    minimumEffect: ports.project.config.minimumEffects.uncovered,
    clusteredBy: comparable.clusteredBy,
  })
  if (found === null) return { comparison, summary: null, uncovered: new Set() }
  const groups = await nameGroups(found.clusters, sides, ports)
  return {
    comparison,
    summary: summaryOf(found.coverage, comparable, { units, groups, embedder }),
    uncovered: uncoveredIds(found.coverage, comparable, records),
  }
}

/** Null where there are too few texts. */
async function judgedOrNone({ texts, requests }: ComparableTexts, { failed }: SampledRequests, seed: string) {
  if (drawSizes(texts).cases < LEAST_TEXTS) return null
  return judgeBeside({ texts, failed: Float64Array.from(requests, (request) => failed[request]!), seed })
}

function uncoveredIds(
  { uncovered }: Coverage,
  { requests }: ComparableTexts,
  { ids }: SampledRequests,
): ReadonlySet<string> {
  return new Set(requests.filter((_, place) => uncovered[place] === 1).map((request) => ids[request]!))
}

/** The clusters with the words that tell them from the cases, and typical requests. Only now are texts read. */
async function nameGroups(
  clusters: readonly UncoveredCluster[],
  { comparable, records, sample, cases }: Sides,
  { lake, project }: Ports,
): Promise<UncoveredGroup[]> {
  if (clusters.length === 0) return []
  const hide = hiding(project)
  const inputs = await withScratch(lake, ({ db }) => readSampledInputs(db, sample), project.config.duckdb)
  const offline = cases.map((item) => inputText(item.input))
  return clusters.map(({ requests, share, failing }) => {
    const places = requests.map((request) => comparable.requests[request]!)
    const texts = places.flatMap((place) => inputs[place] ?? [])
    const words = distinctiveWords(texts, offline, WORDS)
    const examples = places.slice(0, EXAMPLES).map((place) => {
      const input = inputs[place] ?? null
      return { id: hide(records.ids[place]!), input: input && hide(input) }
    })
    return { share, requests: requests.length, failing, words: words.map(hide), examples }
  })
}

function summaryOf(
  coverage: Coverage,
  { texts, requests, clusteredBy }: ComparableTexts,
  told: { readonly units: number; readonly groups: readonly UncoveredGroup[]; readonly embedder: string },
): CoverageSummary {
  const { share, lower, upper } = coveredShare(coverage, 0.95)
  return {
    covered: { share, lower, upper },
    cases: texts.cases,
    requests: requests.length,
    clustered: clusteredBy && { by: clusteredBy, count: told.units },
    embedder: told.embedder,
    groups: told.groups,
  }
}
