import type { GateLimits } from '../../suite/config/limit-spec.ts'
import { AdaptiveConcurrency } from '../../suite/limits/adaptive-concurrency.ts'
import { paceOf, type Quota } from '../../suite/limits/quota.ts'
import { Rate } from '../../suite/limits/rate.ts'
import { TargetError } from '../../suite/target.ts'

interface Waiting {
  readonly start: () => void
}

interface RunOptions<T> {
  readonly signal: AbortSignal
  /** Tokens that the request used, input and output together; 0 where nobody told. */
  tokensOf(result: T): number
}

/**
 * Lets requests to one provider through as fast as it can take them, however many batches of this process share it: in
 * the order they came, never more at once than it has shown to take, none while it asked for patience, and within rates
 * a minute. A request that is cancelled while it waits is not sent.
 */
export class RequestGate {
  readonly #concurrency: AdaptiveConcurrency
  readonly #requests: Rate | null
  readonly #tokens: Rate | null
  readonly #waiting: Waiting[] = []
  #inFlight = 0
  #closedUntil = 0
  #paceMs = 0
  #lastSentAt = Number.NEGATIVE_INFINITY
  #meanTokens = 0
  #timer: NodeJS.Timeout | null = null

  constructor({ concurrency, requestsPerMinute, tokensPerMinute }: GateLimits) {
    this.#concurrency = new AdaptiveConcurrency(concurrency)
    this.#requests = requestsPerMinute === undefined ? null : new Rate(requestsPerMinute)
    this.#tokens = tokensPerMinute === undefined ? null : new Rate(tokensPerMinute)
  }

  /** Requests that the provider is trusted with at the moment. */
  get allowed(): number {
    return this.#concurrency.allowed
  }

  /**
   * Sends a request when there is room for it.
   *
   * @throws what `send` throws; the signal's reason when it is aborted before
   */
  async run<T>(send: () => Promise<T>, { signal, tokensOf }: RunOptions<T>): Promise<T> {
    await this.#turn(signal)
    const sentAt = Date.now()
    const expected = this.#meanTokens
    this.#tokens?.use(expected, sentAt)
    try {
      const result = await send()
      this.#settle(tokensOf(result), expected)
      this.#concurrency.answered(this.#inFlight)
      return result
    } catch (error) {
      this.#tokens?.use(-expected, Date.now())
      this.#heed(error, sentAt)
      throw error
    } finally {
      this.#inFlight -= 1
      this.#open()
    }
  }

  /** Takes note of what a provider says is left of its limits. */
  advertised(quotas: readonly Quota[]): void {
    this.#paceMs = Math.max(0, ...quotas.map(paceOf))
    const emptyFor = Math.max(0, ...quotas.map(({ remaining, resetMs }) => (remaining < 1 ? resetMs : 0)))
    this.#closedUntil = Math.max(this.#closedUntil, Date.now() + emptyFor)
  }

  #settle(tokens: number, expected: number): void {
    this.#tokens?.use(tokens - expected, Date.now())
    this.#meanTokens = this.#meanTokens === 0 ? tokens : 0.9 * this.#meanTokens + 0.1 * tokens
  }

  #heed(error: unknown, sentAt: number): void {
    if (!(error instanceof TargetError)) return
    const now = Date.now()
    if (error.kind === 'rate-limited') {
      this.#concurrency.refused({ sentAt, now })
      this.#closedUntil = Math.max(this.#closedUntil, now + (error.retryAfterMs ?? 0))
    } else if (error.kind !== 'unreachable' && error.kind !== 'timeout')
      this.#concurrency.answered(this.#inFlight)
  }

  #turn(signal: AbortSignal): Promise<void> | undefined {
    signal.throwIfAborted()
    const now = Date.now()
    const isFree = this.#waiting.length === 0 && this.#inFlight < this.#concurrency.allowed
    if (isFree && this.#waitMs(now) <= 0) {
      this.#count(now)
      return
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#remove(waiting)
        reject(signal.reason)
      }
      const start = () => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      const waiting = { start }
      signal.addEventListener('abort', leave, { once: true })
      this.#waiting.push(waiting)
      this.#open()
    })
  }

  #remove(waiting: Waiting): void {
    this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
    if (this.#waiting.length > 0 || this.#timer === null) return
    clearTimeout(this.#timer)
    this.#timer = null
  }

  #open(): void {
    while (this.#waiting.length > 0 && this.#inFlight < this.#concurrency.allowed) {
      const now = Date.now()
      const wait = this.#waitMs(now)
      if (wait > 0) {
        this.#openIn(wait)
        return
      }
      this.#count(now)
      this.#waiting.shift()?.start()
    }
  }

  #count(now: number): void {
    this.#inFlight += 1
    this.#lastSentAt = now
    this.#requests?.use(1, now)
  }

  #waitMs(now: number): number {
    return Math.max(
      this.#closedUntil - now,
      this.#lastSentAt + this.#paceMs - now,
      this.#requests?.waitMs(now) ?? 0,
      this.#tokens?.waitMs(now) ?? 0,
    )
  }

  #openIn(ms: number): void {
    if (this.#timer !== null) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#open()
    }, Math.ceil(ms))
  }
}
