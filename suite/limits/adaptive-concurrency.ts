/** From here a new provider is tried; with no complaint it doubles a round. */
const FIRST = 10

/**
 * How many requests a provider takes at once, found by trying: one more for each answer until it complains of too many
 * (HTTP 429), then half as many, and from there one more a round (additive increase, multiplicative decrease; Chiu and
 * Jain 1989). It grows only while all that is allowed is in flight, and never beyond `most`.
 */
export class AdaptiveConcurrency {
  readonly #most: number
  #allowed: number
  #isDoubling = true
  #answers = 0
  #cutAt = Number.NEGATIVE_INFINITY

  /** @param most at least 1 */
  constructor(most: number) {
    this.#most = most
    this.#allowed = Math.min(FIRST, most)
  }

  /** Requests that may be in flight now, at least 1. */
  get allowed(): number {
    return this.#allowed
  }

  /** A request was answered, or refused for a reason of its own, while so many were in flight, this one among them. */
  answered(inFlight: number): void {
    if (inFlight < this.#allowed || this.#allowed >= this.#most) return
    this.#answers += 1
    if (!this.#isDoubling && this.#answers < this.#allowed) return
    this.#answers = 0
    this.#allowed += 1
  }

  /** A request was refused as one too many; those sent before the last cut tell nothing new. Times in milliseconds. */
  refused({ sentAt, now }: { readonly sentAt: number; readonly now: number }): void {
    if (sentAt < this.#cutAt) return
    this.#cutAt = now
    this.#isDoubling = false
    this.#answers = 0
    this.#allowed = Math.max(1, Math.floor(this.#allowed / 2))
  }
}
