import { type Ask, askKey, asksOf } from '../suite/ask.ts'
import { asksNobody } from '../suite/asks-nobody.ts'
import type { CaseResult } from '../suite/case-result.ts'
import { scorersOf } from '../suite/profile.ts'
import { runBatch } from '../suite/run-batch.ts'
import type { Target } from '../suite/target.ts'
import { cachedAnswers, keepAnswers } from './answer-cache.ts'
import { type BatchOutcome, costOfResults, countOutcomes } from './batch-outcome.ts'
import { readPlannedCases } from './cases-in-lake.ts'
import { NO_CHECKPOINTS, openCheckpoints } from './checkpoint-results.ts'
import { takeOverBatch } from './earlier-revision.ts'
import { growHeapSlowly } from './grow-heap-slowly.ts'
import { publishJson, readJson } from './json-file.ts'
import { rememberingJudges } from './judge-cache.ts'
import type { Attempt, Ports } from './ports.ts'
import { publishResultsBy } from './results-in-lake.ts'
import { withTables } from './scratch.ts'
import type { SuitePlan } from './suite-plan.ts'

export interface RunSuiteBatchInput {
  readonly folder: string
  readonly configDigest: string
  readonly plan: SuitePlan
  readonly index: number
  /** Millionths of a US dollar that this batch may cost; no limit unless given. */
  readonly budgetMicroUsd?: number
}

/**
 * Asks the target for one batch of cases, scores the answers and publishes them whole. A batch that is in the lake
 * already, in this revision of the night or in one that it continues, is not asked again; of one that ended early only
 * the cases without an answer are.
 *
 * @throws TargetError when the model cannot be used at all (unreachable, unauthorised): the batch is worth trying again
 */
export async function runSuiteBatch(
  input: RunSuiteBatchInput,
  ports: Ports,
  attempt: Attempt,
): Promise<BatchOutcome> {
  const key = `${input.folder}/results/batch-${String(input.index).padStart(5, '0')}`
  growHeapSlowly(input.plan.cases)
  const done = await readJson<BatchOutcome>(ports.lake, `${key}.json`)
  if (done !== null) return done
  const outcome =
    (await takeOverBatch({ ...input, key }, ports.lake)) ?? (await runOne(input, key, { ports, attempt }))
  await publishJson(ports.lake, `${key}.json`, outcome)
  return outcome
}

async function runOne(
  input: RunSuiteBatchInput,
  key: string,
  { ports, attempt }: { readonly ports: Ports; readonly attempt: Attempt },
): Promise<BatchOutcome> {
  const cases = await readPlannedCases(input.plan, input.index, ports.lake)
  const target = await ports.target()
  const results = await askOrTakeUp(asksOf(cases, input.plan.epochs ?? 1), {
    ...input,
    checkpoints: key.replace('/results/', '/checkpoints/'),
    target,
    ports,
    attempt,
  })
  await withTables(ports.lake, async (scratch) => {
    await keepAnswers(results, target, { ports, scratch })
    await publishResultsBy(scratch, { results, cases, key: `${key}.parquet` }, ports.lake)
  })
  return countOutcomes(results)
}

interface Asking {
  readonly plan: SuitePlan
  readonly budgetMicroUsd?: number
  readonly checkpoints: string
  readonly target: Target
  readonly ports: Ports
  readonly attempt: Attempt
}

/** Asks what no earlier attempt got an answer to, and keeps each answer, so that an outage loses none. */
async function askOrTakeUp(asks: readonly Ask[], asking: Asking): Promise<CaseResult[]> {
  const { plan, target, ports, attempt } = asking
  const { config } = ports.project
  const scorers = scorersOf(plan.rule ?? {}, config.scorers)
  // Not made where none is asked: a key that only judges need is then not missed.
  const judges = scorers.some(({ kind }) => kind === 'rubric') ? await ports.judges() : new Map()
  const checkpoints =
    target.isRecording && asksNobody(plan.rule ?? {}, config)
      ? NO_CHECKPOINTS
      : await openCheckpoints(ports.lake, asking.checkpoints)
  const { kept } = checkpoints
  const open = asks.filter((ask) => !kept.has(keyOf(ask)))
  const asked = await runBatch(open, {
    target,
    scorers,
    slots: ports.slots,
    signal: attempt.signal,
    judges: plan.useCache === false ? judges : rememberingJudges(judges, ports),
    embedders: await ports.scorerEmbedders(),
    known: plan.useCache ? await cachedAnswers(open, target, ports) : new Map(),
    budgetUsd: budgetLeft(asking, [...kept.values()]),
    onResult: (result) => {
      attempt.heartbeat()
      attempt.told?.(result)
      checkpoints.add(result)
    },
  }).finally(() => checkpoints.flush())
  const fresh = new Map(asked.map((result) => [askKey(result), result]))
  return asks.flatMap((ask) => kept.get(keyOf(ask)) ?? fresh.get(keyOf(ask)) ?? [])
}

function keyOf({ item, epoch }: Ask): string {
  return askKey({ caseId: item.id, epoch })
}

/** What an earlier attempt of this batch spent is spent. */
function budgetLeft(
  { budgetMicroUsd = Number.POSITIVE_INFINITY }: Asking,
  kept: readonly CaseResult[],
): number {
  return budgetMicroUsd / 1e6 - costOfResults(kept)
}
