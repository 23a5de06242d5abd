import type { CaseResult } from '../suite/case-result.ts'

/** What passes through history about one batch. */
export interface BatchOutcome {
  readonly answered: number
  readonly errored: number
  /** Not asked, because the budget was spent; absent when none. */
  readonly skipped?: number
  /** Millionths of a US dollar, a whole number; absent when nothing is known to have cost anything. */
  readonly costMicroUsd?: number
}

/** Counts a batch's asks by how they ended, and what they cost. */
export function countOutcomes(results: readonly CaseResult[]): BatchOutcome {
  const count = (status: CaseResult['status']) => results.filter((result) => result.status === status).length
  const skipped = count('skipped')
  const costMicroUsd = Math.ceil(costOfResults(results) * 1e6)
  return {
    answered: count('answered'),
    errored: count('errored'),
    ...(skipped > 0 ? { skipped } : {}),
    ...(costMicroUsd > 0 ? { costMicroUsd } : {}),
  }
}

/** What answers cost, in US dollars; those from the cache cost nothing this time, and unknown costs count nothing. */
export function costOfResults(results: readonly CaseResult[]): number {
  return results.reduce(
    (sum, { answer }) => sum + (answer === null || answer.fromCache ? 0 : (answer.costUsd ?? 0)),
    0,
  )
}
