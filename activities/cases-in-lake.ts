import { join } from 'node:path'
import { readCases, writeCases } from '../queries/results/cases-file.ts'
import type { Case } from '../suite/case.ts'
import { DatasetDigest } from '../suite/dataset.ts'
import type { Lake } from './ports.ts'
import { readTables, type Scratch, withScratch } from './scratch.ts'
import type { SuitePlan } from './suite-plan.ts'

/** A dataset in the lake, as it is run. */
export interface PublishedCases {
  readonly key: string
  readonly digest: string
  readonly count: number
}

/** Publishes the dataset as it is run under its digest; of cases that come some at a time, no more are held. */
export function publishCases(
  cases: AsyncIterable<readonly Case[]> | Iterable<readonly Case[]>,
  lake: Lake,
): Promise<PublishedCases> {
  const write = async ({ db, folder }: Scratch) => {
    const path = join(folder, 'cases.parquet')
    const dataset = new DatasetDigest()
    const count = await writeCases(db, digested(cases, dataset), path)
    const digest = String(dataset)
    const key = `cases/${digest}.parquet`
    await lake.publishFile(key, path)
    return { key, digest, count }
  }
  return withScratch(lake, write, { macros: false, threads: 1, memoryLimit: '200MB' })
}

async function* digested(
  cases: AsyncIterable<readonly Case[]> | Iterable<readonly Case[]>,
  dataset: DatasetDigest,
): AsyncGenerator<readonly Case[]> {
  for await (const some of cases) {
    for (const item of some) dataset.add(item)
    yield some
  }
}

/** The cases of one batch of a planned run. */
export function readPlannedCases(plan: SuitePlan, batch: number, lake: Lake): Promise<Case[]> {
  return readStretch(plan, { first: batch * plan.batchSize, count: plan.batchSize }, lake)
}

/** All cases of a planned run. */
export function readAllCases(plan: SuitePlan, lake: Lake): Promise<Case[]> {
  return readStretch(plan, { first: 0, count: plan.cases }, lake)
}

function readStretch(
  plan: SuitePlan,
  stretch: { first: number; count: number },
  lake: Lake,
): Promise<Case[]> {
  return readTables(lake, async (db) => readCases(db, await lake.localPath(plan.datasetKey), stretch))
}
