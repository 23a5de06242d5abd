import type { Case } from './case.ts'
import type { Answer, CaseError } from './case-result.ts'
import type { CaseTime } from './limits/case-time.ts'
import type { Quota } from './limits/quota.ts'

/**
 * What the suite is run against: a model endpoint or recorded outputs.
 * `ask` throws `TargetError` when the case has no answer, and the signal's reason when it was aborted; anything
 * else thrown is a fault of the program.
 */
export interface Target {
  /** Names the target in reports: `openai gpt-5-mini`. */
  readonly name: string
  /** Of everything of its config that can change an answer (`targetDigest`); absent in tests. */
  readonly digest?: string
  /** How long one case may be asked, over all attempts, in milliseconds; no limit where it is absent. */
  readonly caseTimeoutMs?: number
  /** Set where nobody is asked: its answers were recorded. */
  readonly isRecording?: true
  ask(item: Case, options: AskOptions): Promise<Answer>
  /**
   * The digest of the request that `ask` would send, as its answer tells it; absent where nothing is sent, and where
   * nobody says whether equal requests are still answered alike.
   * Throws as `ask` does where the case cannot be asked.
   */
  requestDigest?(item: Case): string
}

/** What one request is asked with. */
interface AskOptions {
  readonly signal: AbortSignal
  /** What the case may still take, of which the attempt takes its part. */
  readonly time?: CaseTime
  /** Told what an answer's headers say is left of the account's limits. */
  readonly onQuota?: (quotas: readonly Quota[]) => void
}

/**
 * A case could not be answered. `retryAfterMs` is set when asking again can help: 0, or as long as the provider
 * said to wait; `null` when the same request would fail again.
 */
export class TargetError extends Error {
  readonly kind: CaseError['kind']
  readonly retryAfterMs: number | null

  constructor(kind: CaseError['kind'], message: string, retryAfterMs: number | null = null) {
    super(message)
    this.name = 'TargetError'
    this.kind = kind
    this.retryAfterMs = retryAfterMs
  }
}
