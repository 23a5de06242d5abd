import { mergeAll } from '../drift/merge.ts'
import { EVERYTHING, type Summary } from '../drift/summary.ts'
import { readSummaries } from '../queries/summary-file.ts'
import { nightBefore, nightFolder } from './night-keys.ts'
import { nightState } from './night-manifest.ts'
import type { Lake } from './ports.ts'

/** Four weeks: every weekday is there four times. */
const RECENT_DAYS = 28

/** Summaries over everything, by feature. */
export type SummaryByFeature = ReadonlyMap<string, Summary>

/** Where the summary of one partition of a night stands. */
export function partitionKey(folder: string, index: number, partitions: number): string {
  return `${folder}/summaries/part-${index + 1}-of-${partitions}.arrow`
}

/** A night's summaries, its partitions merged. */
export async function readNightSummaries(lake: Lake, folder: string): Promise<SummaryByFeature> {
  const keys = (await lake.list(`${folder}/summaries`)).filter((key) => key.endsWith('.arrow'))
  const parts = await Promise.all(keys.map(async (key) => readSummaries(await lake.localPath(key))))
  return byFeature(mergeAll(parts.flat()))
}

/** The pooled summaries of the nights of the last four weeks that have any, and which nights these are. */
export async function recentSummaries(
  lake: Lake,
  night: string,
): Promise<{ readonly summaries: SummaryByFeature; readonly nights: readonly string[] }> {
  const nights: string[] = []
  const found: Summary[] = []
  for (let days = RECENT_DAYS; days >= 1; days -= 1) {
    const day = nightBefore(night, days)
    const state = await nightState(lake, day)
    const summaries =
      state === null ? new Map() : await readNightSummaries(lake, nightFolder(day, state.revision))
    if (summaries.size === 0) continue
    nights.push(day)
    found.push(...summaries.values())
  }
  return { summaries: byFeature(mergeAll(found)), nights }
}

/** The summaries over everything among some, by feature. */
export function byFeature(summaries: readonly Summary[]): SummaryByFeature {
  return new Map(
    summaries.filter((summary) => summary.slice === EVERYTHING).map((summary) => [summary.feature, summary]),
  )
}
