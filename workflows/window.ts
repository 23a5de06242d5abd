import { CancellationScope, condition } from '@temporalio/workflow'

/** A stretch of numbered batches and how they are run. */
export interface Window {
  readonly from: number
  readonly to: number
  /** How many batches may be under way at once. */
  readonly concurrency: number
  readonly launch: (index: number) => Promise<void>
  /** Asked before each launch; false ends the stretch early, after what is under way. */
  readonly mayLaunch: () => boolean
}

/**
 * Runs batches with a window of concurrency; the first failure stops new launches and is thrown once all that is
 * under way has ended. So does a cancellation: what is under way is told of it, and waited for.
 *
 * @returns the first index that was not launched
 */
export async function runWindow({ from, to, concurrency, launch, mayLaunch }: Window): Promise<number> {
  let next = from
  let underWay = 0
  const failures: unknown[] = []
  // One batch at least, so that a run that continues as new always comes further.
  while (next < to && failures.length === 0 && (next === from || mayLaunch())) {
    underWay += 1
    // Handlers are attached at once: a rejection that nobody awaits would fail the workflow task.
    void launch(next)
      .catch((failure: unknown) => failures.push(failure))
      .finally(() => {
        underWay -= 1
      })
    next += 1
    await inSpiteOfCancellation(() => underWay < concurrency || failures.length > 0)
  }
  await inSpiteOfCancellation(() => underWay === 0)
  if (failures.length > 0) throw failures[0]
  return next
}

/** Batches that were cancelled end by themselves, as failures: a wait that ended before them would leave them alone. */
function inSpiteOfCancellation(holds: () => boolean): Promise<void> {
  return CancellationScope.nonCancellable(() => condition(holds))
}
