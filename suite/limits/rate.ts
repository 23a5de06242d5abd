/** So much of an unused minute may be used at once: providers count by the second, too. */
const BURST_MS = 1000

/**
 * A rate a minute, spread evenly: the generic cell rate algorithm (ITU-T I.371) with a burst of a second's worth, and of
 * one unit at least.
 */
export class Rate {
  readonly #msAUnit: number
  #usedUpAt = Number.NEGATIVE_INFINITY

  /** @param perMinute units a minute, more than 0 */
  constructor(perMinute: number) {
    this.#msAUnit = 60_000 / perMinute
  }

  /** How long until another unit may be used, in milliseconds; 0 when it may be used now. */
  waitMs(now: number): number {
    return Math.max(0, this.#usedUpAt - now - Math.max(0, BURST_MS - this.#msAUnit))
  }

  /** Uses units, or gives back what was used too much (below 0). */
  use(units: number, now: number): void {
    this.#usedUpAt = Math.max(this.#usedUpAt, now) + units * this.#msAUnit
  }
}
