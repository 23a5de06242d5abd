/**
 * How long one case may be asked, over all of its attempts and the waits between them. What it waits for its turn among
 * other cases does not count: a slow rate is no fault of the case.
 */
export class CaseTime {
  readonly totalMs: number
  #spentMs = 0

  /** @param totalMs infinite for no limit */
  constructor(totalMs: number) {
    this.totalMs = totalMs
  }

  /** Milliseconds, at least 0. */
  get leftMs(): number {
    return Math.max(0, this.totalMs - this.#spentMs)
  }

  /** So much was spent. */
  use(ms: number): void {
    this.#spentMs += ms
  }
}
