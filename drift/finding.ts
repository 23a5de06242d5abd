import type { Direction, JudgedComparison } from './comparison.ts'

/** One text shown with a finding. Written by strangers: escape or fence it wherever it goes. Already redacted. */
export interface Example {
  /** Case id or record id. */
  readonly id: string
  readonly input: string
  readonly output: string | null
  readonly expected: string | null
  /** Why it is shown: `passed in the baseline, fails now`. */
  readonly why: string
}

/**
 * A comparison worth telling: significant after correction and beyond its minimum effect and not accepted.
 * `fingerprint` (16 hex digits of suite, check, slice and direction) is the same every night the finding lasts.
 */
export interface Finding {
  readonly fingerprint: string
  readonly suite: string
  readonly night: string
  readonly direction: Direction
  /**
   * One line: `Pass rate of numeric fell by 11.3 points (94.0 % → 82.7 %)`. A topic's has strangers' words in it, of
   * letters, digits and few signs: escape it.
   */
  readonly title: string
  /** Sentences that say where it comes from: the slices or categories that carry most of the difference. */
  readonly where: readonly string[]
  readonly comparison: JudgedComparison
  readonly examples: readonly Example[]
}
