import { wilson } from '../stats/wilson.ts'
import type { CaseResult } from './case-result.ts'
import { type JudgedScore, passes } from './passes.ts'

/** What of a result is added up: of a `CaseResult`, or of a row of a run that was read back, with bare values. */
interface EndedCase {
  readonly caseId: string
  readonly status: CaseResult['status']
  readonly scores: Readonly<Record<string, JudgedScore | number | null>>
}

/** How a run's results ended. Every result is in exactly one of the four. */
interface RunCounts {
  /** Answered, and at least one scorer gave a value. */
  readonly scored: number
  /** No output: an error instead. */
  readonly errored: number
  /** Answered, but no scorer could judge it. */
  readonly unscored: number
  /** Not asked. */
  readonly skipped: number
}

/** One scorer over a run; `n` counts the outputs it gave a value. Without any, rate and interval are `null`. */
interface ScorerSummary {
  readonly name: string
  readonly passed: number
  readonly n: number
  readonly passRate: number | null
  /** Wilson's at 95 %. */
  readonly interval: { readonly lower: number; readonly upper: number } | null
}

/** A run in numbers: the core of `eval --json`. */
export interface RunSummary {
  /** Different cases; with several epochs fewer than the counts add up to. */
  readonly cases: number
  readonly counts: RunCounts
  readonly scorers: readonly ScorerSummary[]
}

/**
 * What did a run come to? Errors and unscored outputs are counted apart and are never failures: a pass rate is over
 * the outputs that were scored.
 *
 * @param scorerNames  the run's scorers, in the order they are told in
 * @example summariseRun([], ['contains']).scorers // [{name: 'contains', passed: 0, n: 0, passRate: null, interval: null}]
 */
export function summariseRun(results: readonly EndedCase[], scorerNames: readonly string[]): RunSummary {
  const counts = { scored: 0, errored: 0, unscored: 0, skipped: 0 }
  for (const result of results) counts[endOf(result)] += 1
  return {
    cases: new Set(results.map((result) => result.caseId)).size,
    counts,
    scorers: scorerNames.map((name) => summariseScorer(results, name)),
  }
}

function endOf({ status, scores }: EndedCase): keyof RunCounts {
  if (status !== 'answered') return status
  return Object.values(scores).some((score) => passes(score) !== null) ? 'scored' : 'unscored'
}

function summariseScorer(results: readonly EndedCase[], name: string): ScorerSummary {
  const judged = results
    .filter(({ status }) => status === 'answered')
    .map(({ scores }) => (Object.hasOwn(scores, name) ? passes(scores[name]) : null))
    .filter((passed) => passed !== null)
  const n = judged.length
  const passed = judged.filter(Boolean).length
  if (n === 0) return { name, passed, n, passRate: null, interval: null }
  return { name, passed, n, passRate: passed / n, interval: wilson(passed, n, 0.95) }
}
