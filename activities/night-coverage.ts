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
import { nightTrafficPaths } from './night-traffic.ts'
import type { Ports } from './ports.ts'
import { describedCases } from './samples-in-lake.ts'
import { type Scratch, withScratch } from './scratch.ts'
import { datasetOf } from './summarise-dataset.ts'

const WORDS = 8
const EXAMPLES = 3

/** How much of a night's traffic the cases cover: as a check, and for people; null where there is too little to say. */
export interface NightCoverage {
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

/** Holds the night's sample against the offline cases; null when the night has no sample. */
export async function nightCoverage(input: CoverageInput, ports: Ports): Promise<NightCoverage | null> {
  const { lake, project } = ports
  const key = `${input.folder}/sample.parquet`
  if ((await lake.list(input.folder)).every((each) => each !== key)) return null
  const files = { sample: await lake.localPath(key), files: await nightTrafficPaths(input, lake) }
  const cases = await datasetOf(input.folder, ports)
  return withScratch(
    lake,
    (scratch) => measured({ ...input, files, cases }, ports, scratch),
    project.config.duckdb,
  )
}

type Sides = CoverageInput & { readonly files: SampleFiles; readonly cases: readonly Case[] }

async function measured(sides: Sides, ports: Ports, scratch: Scratch): Promise<NightCoverage> {
  const { comparable, records, embedder } = await readComparable(sides, ports, scratch)
  const units = requestsByUnit(comparable.texts).length
  const judged = await judgedOrNone(comparable, records, sides.night)
  const comparison = compareCoverage(judged?.coverage ?? null, {
    n: { reference: comparable.texts.cases, current: comparable.requests.length, units },
    missing: {
      reference: sides.cases.length - comparable.texts.cases,
      current: records.ids.length - comparable.requests.length,
    },
    level: sides.level,
    minimumEffect: ports.project.config.minimumEffects.uncovered,
    clusteredBy: comparable.clusteredBy,
  })
  if (judged === null) return { comparison, summary: null, uncovered: new Set() }
  const { coverage, clusters } = judged
  const told = { comparable, records, clusters }
  const groups = clusters.length === 0 ? [] : await nameGroups(told, sides, { ports, db: scratch.db })
  return {
    comparison,
    summary: summaryOf(coverage, comparable, { units, groups, embedder }),
    uncovered: uncoveredIds(coverage, comparable, records),
  }
}

/** Cases and requests in one space. Both are read here, so that nothing holds them when these are made of them. */
async function readComparable({ cases, files }: Sides, ports: Ports, scratch: Scratch) {
  const offline = await readVectors(scratch.db, await describedCases(cases, ports, scratch))
  const sample = await readVectors(scratch.db, files.sample)
  const records = await readSampledRequests(scratch.db, files)
  const comparable = comparableTexts(offline, sample, records)
  return { comparable, records, embedder: offline.embedders[0]! }
}

/** Null where there are too few texts. */
async function judgedOrNone({ texts, requests }: ComparableTexts, { failed }: SampledRequests, seed: string) {
  if (drawSizes(texts).cases < LEAST_TEXTS) return null
  return judgeBeside({ texts, failed: Float64Array.from(requests, (request) => failed[request]!), seed })
}

/** Those that were not covered in most of their draws. */
function uncoveredIds(
  { uncovered }: Coverage,
  { requests }: ComparableTexts,
  { ids }: SampledRequests,
): ReadonlySet<string> {
  return new Set(requests.filter((_, place) => uncovered[place]! > 0.5).map((request) => ids[request]!))
}

interface Told {
  readonly comparable: ComparableTexts
  readonly records: SampledRequests
  readonly clusters: readonly UncoveredCluster[]
}

/** The clusters with the words that tell them from the cases, and typical requests. */
async function nameGroups(
  { comparable, records, clusters }: Told,
  { files, cases }: Sides,
  { ports, db }: { readonly ports: Ports; readonly db: Scratch['db'] },
): Promise<UncoveredGroup[]> {
  const inputs = await readSampledInputs(db, files)
  const hide = hiding(ports.project)
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
