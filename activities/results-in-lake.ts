import { join } from 'node:path'
import { countErrors, type ErrorCount } from '../queries/results/count-errors.ts'
import { readPassTable } from '../queries/results/read-pass-table.ts'
import { type RunCost, sumCosts } from '../queries/results/sum-costs.ts'
import {
  countUnscored,
  type UnscoredCount,
  type WorstCase,
  worstCases,
} from '../queries/results/tell-scores.ts'
import { writeResults } from '../queries/results/write-results.ts'
import type { Case } from '../suite/case.ts'
import type { CaseResult } from '../suite/case-result.ts'
import type { PassTable } from '../suite/compare-runs.ts'
import type { Lake } from './ports.ts'
import { withScratch } from './scratch.ts'

/** Publishes the results of some cases as one Parquet file. */
export async function publishResults(
  batch: { readonly results: readonly CaseResult[]; readonly cases: readonly Case[]; readonly key: string },
  lake: Lake,
): Promise<void> {
  const cases = new Map(batch.cases.map((item) => [item.id, item]))
  await withScratch(lake, async ({ db, folder }) => {
    const path = join(folder, 'results.parquet')
    await writeResults(db, { results: batch.results, cases, path })
    await lake.publishFile(batch.key, path)
  })
}

/** Local paths of all result files of a run's folder. */
export async function resultPaths(lake: Lake, folder: string): Promise<string[]> {
  const keys = (await lake.list(`${folder}/results`)).filter((key) => key.endsWith('.parquet'))
  return Promise.all(keys.map((key) => lake.localPath(key)))
}

/** Which case passed which scorer in a run. */
export async function passTableOf(lake: Lake, folder: string): Promise<PassTable> {
  const paths = await resultPaths(lake, folder)
  return withScratch(lake, ({ db }) => readPassTable(db, paths))
}

/** The failed scores of a run, the lowest values first. */
export async function worstOf(lake: Lake, folder: string, most: number): Promise<WorstCase[]> {
  const paths = await resultPaths(lake, folder)
  return withScratch(lake, ({ db }) => worstCases(db, paths, most))
}

/** What a run could not score, and why. */
export async function unscoredOf(lake: Lake, folder: string): Promise<UnscoredCount[]> {
  const paths = await resultPaths(lake, folder)
  return withScratch(lake, ({ db }) => countUnscored(db, paths))
}

/** What a run cost. */
export async function costOf(lake: Lake, folder: string): Promise<RunCost> {
  const paths = await resultPaths(lake, folder)
  return withScratch(lake, ({ db }) => sumCosts(db, paths))
}

/** Why cases of a run have no answer, most frequent kind first. */
export async function errorsOf(lake: Lake, folder: string): Promise<ErrorCount[]> {
  const paths = await resultPaths(lake, folder)
  return withScratch(lake, ({ db }) => countErrors(db, paths))
}
