import { wilson } from './wilson.ts'

/** Some of all, counted. */
export interface Share {
  readonly some: number
  readonly all: number
}

/**
 * By how much do two shares of independent samples differ? Newcombe (1998), method 10 for independent proportions
 * ("hybrid score"): Wilson limits of both, joined.
 *
 * @param level confidence, in (0, 1)
 * @returns first − second with its interval, all in [-1, 1]
 * @throws RangeError when either sample is empty: decide that data is insufficient before calling
 * @example newcombeIndependent({some: 80, all: 100}, {some: 70, all: 100}, 0.95) // 0.1, [-0.02024936215301329, 0.21673435401778607]
 */
export function newcombeIndependent(
  first: Share,
  second: Share,
  level: number,
): { readonly difference: number; readonly lower: number; readonly upper: number } {
  if (!(first.all > 0 && second.all > 0))
    throw new RangeError(
      `Cannot compare two shares: of ${first.all} and of ${second.all}; expected at least 1 each.`,
    )
  const a = wilson(first.some, first.all, level)
  const b = wilson(second.some, second.all, level)
  const p = first.some / first.all
  const q = second.some / second.all
  return {
    difference: p - q,
    lower: Math.max(-1, p - q - Math.hypot(p - a.lower, b.upper - q)),
    upper: Math.min(1, p - q + Math.hypot(a.upper - p, q - b.lower)),
  }
}
