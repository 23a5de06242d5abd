import type { TargetError } from '../../suite/target.ts'

export interface TimeLimit {
  readonly signal: AbortSignal
  readonly timeoutMs: number
  /** What it means when time is up. */
  readonly late: () => TargetError
}

/**
 * Waits for work until it is done, time is up, or the signal aborts, whatever the work itself heeds.
 *
 * @param run  is given a signal that aborts in both cases
 * @throws what `late` gives when time is up; the signal's reason when aborted; what the work throws
 */
export async function withinTime<T>(limit: TimeLimit, run: (stop: AbortSignal) => Promise<T>): Promise<T> {
  limit.signal.throwIfAborted()
  const clock = new AbortController()
  const timer = setTimeout(() => clock.abort(limit.late()), limit.timeoutMs)
  const stop = AbortSignal.any([limit.signal, clock.signal])
  const stopped = Promise.withResolvers<never>()
  const leave = () => stopped.reject(stop.reason)
  stop.addEventListener('abort', leave, { once: true })
  try {
    return await Promise.race([run(stop), stopped.promise])
  } finally {
    clearTimeout(timer)
    stop.removeEventListener('abort', leave)
  }
}
