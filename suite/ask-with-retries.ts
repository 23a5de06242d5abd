import { setTimeout as wait } from 'node:timers/promises'
import { CaseTime } from './limits/case-time.ts'
import { TargetError } from './target.ts'

/** How often and how long one case is asked again. Waits double from the first to the longest. */
export interface RetryPolicy {
  /** All attempts, the first among them. */
  readonly attempts: number
  /** The same error so often in a row, of a kind that the request itself causes, ends the case. */
  readonly sameErrors: number
  readonly firstWaitMs: number
  readonly longestWaitMs: number
  /** All waits of one case together. A provider that asks for more is not waited for. */
  readonly totalWaitMs: number
}

/**
 * Four retries in 7.5 s bridge a blip; three minutes in all bridge a rate limit that is counted by the minute. An answer
 * that was cut off twice may have been bad luck; thrice it is the answer.
 */
export const DEFAULT_RETRY: RetryPolicy = {
  attempts: 5,
  sameErrors: 3,
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
  /** All attempts and waits together; no limit unless given. */
  readonly caseTimeoutMs?: number | undefined
}

/**
 * Asks a model until it answers, it makes no sense to ask again, or a ceiling is reached: of attempts, of the same error,
 * of waits, or of the case's time, which `ask` is given to spend.
 *
 * @throws TargetError of the last attempt; the signal's reason when aborted
 */
export async function askWithRetries<T>(
  ask: (time: CaseTime) => Promise<T>,
  options: RetryOptions,
): Promise<T> {
  const { signal } = options
  const time = new CaseTime(options.caseTimeoutMs ?? Number.POSITIVE_INFINITY)
  const errors: TargetError[] = []
  let waited = 0
  while (true) {
    signal.throwIfAborted()
    try {
      return await ask(time)
    } catch (error) {
      if (!(error instanceof TargetError)) throw error
      errors.push(error)
      const wait = waitAfter(errors, options)
      if (wait === null || waited + wait > options.policy.totalWaitMs || wait >= time.leftMs)
        throw lastOf(errors, options)
      waited += wait
      time.use(wait)
      await options.sleep(wait, signal)
    }
  }
}

/** How long to wait before the next attempt: as the provider says, or longer; `null` when there is to be none. */
function waitAfter(errors: readonly TargetError[], { policy, spread }: RetryOptions): number | null {
  const after = errors.at(-1)?.retryAfterMs ?? null
  if (after === null || errors.length >= policy.attempts || isHopeless(errors, policy.sameErrors)) return null
  const doubled = Math.min(policy.longestWaitMs, policy.firstWaitMs * 2 ** (errors.length - 1))
  return Math.round(Math.max(after, doubled * (0.75 + spread / 2)))
}

/** Too many requests and a service that is down pass whatever is asked; these come of what is asked. */
const BY_REQUEST: readonly TargetError['kind'][] = ['invalid-answer', 'rejected', 'timeout']

function isHopeless(errors: readonly TargetError[], times: number): boolean {
  const last = errors.at(-1)
  if (errors.length < times || last === undefined || !BY_REQUEST.includes(last.kind)) return false
  return errors.slice(-times).every(({ kind, message }) => kind === last.kind && message === last.message)
}

/** The last error; one that came again and again says so. */
function lastOf(errors: readonly TargetError[], { policy }: RetryOptions): TargetError {
  const last = errors.at(-1)!
  if (!isHopeless(errors, policy.sameErrors)) return last
  const text = `${last.message} (The same ${policy.sameErrors} times in a row.)`
  return new TargetError(last.kind, text, last.retryAfterMs)
}

/** Waits as long as it says. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch((error: unknown) => {
    signal.throwIfAborted()
    throw error
  })
}
