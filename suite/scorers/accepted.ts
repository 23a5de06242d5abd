import type { Expected } from '../case.ts'
import type { Score } from '../case-result.ts'

/**
 * The answers a text scorer may accept, or the score that says why there are none.
 * An object is no text, and no answer is no wrong answer: both leave the output unscored.
 */
export function acceptedAnswers(expected: Expected | undefined): readonly string[] | Score {
  if (expected === undefined) return unscored('no expected answer')
  if (typeof expected === 'string') return [expected]
  if (!isList(expected)) return unscored('the expected answer is an object, not a text')
  return expected.length === 0 ? unscored('no expected answer') : expected
}

/** A score without a value; the reason is shown to people and never quotes the output. */
export function unscored(reason: string): Score {
  return { value: null, reason }
}

/** 1 when the claim holds, else 0, with the reason where one helps. */
export function passOrFail(passes: boolean, reason?: string): Score {
  return passes || reason === undefined ? { value: passes ? 1 : 0 } : { value: 0, reason }
}

/** Whether `acceptedAnswers` gave answers rather than a score. */
export function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value)
}
