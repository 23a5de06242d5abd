import { setTimeout as wait } from 'node:timers/promises'
import { TargetError } from './target.ts'

/** How often and how long one case is asked again. Waits double from the first to the longest. */
export interface RetryPolicy {
  /** All attempts, the first among them. */
  readonly attempts: number
  readonly firstWaitMs: number
  readonly longestWaitMs: number
  /** All waits of one case together. A provider that asks for more is not waited for. */
  readonly totalWaitMs: number
}

/** Four retries in 7.5 s bridge a blip; three minutes in all bridge a rate limit that is counted by the minute. */
export const DEFAULT_RETRY: RetryPolicy = {
  attempts: 5,
  firstWaitMs: 500,
  longestWaitMs: 30_000,
  totalWaitMs: 180_000,
}

/** Waits, or rejects with the signal's reason. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>

export interface RetryOptions {
  readonly policy: RetryPolicy
  readonly sleep: Sleep
  readonly signal: AbortSignal
  /** In [0, 1): spreads the waits of cases that failed together over 75 % to 125 %. */
  readonly spread: number
}

/**
 * Asks a model until it answers, it makes no sense to ask again, or the policy's ceiling is reached.
 *
 * @throws TargetError of the last attempt; the signal's reason when aborted
 */
export async function askWithRetries<T>(ask: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { policy, signal } = options
  let waited = 0
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted()
    try {
      return await ask()
    } catch (error) {
      const wait = error instanceof TargetError ? waitBefore(attempt + 1, error, options) : null
      if (wait === null || waited + wait > policy.totalWaitMs) throw error
      waited += wait
      await options.sleep(wait, signal)
    }
  }
}

/** How long to wait before an attempt: as the provider says, or longer; `null` when there is to be none. */
function waitBefore(attempt: number, error: TargetError, { policy, spread }: RetryOptions): number | null {
  if (error.retryAfterMs === null || attempt > policy.attempts) return null
  const doubled = Math.min(policy.longestWaitMs, policy.firstWaitMs * 2 ** (attempt - 2))
  return Math.round(Math.max(error.retryAfterMs, doubled * (0.75 + spread / 2)))
}

/** Waits as long as it says. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch((error: unknown) => {
    signal.throwIfAborted()
    throw error
  })
}
