import { randomBytes } from 'node:crypto'
import pLimit from 'p-limit'
import { closeSuite } from '../activities/close-suite.ts'
import { planSuite } from '../activities/plan-suite.ts'
import type { Attempt, Ports } from '../activities/ports.ts'
import { worstOf } from '../activities/results-in-lake.ts'
import { runSuiteBatch } from '../activities/run-suite-batch.ts'
import { runSummaryKey } from '../activities/run-summary.ts'
import type { SuitePlan } from '../activities/suite-plan.ts'
import { ConfigError } from '../suite/config/errors.ts'
import { runBudget } from '../workflows/budget.ts'
import { EvalProgress } from './eval-progress.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { openProject } from './project.ts'
import { tellRun } from './tell-run.ts'
import type { Terminal } from './terminal.ts'

/** Enough that the slowest answers of one batch leave nobody idle. */
const BATCHES_AT_ONCE = 4
/** Failed scores that are told; the run's results have all. */
const MOST_WORST = 8

export interface EvalOptions {
  readonly config?: string
  readonly profile: string
  /** `false` asks anew what was answered before. */
  readonly cache?: boolean
  /** The id of a run that ended early. */
  readonly resume?: string
}

/** Runs the suite in this process: the same activities as at night, without Temporal. */
export async function evaluate(options: EvalOptions, terminal: Terminal): Promise<ExitCode> {
  const { ports } = await openProject(options.config)
  const id = options.resume ?? runId(ports.now(), options.profile)
  const common = { folder: `runs/${id}`, configDigest: ports.project.configDigest }
  if (options.resume !== undefined) await refuseUnknown(options.resume, ports)
  const stop = new AbortController()
  const interrupt = () => stop.abort(new Error(interrupted(id, options)))
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  try {
    const attempt: Attempt = { signal: stop.signal, heartbeat: () => undefined }
    const useCache = options.cache !== false
    const plan = await planSuite({ ...common, profile: options.profile, useCache }, ports, attempt)
    const progress = new EvalProgress(terminal, plan.cases * (plan.epochs ?? 1))
    const told = progress.add.bind(progress)
    await runBatches({ ...common, plan }, ports, { ...attempt, told })
    const summary = await closeSuite({ ...common, plan }, ports)
    const worst = await worstOf(ports.lake, common.folder, MOST_WORST)
    tellRun({ id, summary, worst, file: ports.lake.address(runSummaryKey(common.folder)) }, terminal)
    const { counts } = summary
    return counts.errored > 0 && counts.scored + counts.unscored === 0 ? EXIT.incomplete : EXIT.done
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
}

async function refuseUnknown(run: string, { lake }: Ports): Promise<void> {
  if (/^[\w.-]+$/.test(run) && (await lake.list(`runs/${run}`)).length > 0) return
  throw new ConfigError(
    `Cannot go on with the run ${JSON.stringify(run)}: the lake has none of this name. Take it from what the run said when it ended.`,
  )
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

/** Names a run after its time; the end keeps apart runs of one second, here or on another machine. */
function runId(at: Date, profile: string): string {
  const time = at.toISOString().slice(0, 19).replaceAll(':', '-')
  return `${time}-${profile.replace(/[^\w.-]/g, '_')}-${randomBytes(3).toString('hex')}`
}

function interrupted(id: string, { profile, config }: EvalOptions): string {
  const place = config === undefined ? '' : ` --config ${config}`
  return `Cancelled. What was answered is kept; go on with \`nightdrift eval --profile ${profile} --resume ${id}${place}\`.`
}
