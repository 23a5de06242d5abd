import { FIXED_GRID } from '../drift/grid.ts'
import { mergeAll } from '../drift/merge.ts'
import { EVERYTHING, type Summary } from '../drift/summary.ts'
import { readSummaries, SummaryVersionError } from '../queries/summaries/summary-file.ts'
import { type DependenceByCheck, readNightDependence } from './dependence-in-lake.ts'
import { nightBefore, nightFolder } from './night-keys.ts'
import { nightState } from './night-manifest.ts'
import type { Lake } from './ports.ts'

/** Four weeks: every weekday is there four times. */
const RECENT_DAYS = 28

/** Summaries over everything, by feature. */
export type SummaryByFeature = ReadonlyMap<string, Summary>

/** A night's summaries by what they can be compared with; categorical ones stand in both. */
export interface NightSummaries {
  /** Over the grid that all nights share. */
  readonly fixed: SummaryByFeature
  /** Over the anchors of the night's offline cases: the features that cases have too. */
  readonly anchored: SummaryByFeature
}

/** One of the recent nights. */
interface RecentNight {
  readonly night: string
  readonly summaries: SummaryByFeature
  /** How much its requests hang together; independent where not given. */
  readonly dependence?: DependenceByCheck
}

/** The summaries of the recent nights, each and pooled, and which nights could not be read. */
export interface RecentSummaries {
  readonly pooled: SummaryByFeature
  /** Ascending. */
  readonly nights: readonly RecentNight[]
  /** Nights whose summaries have the layout of another version of nightdrift. */
  readonly otherLayout: readonly string[]
}

/** Where the summary of one partition of a night stands. */
export function partitionKey(folder: string, index: number, partitions: number): string {
  return `${folder}/summaries/part-${index + 1}-of-${partitions}.arrow`
}

/** A night's summaries, its partitions merged. */
export async function readNightSummaries(lake: Lake, folder: string): Promise<NightSummaries> {
  const all = mergeAll(await readParts(lake, folder))
  const over = (isFixed: boolean) =>
    byFeature(all.filter((summary) => summary.type !== 'numeric' || isOnFixedGrid(summary) === isFixed))
  return { fixed: over(true), anchored: over(false) }
}

/** The summaries of the nights of the last four weeks that have any, over the grid that they share. */
export async function recentSummaries(lake: Lake, night: string): Promise<RecentSummaries> {
  const nights: RecentNight[] = []
  const otherLayout: string[] = []
  for (let days = RECENT_DAYS; days >= 1; days -= 1) {
    const day = nightBefore(night, days)
    const past = await partsOfPastNight(lake, day)
    if (past === null) otherLayout.push(day)
    else if (past.parts.length > 0) {
      const summaries = byFeature(mergeAll(past.parts.filter(isOnFixedGrid)))
      nights.push({
        night: day,
        summaries,
        dependence: await readNightDependence(lake, past.folder),
      })
    }
  }
  const all = nights.flatMap(({ summaries }) => [...summaries.values()])
  return { pooled: byFeature(mergeAll(all)), nights, otherLayout }
}

/** The summaries over everything among some, by feature. */
export function byFeature(summaries: readonly Summary[]): SummaryByFeature {
  return new Map(
    summaries.filter((summary) => summary.slice === EVERYTHING).map((summary) => [summary.feature, summary]),
  )
}

async function readParts(lake: Lake, folder: string): Promise<Summary[]> {
  const keys = (await lake.list(`${folder}/summaries`)).filter((key) => key.endsWith('.arrow'))
  const parts = await Promise.all(keys.map(async (key) => readSummaries(await lake.localPath(key))))
  return parts.flat()
}

/** Null where another version of nightdrift wrote them: what is gone from history must not end tonight. */
async function partsOfPastNight(lake: Lake, day: string) {
  const state = await nightState(lake, day)
  const folder = nightFolder(day, state?.revision ?? 1)
  if (state === null) return { folder, parts: [] }
  try {
    return { folder, parts: await readParts(lake, folder) }
  } catch (error) {
    if (error instanceof SummaryVersionError) return null
    throw error
  }
}

/** Categorical summaries have no grid and go with every one. */
function isOnFixedGrid(summary: Summary): boolean {
  return summary.type !== 'numeric' || summary.grid === FIXED_GRID.name
}
