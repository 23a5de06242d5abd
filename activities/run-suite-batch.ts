import type { CaseResult } from '../suite/case-result.ts'
import { targetConcurrency } from '../suite/config/target-spec.ts'
import { runBatch } from '../suite/run-batch.ts'
import { readPlannedCases } from './cases-in-lake.ts'
import { publishJson, readJson } from './json-file.ts'
import type { Attempt, Ports } from './ports.ts'
import { publishResults } from './results-in-lake.ts'
import type { SuitePlan } from './suite-plan.ts'

/** What passes through history about one batch. */
export interface BatchOutcome {
  readonly answered: number
  readonly errored: number
}

/**
 * Asks the target for one batch of cases, scores the answers and publishes them whole. A batch that is in the lake
 * already is not asked again.
 *
 * @throws TargetError when the model cannot be used at all (unreachable, unauthorised): the batch is worth trying again
 */
export async function runSuiteBatch(
  input: {
    readonly folder: string
    readonly configDigest: string
    readonly plan: SuitePlan
    readonly index: number
  },
  ports: Ports,
  attempt: Attempt,
): Promise<BatchOutcome> {
  const key = `${input.folder}/results/batch-${String(input.index).padStart(5, '0')}`
  const done = await readJson<BatchOutcome>(ports.lake, `${key}.json`)
  if (done !== null) return done
  const cases = await readPlannedCases(input.plan, input.index, ports.lake)
  const { config } = ports.project
  const results = await runBatch(cases, {
    target: await ports.target(),
    scorers: config.scorers,
    concurrency: targetConcurrency(config.target),
    signal: attempt.signal,
    onResult: () => attempt.heartbeat(),
  })
  await publishResults({ results, cases, key: `${key}.parquet` }, ports.lake)
  const outcome = countOutcomes(results)
  await publishJson(ports.lake, `${key}.json`, outcome)
  return outcome
}

function countOutcomes(results: readonly CaseResult[]): BatchOutcome {
  const answered = results.filter((result) => result.status === 'answered').length
  return { answered, errored: results.length - answered }
}
