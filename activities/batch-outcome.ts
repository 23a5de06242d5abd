import type { CaseResult } from '../suite/case-result.ts'
import { judgingOf } from '../suite/judge/judging.ts'

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

/** What results cost, target and judges, in US dollars; what came from the cache, and unknown costs, count nothing. */
export function costOfResults(results: readonly CaseResult[]): number {
  return results.reduce((sum, result) => {
    const asked = result.answer === null || result.answer.fromCache ? 0 : (result.answer.costUsd ?? 0)
    return sum + asked + (judgingOf(result).costUsd ?? 0)
  }, 0)
}
