import type { Score } from './case-result.ts'

/** A score without its reason, as a run's files give it back: `passed` may be null there. */
export interface JudgedScore {
  readonly value: Score['value']
  readonly passed?: boolean | null
}

/** From which value on an output passes, where its scorer has no mark of its own. */
const PASS_MARK = 0.5

/**
 * Does a score pass? Null when there is no value.
 *
 * @example passes({ value: 0.7, passed: false }) // false
 */
export function passes(score: JudgedScore | number | null | undefined): boolean | null {
  const { value, passed } =
    typeof score === 'object' && score !== null ? score : { value: score ?? null, passed: null }
  return value === null ? null : (passed ?? value >= PASS_MARK)
}
