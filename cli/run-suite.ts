import { randomBytes } from 'node:crypto'
import pLimit from 'p-limit'
import { closeSuite } from '../activities/close-suite.ts'
import { planSuite } from '../activities/plan-suite.ts'
import type { Attempt, Ports } from '../activities/ports.ts'
import { runSuiteBatch } from '../activities/run-suite-batch.ts'
import type { RunSummary } from '../activities/run-summary.ts'
import type { SuitePlan } from '../activities/suite-plan.ts'
import type { Profile } from '../suite/config/profile-spec.ts'
import { runBudget } from '../workflows/budget.ts'
import { EvalProgress } from './eval-progress.ts'
import type { Terminal } from './terminal.ts'

/** Enough that the slowest answers of one batch leave nobody idle. */
const BATCHES_AT_ONCE = 4

/** A run of the suite that this process makes. */
export interface SuiteRun {
  readonly id: string
  readonly profile: string
  /** `false` asks anew what was answered before. */
  readonly useCache: boolean
  /** Instead of what the profile of this name says. */
  readonly rule?: Profile
}

/** Where a run's files are in the lake. */
export function runFolderOf(id: string): string {
  return `runs/${id}`
}

/** Names a run after its time; the end keeps apart runs of one second, here or on another machine. */
export function newRunId(at: Date, profile: string): string {
  const time = at.toISOString().slice(0, 19).replaceAll(':', '-')
  return `${time}-${profile.replace(/[^\w.-]/g, '_')}-${randomBytes(3).toString('hex')}`
}

/**
 * Plans, asks, scores and closes one run in this process: the same activities as at night, without Temporal. A run that
 * ended early goes on where it was.
 *
 * @throws the signal's reason when it is aborted; what was answered is kept
 */
export async function runSuite(
  run: SuiteRun,
  ports: Ports,
  watch: { readonly terminal: Terminal; readonly signal: AbortSignal },
): Promise<RunSummary> {
  const common = { folder: runFolderOf(run.id), configDigest: ports.project.configDigest }
  const attempt: Attempt = { signal: watch.signal, heartbeat: () => undefined }
  const { id: _, ...wanted } = run
  const plan = await planSuite({ ...common, ...wanted }, ports, attempt)
  const progress = new EvalProgress(watch.terminal, plan.cases * (plan.epochs ?? 1))
  await runBatches({ ...common, plan }, ports, { ...attempt, told: progress.add.bind(progress) })
  return closeSuite({ ...common, plan }, ports)
}

/** All batches of a plan, a few at once; the first that fails stops the others. */
async function runBatches(
  run: { readonly folder: string; readonly configDigest: string; readonly plan: SuitePlan },
  ports: Ports,
  attempt: Attempt,
): Promise<void> {
  const { plan } = run
  const budget = runBudget({ total: plan.budgetMicroUsd, batches: plan.batches, atOnce: BATCHES_AT_ONCE })
  const failed = new AbortController()
  const signal = AbortSignal.any([attempt.signal, failed.signal])
  const limit = pLimit(BATCHES_AT_ONCE)
  const runOne = async (index: number) => {
    signal.throwIfAborted()
    const lent = budget.lend()
    const share = lent === undefined ? {} : { budgetMicroUsd: lent }
    const batch = await runSuiteBatch({ ...run, index, ...share }, ports, { ...attempt, signal })
    budget.settle(lent, batch.costMicroUsd ?? 0)
  }
  const batches = Array.from({ length: plan.batches }, (_, index) =>
    limit(runOne, index).catch((error: unknown) => failed.abort(error)),
  )
  await Promise.all(batches)
  signal.throwIfAborted()
}
