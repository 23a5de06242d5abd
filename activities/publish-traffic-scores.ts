import { join } from 'node:path'
import { FIXED_GRID } from '../drift/grid.ts'
import { ontoGrid } from '../drift/onto-grid.ts'
import { readPassTable } from '../queries/results/read-pass-table.ts'
import { sumCosts } from '../queries/results/sum-costs.ts'
import { countUnscored } from '../queries/results/tell-scores.ts'
import { type ScoredRequests, scoredFailures, scoredFeatures } from '../queries/scores/scored-rows.ts'
import { writeSummaries } from '../queries/summaries/summary-file.ts'
import { type ScorerSpec, scorerName } from '../suite/config/scorer-spec.ts'
import { summariseRun } from '../suite/summarise-run.ts'
import { dependenceOfRows, publishDependence, scoresDependenceKey } from './dependence-in-lake.ts'
import { publishJson, readJson } from './json-file.ts'
import type { Lake, Ports } from './ports.ts'
import type { AnsweredAsk } from './requests-as-cases.ts'
import { nightSampleKey } from './samples-in-lake.ts'
import { type Scratch, withScratch } from './scratch.ts'
import { scoredRequestsKey, type TrafficScores, trafficScoresKey } from './traffic-scores.ts'

/** The night whose requests are scored. */
export interface ScoreTrafficInput {
  readonly night: string
  readonly folder: string
  readonly configDigest: string
}

/** The requests to score, and by what. */
export interface DrawnRequests {
  readonly requests: readonly AnsweredAsk[]
  readonly scorers: readonly ScorerSpec[]
  /** Names of scorers that are left out, because the log has scores of these names: what production said stays. */
  readonly logged: readonly string[]
}

/** Adds up the scores of a night's requests as the lake holds them, and publishes what the night compares them by. */
export async function publishTrafficScores(
  input: ScoreTrafficInput,
  drawn: Pick<DrawnRequests, 'scorers' | 'logged'>,
  { lake, project }: Ports,
): Promise<TrafficScores> {
  const { folder } = input
  const files = {
    requests: [await lake.localPath(scoredRequestsKey(folder))],
    sample: await lake.localPath(nightSampleKey(folder)),
  }
  const work = async (scratch: Scratch): Promise<TrafficScores> => {
    const { db } = scratch
    const rows = await readPassTable(db, files.requests)
    const { counts, scorers } = summariseRun(rows, drawn.scorers.map(scorerName))
    await publishFeatures(input, files, { lake, scratch })
    return {
      counts: { scored: counts.scored, unscored: counts.unscored, skipped: counts.skipped },
      scorers,
      cost: (await sumCosts(db, files.requests)).judges,
      budgetUsd: project.config.trafficScoring?.budgetUsd ?? null,
      logged: drawn.logged,
      unscored: await countUnscored(db, files.requests),
      failures: await scoredFailures(db, files),
    }
  }
  const scores = await withScratch(lake, work, { ...project.config.duckdb, macros: false })
  await publishJson(lake, trafficScoresKey(folder), scores)
  return (await readJson<TrafficScores>(lake, trafficScoresKey(folder))) ?? scores
}

/** Each scorer's scores as a feature of the night. */
async function publishFeatures(
  { night, folder }: ScoreTrafficInput,
  files: ScoredRequests,
  { lake, scratch }: { readonly lake: Lake; readonly scratch: Scratch },
): Promise<void> {
  const features = await scoredFeatures(scratch.db, files)
  const path = join(scratch.folder, 'scores.arrow')
  const summaries = features.map(({ summary }) => ontoGrid(summary, FIXED_GRID))
  await writeSummaries(path, summaries, { night, partition: 'scores' })
  // All of the scored requests are at hand: nothing is told of others.
  const dependence = features.flatMap(({ summary, rows }) => dependenceOfRows(summary, rows, null))
  await publishDependence(lake, scoresDependenceKey(folder), new Map(dependence))
  await lake.publishFile(`${folder}/summaries/scores.arrow`, path)
}
