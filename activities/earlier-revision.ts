import type { BatchOutcome } from './batch-outcome.ts'
import { readJson } from './json-file.ts'
import type { NightOpening } from './night-manifest.ts'
import type { Lake } from './ports.ts'
import type { SuitePlan } from './suite-plan.ts'

/**
 * Takes over a batch that an earlier revision of the night finished under the same config, over the same cases and
 * without an error: a re-run redoes only what is missing. A forced night continues nothing.
 *
 * @param key of the batch in this revision, without its ending
 * @returns the batch's outcome, or `null` when it has to be run
 */
export async function takeOverBatch(
  { folder, plan, key }: { readonly folder: string; readonly plan: SuitePlan; readonly key: string },
  lake: Lake,
): Promise<BatchOutcome | null> {
  const earlier = (await readJson<NightOpening>(lake, `${folder}/opened.json`))?.continues
  if (!earlier) return null
  const earlierKey = `${earlier}${key.slice(folder.length)}`
  const [earlierPlan, outcome] = await Promise.all([
    readJson<SuitePlan>(lake, `${earlier}/plan/suite.json`),
    readJson<BatchOutcome>(lake, `${earlierKey}.json`),
  ])
  if (
    earlierPlan === null ||
    outcome === null ||
    outcome.errored > 0 ||
    outcome.skipped ||
    !isSamePlan(plan, earlierPlan)
  )
    return null
  const results = await lake.read(`${earlierKey}.parquet`)
  if (results === null) return null
  await lake.publish(`${key}.parquet`, results)
  return outcome
}

function isSamePlan(a: SuitePlan, b: SuitePlan): boolean {
  return (
    a.datasetDigest === b.datasetDigest &&
    a.profile === b.profile &&
    a.batchSize === b.batchSize &&
    a.epochs === b.epochs
  )
}
