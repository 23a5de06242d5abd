import type { CaseResult } from '../suite/case-result.ts'

/** What passes through history about one batch. */
export interface BatchOutcome {
  readonly answered: number
  readonly errored: number
}

/** Counts a batch's cases by whether they were answered. */
export function countOutcomes(results: readonly CaseResult[]): BatchOutcome {
  const answered = results.filter((result) => result.status === 'answered').length
  return { answered, errored: results.length - answered }
}
