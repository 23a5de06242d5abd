import { join } from 'node:path'
import { readCases, writeCases } from '../queries/results/cases-file.ts'
import type { Case } from '../suite/case.ts'
import type { Lake } from './ports.ts'
import { withTables } from './scratch.ts'
import type { SuitePlan } from './suite-plan.ts'

/** Publishes the dataset as it is run under its digest; returns its key. */
export async function publishCases(cases: readonly Case[], digest: string, lake: Lake): Promise<string> {
  const key = `cases/${digest}.parquet`
  if ((await lake.read(key)) !== null) return key
  await withTables(lake, async ({ db, folder }) => {
    const path = join(folder, 'cases.parquet')
    await writeCases(db, cases, path)
    await lake.publishFile(key, path)
  })
  return key
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
  return withTables(lake, async ({ db }) => readCases(db, await lake.localPath(plan.datasetKey), stretch))
}
