import type { CaseResult } from '../suite/case-result.ts'
import { targetLimits } from '../suite/config/target-spec.ts'
import { type Ask, asksOf, runBatch } from '../suite/run-batch.ts'
import { type BatchOutcome, countOutcomes } from './batch-outcome.ts'
import { readPlannedCases } from './cases-in-lake.ts'
import { keyOfResult, openCheckpoints } from './checkpoint-results.ts'
import { takeOverBatch } from './earlier-revision.ts'
import { publishJson, readJson } from './json-file.ts'
import type { Attempt, Ports } from './ports.ts'
import { publishResults } from './results-in-lake.ts'
import type { SuitePlan } from './suite-plan.ts'

/**
 * Asks the target for one batch of cases, scores the answers and publishes them whole. A batch that is in the lake
 * already, in this revision of the night or in one that it continues, is not asked again; of one that ended early only
 * the cases without an answer are.
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
  const outcome =
    (await takeOverBatch({ ...input, key }, ports.lake)) ?? (await runOne(input, key, { ports, attempt }))
  await publishJson(ports.lake, `${key}.json`, outcome)
  return outcome
}

async function runOne(
  input: { readonly folder: string; readonly plan: SuitePlan; readonly index: number },
  key: string,
  { ports, attempt }: { readonly ports: Ports; readonly attempt: Attempt },
): Promise<BatchOutcome> {
  const cases = await readPlannedCases(input.plan, input.index, ports.lake)
  const results = await askOrTakeUp(asksOf(cases, input.plan.epochs ?? 1), {
    folder: key.replace('/results/', '/checkpoints/'),
    ports,
    attempt,
  })
  await publishResults({ results, cases, key: `${key}.parquet` }, ports.lake)
  return countOutcomes(results)
}

/** Asks what no earlier attempt got an answer to, and keeps each answer, so that an outage loses none. */
async function askOrTakeUp(
  asks: readonly Ask[],
  { folder, ports, attempt }: { readonly folder: string; readonly ports: Ports; readonly attempt: Attempt },
): Promise<CaseResult[]> {
  const { config } = ports.project
  const checkpoints = await openCheckpoints(ports.lake, folder)
  const { kept } = checkpoints
  const open = asks.filter((ask) => !kept.has(keyOfAsk(ask)))
  const options = {
    target: await ports.target(),
    scorers: config.scorers,
    concurrency: targetLimits(config.target).concurrency,
    signal: attempt.signal,
    onResult: async (result: CaseResult) => {
      attempt.heartbeat()
      await checkpoints.add(result)
    },
  }
  const asked = await runBatch(open, options).catch(async (error: unknown) => {
    await checkpoints.flush()
    throw error
  })
  const fresh = new Map(asked.map((result) => [keyOfResult(result), result]))
  return asks.flatMap((ask) => kept.get(keyOfAsk(ask)) ?? fresh.get(keyOfAsk(ask)) ?? [])
}

function keyOfAsk({ item, epoch }: Ask): string {
  return keyOfResult({ caseId: item.id, epoch })
}
