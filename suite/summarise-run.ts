import { clusterShare } from '../stats/cluster-share.ts'
import { wilson } from '../stats/wilson.ts'
import { type EpochRow, reduceRows } from './epochs/reduce-rows.ts'
import { passes } from './passes.ts'

/** Of the intervals. */
const LEVEL = 0.95

/** What of a result is added up: of a `CaseResult`, or of a row of a run that was read back, with bare values. */
interface EndedCase extends EpochRow {
  /** What cases share makes them hang together; each case stands alone where it is absent. */
  readonly group?: string | null
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

/** One scorer over a run; `n` counts the cases it gave a value. Without any, rate, mean and interval are `null`. */
interface ScorerSummary {
  readonly name: string
  readonly passed: number
  readonly n: number
  readonly passRate: number | null
  /** Of the values; the pass rate itself where they are only 0 and 1. */
  readonly mean: number | null
  /** At 95 %: Wilson's, or where cases share a group, that of `clusterShare`. */
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
 * the cases that were scored, each once, whatever its epochs.
 *
 * @param scorerNames  the run's scorers, in the order they are told in
 * @param reducer  how a case's epochs become one value
 * @example summariseRun([], ['contains']).scorers // [{name: 'contains', passed: 0, n: 0, passRate: null, mean: null, interval: null}]
 */
export function summariseRun(
  results: readonly EndedCase[],
  scorerNames: readonly string[],
  reducer = 'mean',
): RunSummary {
  const cases = reduceRows(results, reducer)
  const counts = { scored: 0, errored: 0, unscored: 0, skipped: 0 }
  for (const result of results) counts[endOf(result)] += 1
  return {
    cases: cases.length,
    counts,
    scorers: scorerNames.map((name) => summariseScorer(cases, name)),
  }
}

function endOf({ status, scores }: EndedCase): keyof RunCounts {
  if (status !== 'answered') return status
  return Object.values(scores).some((score) => passes(score) !== null) ? 'scored' : 'unscored'
}

function summariseScorer(cases: readonly EndedCase[], name: string): ScorerSummary {
  const judged = cases
    .filter(({ status }) => status === 'answered')
    .flatMap(({ caseId, group, scores }) =>
      judgedCase(Object.hasOwn(scores, name) ? scores[name] : null, group ?? caseId),
    )
  const n = judged.length
  const passed = judged.filter((one) => one.passed).length
  if (n === 0) return { name, passed, n, passRate: null, mean: null, interval: null }
  const mean = judged.reduce((sum, { value }) => sum + value, 0) / n
  return { name, passed, n, passRate: passed / n, mean, interval: intervalOf(judged, passed) }
}

interface JudgedCase {
  readonly value: number
  readonly passed: boolean
  readonly cluster: string
}

function judgedCase(score: EndedCase['scores'][string] | undefined, cluster: string): JudgedCase[] {
  const passed = passes(score)
  const value = typeof score === 'object' && score !== null ? score.value : (score ?? null)
  return passed === null || value === null ? [] : [{ value, passed, cluster }]
}

function intervalOf(judged: readonly JudgedCase[], passed: number): ScorerSummary['interval'] {
  const clusters = [...Map.groupBy(judged, ({ cluster }) => cluster).values()]
  if (clusters.length === judged.length) return wilson(passed, judged.length, LEVEL)
  const shares = clusters.map((cases) => cases.filter((one) => one.passed).length / cases.length)
  const weights = clusters.map(({ length }) => length)
  const { lower, upper } = clusterShare({ shares, weights, observations: judged.length }, LEVEL)
  return { lower, upper }
}
