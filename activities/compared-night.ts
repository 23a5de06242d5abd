import type { JudgedComparison } from '../drift/comparison.ts'
import type { CoverageSummary } from '../drift/coverage/coverage-summary.ts'
import type { EarlierFinding } from '../drift/earlier-finding.ts'
import type { Finding } from '../drift/finding.ts'
import { readComparisons } from './comparisons-in-lake.ts'
import { publishJson, readJson } from './json-file.ts'
import type { Lake } from './ports.ts'

/** What comparing a night gave: read by the deliveries, the report and the manifest. */
export interface ComparedNight {
  readonly comparisons: readonly JudgedComparison[]
  readonly findings: readonly Finding[]
  /** Findings that a person muted: known, and told to nobody. */
  readonly muted: readonly Finding[]
  /** What was open before this night and is not told by it; none in nights of earlier versions. */
  readonly earlier: readonly EarlierFinding[]
  /** What could not be compared, in sentences. */
  readonly missing: readonly string[]
  /** What a person should know that is no finding. */
  readonly facts: readonly string[]
  /** How much of the traffic the cases cover; null where there was too little to say. */
  readonly coverage: CoverageSummary | null
  readonly baseline: string | null
  readonly recentNights: readonly string[]
}

/** `findings.json` of a night. */
export type NightFindings = Omit<ComparedNight, 'comparisons'>

const NOTHING: NightFindings = {
  findings: [],
  muted: [],
  earlier: [],
  missing: [],
  facts: [],
  coverage: null,
  baseline: null,
  recentNights: [],
}

/** Reads a night's comparisons and findings; empty where the night did not come so far. */
export async function readComparedNight(lake: Lake, folder: string): Promise<ComparedNight> {
  const findings = await readJson<NightFindings>(lake, findingsKey(folder))
  if (findings === null) return { comparisons: [], ...NOTHING }
  return { ...NOTHING, ...findings, comparisons: await readComparisons(lake, folder) }
}

/** Publishes `findings.json`; it says that the comparison is done, so it comes last. */
export function publishFindings(
  lake: Lake,
  folder: string,
  findings: NightFindings,
): Promise<'created' | 'existed'> {
  return publishJson(lake, findingsKey(folder), findings)
}

/** Whether a night has been compared. */
export async function isCompared(lake: Lake, folder: string): Promise<NightFindings | null> {
  return readJson<NightFindings>(lake, findingsKey(folder))
}

function findingsKey(folder: string): string {
  return `${folder}/findings.json`
}
