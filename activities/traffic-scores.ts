import type { PartitionFailures } from '../drift/slices/count-failures.ts'
import type { UnscoredCount } from '../queries/results/tell-scores.ts'
import type { ScoredRequests } from '../queries/scores/scored-rows.ts'
import type { TrafficScoring } from '../report/night-report.ts'
import { readJson } from './json-file.ts'
import type { Lake } from './ports.ts'
import { nightSampleKey } from './samples-in-lake.ts'

/** `scoring/scores.json` of a night: what scoring a sample of its traffic came to. Its presence says that it is done. */
export interface TrafficScores extends TrafficScoring {
  /** Scorers that were not asked, because requests were logged with a score of their name. */
  readonly logged: readonly string[]
  readonly unscored: readonly UnscoredCount[]
  readonly failures: PartitionFailures
}

/** The folder of the scored requests of a night: laid out as a run of the suite is, its cases being requests. */
export function scoringFolder(folder: string): string {
  return `${folder}/scoring`
}

/** Where the summary of a night's scores stands. */
export function trafficScoresKey(folder: string): string {
  return `${scoringFolder(folder)}/scores.json`
}

/** Where the results stand that hold a night's scores. */
export function scoredRequestsKey(folder: string): string {
  return `${scoringFolder(folder)}/results/requests.parquet`
}

/** What scoring the traffic of a night came to; `null` where it was not scored. */
export function readTrafficScores(lake: Lake, folder: string): Promise<TrafficScores | null> {
  return readJson<TrafficScores>(lake, trafficScoresKey(folder))
}

/** Local paths of the scores of a night's requests; `null` where there are none. */
export async function scoredRequests(lake: Lake, folder: string): Promise<ScoredRequests | null> {
  const scores = await readTrafficScores(lake, folder)
  if (scores === null || scores.scorers.length === 0) return null
  return {
    requests: [await lake.localPath(scoredRequestsKey(folder))],
    sample: await lake.localPath(nightSampleKey(folder)),
  }
}

/** The scorer whose scores a check is about, where the night scored its requests by it; `null` for every other check. */
export async function scorerOfCheck(check: string, folder: string, lake: Lake): Promise<string | null> {
  if (!check.startsWith('scores.')) return null
  const scores = await readTrafficScores(lake, folder)
  return scores?.scorers.find(({ name }) => `scores.${name}` === check)?.name ?? null
}
