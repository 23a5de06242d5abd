import { condition } from '@temporalio/workflow'

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
 * under way has ended.
 *
 * @returns the first index that was not launched
 */
export async function runWindow({ from, to, concurrency, launch, mayLaunch }: Window): Promise<number> {
  let next = from
  let underWay = 0
  const failures: unknown[] = []
  while (next < to && failures.length === 0 && mayLaunch()) {
    underWay += 1
    // Handlers are attached at once: a rejection that nobody awaits would fail the workflow task.
    void launch(next)
      .catch((failure: unknown) => failures.push(failure))
      .finally(() => {
        underWay -= 1
      })
    next += 1
    await condition(() => underWay < concurrency || failures.length > 0)
  }
  await condition(() => underWay === 0)
  if (failures.length > 0) throw failures[0]
  return next
}
