import { continueAsNew, setHandler, workflowInfo } from '@temporalio/workflow'
import type { SuitePlan } from '../activities/suite-plan.ts'
import { longActivities, type Patience, shortActivities } from './activity-proxies.ts'
import { runBudget } from './budget.ts'
import { batchProgress } from './messages.ts'
import { runWindow } from './window.ts'

export interface SuiteRunInput {
  readonly folder: string
  readonly configDigest: string
  readonly profile: string
  readonly patience: Patience
  /** Batches under way at once; each asks several cases at a time. */
  readonly concurrency: number
  /** Continue as new after so many batches, or when the server says so. */
  readonly batchesPerRun: number
  /** Where an earlier run of this workflow stopped. */
  readonly resume?: {
    readonly plan: SuitePlan
    readonly cursor: number
    readonly answered: number
    readonly errored: number
    /** Millionths of a US dollar. */
    readonly spent?: number
  }
}

export interface SuiteRunOutcome {
  readonly cases: number
  readonly answered: number
  readonly errored: number
}

/** Runs the whole suite in batches and closes the run: every case answered or errored, results in the lake. */
export async function suiteRun(input: SuiteRunInput): Promise<SuiteRunOutcome> {
  const { folder, configDigest, patience } = input
  const { planSuite, closeSuite } = shortActivities(patience)
  const { runSuiteBatch } = longActivities(patience)
  const counts = {
    done: input.resume?.cursor ?? 0,
    answered: input.resume?.answered ?? 0,
    errored: input.resume?.errored ?? 0,
  }
  let plan = input.resume?.plan ?? null
  setHandler(batchProgress, () => ({
    done: counts.done,
    total: plan?.batches ?? null,
    items: counts.answered,
    faults: counts.errored,
  }))

  plan ??= await planSuite({ folder, configDigest, profile: input.profile })
  const pinned = plan
  const from = input.resume?.cursor ?? 0
  const budget = runBudget({
    total: pinned.budgetMicroUsd,
    batches: pinned.batches - from,
    atOnce: input.concurrency,
    spent: input.resume?.spent,
  })
  const cursor = await runWindow({
    from,
    to: Math.min(pinned.batches, from + input.batchesPerRun),
    concurrency: input.concurrency,
    mayLaunch: () => !workflowInfo().continueAsNewSuggested,
    launch: async (index) => {
      const lent = budget.lend()
      const share = lent === undefined ? {} : { budgetMicroUsd: lent }
      const batch = await runSuiteBatch({ folder, configDigest, plan: pinned, index, ...share })
      budget.settle(lent, batch.costMicroUsd ?? 0)
      counts.done += 1
      counts.answered += batch.answered
      counts.errored += batch.errored
    },
  })
  if (cursor < pinned.batches) {
    await continueAsNew<typeof suiteRun>({
      ...input,
      resume: {
        plan: pinned,
        cursor,
        answered: counts.answered,
        errored: counts.errored,
        spent: budget.spent,
      },
    })
  }
  await closeSuite({ folder, configDigest, plan: pinned })
  return { cases: pinned.cases, answered: counts.answered, errored: counts.errored }
}
