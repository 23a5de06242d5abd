import type { CaseResult } from '../case-result.ts'

/** What judging took, beside answering. */
export interface Judging {
  /** US dollars, where they are known; null when none is. */
  readonly costUsd: number | null
  /** Input and output together. */
  readonly tokens: number
}

/** What the judges of one result took this time; what they remembered took nothing. */
export function judgingOf({ scores }: Pick<CaseResult, 'scores'>): Judging {
  const judged = Object.values(scores).flatMap(({ judge }) =>
    judge === undefined || judge.fromCache ? [] : [judge],
  )
  const costs = judged.flatMap(({ costUsd }) => (costUsd === null ? [] : [costUsd]))
  return {
    costUsd: costs.length === 0 ? null : costs.reduce((sum, cost) => sum + cost, 0),
    tokens: judged.reduce((sum, { tokens }) => sum + (tokens === null ? 0 : tokens.input + tokens.output), 0),
  }
}
