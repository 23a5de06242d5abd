import { join } from 'node:path'
import type { Database } from '../queries/database.ts'
import { readPassTable } from '../queries/results/read-pass-table.ts'
import { type WorstCase, worstCases } from '../queries/results/tell-scores.ts'
import { writeResults } from '../queries/results/write-results.ts'
import type { Case } from '../suite/case.ts'
import type { CaseResult } from '../suite/case-result.ts'
import type { PassTable } from '../suite/pass-table.ts'
import type { Lake } from './ports.ts'
import { type Scratch, withScratch, withTables } from './scratch.ts'

/** Some cases with their results, and the key under which they go. */
export interface ResultBatch {
  readonly results: readonly CaseResult[]
  readonly cases: readonly Case[]
  readonly key: string
}

/** Publishes the results of some cases as one Parquet file. */
export function publishResults(batch: ResultBatch, lake: Lake): Promise<void> {
  return withTables(lake, (scratch) => publishResultsBy(scratch, batch, lake))
}

/** The same, by a database that is open already. */
export async function publishResultsBy(
  { db, folder }: Scratch,
  batch: ResultBatch,
  lake: Lake,
): Promise<void> {
  const cases = new Map(batch.cases.map((item) => [item.id, item]))
  const path = join(folder, 'results.parquet')
  await writeResults(db, { results: batch.results, cases, path })
  await lake.publishFile(batch.key, path)
}

/** Local paths of all result files of a run's folder. */
export async function resultPaths(lake: Lake, folder: string): Promise<string[]> {
  const keys = (await lake.list(`${folder}/results`)).filter((key) => key.endsWith('.parquet'))
  return Promise.all(keys.map((key) => lake.localPath(key)))
}

/** Some files at a time are sorted, which takes less. */
const CLOSING_MEMORY = '100MB'

/** Asks the result files of a run's folder, in a database of their own. */
export async function withResults<T>(
  lake: Lake,
  folder: string,
  ask: (db: Database, paths: readonly string[]) => Promise<T>,
): Promise<T> {
  const paths = await resultPaths(lake, folder)
  return withScratch(lake, ({ db }) => ask(db, paths), {
    macros: false,
    threads: 1,
    memoryLimit: CLOSING_MEMORY,
  })
}

/** Which case passed which scorer in a run. */
export function passTableOf(lake: Lake, folder: string): Promise<PassTable> {
  return withResults(lake, folder, readPassTable)
}

/** The failed scores of a run, the lowest values first. */
export function worstOf(lake: Lake, folder: string, most: number): Promise<WorstCase[]> {
  return withResults(lake, folder, (db, paths) => worstCases(db, paths, most))
}
