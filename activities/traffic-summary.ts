import type { PartitionFailures } from '../drift/slices/count-failures.ts'
import type { NightReport } from '../report/night-report.ts'
import { readJson } from './json-file.ts'
import type { Lake } from './ports.ts'

/** How a night's lines add up, over all of its files. */
export type TrafficSummary = Omit<NonNullable<NightReport['traffic']>, 'recentNights'> & {
  /** Log files that were new to this night and hold no line that could be read. */
  readonly unreadable: readonly string[]
  /** How often the function of an own feature threw, by its name. */
  readonly featureFailures: Readonly<Record<string, number>>
  /** Why sampled requests of some files have no vectors, each reason once. */
  readonly embedderFaults: readonly string[]
  /** Log files that were others when they were read than when the night listed them. */
  readonly changed: readonly string[]
}

/** What summarising one partition found: requests, and copies of one request in other files. */
export interface PartitionCounts {
  readonly records: number
  readonly duplicates: number
  /** Not there where an earlier version of nightdrift summarised it. */
  readonly failures?: PartitionFailures
}

/** Where a night's traffic summary stands, files taken each for itself. */
export function trafficSummaryKey(folder: string): string {
  return `${folder}/summaries/traffic.json`
}

/** Where the counts of one partition stand. */
export function partitionCountsKey(partitionKey: string): string {
  return partitionKey.replace(/\.arrow$/, '.json')
}

/** A night's traffic summary as it was summarised, copies across files counted as duplicates; `null` when no traffic was loaded. */
export async function readTrafficSummary(lake: Lake, folder: string): Promise<TrafficSummary | null> {
  const summary = await readJson<TrafficSummary>(lake, trafficSummaryKey(folder))
  if (summary === null) return null
  const parts = await readPartitionCounts(lake, folder)
  if (parts.length === 0) return summary
  const sum = (of: 'records' | 'duplicates') => parts.reduce((total, part) => total + part[of], 0)
  return { ...summary, records: sum('records'), duplicates: summary.duplicates + sum('duplicates') }
}

/** What summarising each partition of a night found. */
export async function readPartitionCounts(lake: Lake, folder: string): Promise<PartitionCounts[]> {
  const keys = (await lake.list(`${folder}/summaries`)).filter((key) => /\/part-\d+-of-\d+\.json$/.test(key))
  const parts = await Promise.all(keys.map((key) => readJson<PartitionCounts>(lake, key)))
  return parts.filter((part) => part !== null)
}
