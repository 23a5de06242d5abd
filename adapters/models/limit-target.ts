import pLimit from 'p-limit'
import type { Target } from '../../suite/target.ts'

/**
 * A target that is never asked more than `concurrency` cases at once, however many batches of this process share it.
 * A case that is cancelled while it waits is not asked.
 */
export function limitTarget(target: Target, concurrency: number): Target {
  const limit = pLimit(concurrency)
  return {
    ...target,
    ask: (item, options) =>
      limit(() => {
        options.signal.throwIfAborted()
        return target.ask(item, options)
      }),
  }
}
