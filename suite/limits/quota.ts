/** What a provider advertises of one of its limits in an answer's headers. */
export interface Quota {
  readonly limit: number
  readonly remaining: number
  /** Milliseconds until it is whole again. */
  readonly resetMs: number
}

/** Below this share of a limit requests are spread over the time that is left. */
const SCARCE = 0.1

/**
 * How far apart requests should be sent, so that what remains of a quota lasts until it is whole again; 0 while there is
 * plenty, and the whole time when nothing remains.
 *
 * @returns milliseconds
 * @example paceOf({ limit: 500, remaining: 10, resetMs: 6000 }) // 600
 */
export function paceOf({ limit, remaining, resetMs }: Quota): number {
  if (!(resetMs > 0) || remaining > SCARCE * limit) return 0
  return resetMs / Math.max(1, remaining)
}
