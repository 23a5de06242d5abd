import { clusterShare } from '../stats/cluster-share.ts'
import { wilson } from '../stats/wilson.ts'
import { type EpochRow, reduceRows } from './epochs/reduce-rows.ts'
import { passes } from './passes.ts'

/** Of the intervals. */
const LEVEL = 0.95

/** What of a result is added up: of a `CaseResult`, or of a row of a run that was read back, with bare values. */
export interface EndedCase extends EpochRow {
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
  const tally = new RunTally(reducer)
  for (const epochs of Map.groupBy(results, ({ caseId }) => caseId).values()) tally.add(epochs)
  return tally.summary(scorerNames)
}

/** Adds a run up case by case, as `summariseRun` does of all at once; it holds no case. */
export class RunTally {
  readonly #reducer: string
  readonly #counts = { scored: 0, errored: 0, unscored: 0, skipped: 0 }
  readonly #scorers = new Map<string, ScorerTally>()
  #cases = 0

  /** @param reducer  how a case's epochs become one value */
  constructor(reducer: string) {
    this.#reducer = reducer
  }

  /** Results so far, epochs and all. */
  get rows(): number {
    const { scored, errored, unscored, skipped } = this.#counts
    return scored + errored + unscored + skipped
  }

  /** Scorers so far, in the order in which they came. */
  get scorerNames(): string[] {
    return [...this.#scorers.keys()]
  }

  /** @param epochs all results of one case */
  add(epochs: readonly EndedCase[]): void {
    this.#cases += 1
    for (const result of epochs) {
      this.#counts[endOf(result)] += 1
      for (const name of Object.keys(result.scores))
        if (!this.#scorers.has(name)) this.#scorers.set(name, new ScorerTally())
    }
    for (const { status, group, scores } of reduceRows(epochs, this.#reducer)) {
      if (status !== 'answered') continue
      for (const [name, score] of Object.entries(scores)) this.#scorers.get(name)?.add(score, group ?? null)
    }
  }

  /** @param scorerNames  the scorers to tell of, in their order; those that came unless given */
  summary(scorerNames: readonly string[] = this.scorerNames): RunSummary {
    return {
      cases: this.#cases,
      counts: { ...this.#counts },
      scorers: scorerNames.map((name) => (this.#scorers.get(name) ?? new ScorerTally()).summary(name)),
    }
  }
}

function endOf({ status, scores }: EndedCase): keyof RunCounts {
  if (status !== 'answered') return status
  return Object.values(scores).some((score) => passes(score) !== null) ? 'scored' : 'unscored'
}

/** One scorer, added up. Of cases that share a group it holds a count a group, of the others nothing. */
class ScorerTally {
  readonly #groups = new Map<string, { passed: number; n: number }>()
  readonly #alone = { passed: 0, n: 0 }
  #sum = 0

  add(score: EndedCase['scores'][string] | undefined, group: string | null): void {
    const passed = passes(score)
    const value = typeof score === 'object' && score !== null ? score.value : (score ?? null)
    if (passed === null || value === null) return
    const cluster = group === null ? this.#alone : (this.#groups.get(group) ?? { passed: 0, n: 0 })
    if (group !== null) this.#groups.set(group, cluster)
    cluster.n += 1
    if (passed) cluster.passed += 1
    this.#sum += value
  }

  summary(name: string): ScorerSummary {
    const groups = [...this.#groups.values()]
    const n = groups.reduce((sum, group) => sum + group.n, this.#alone.n)
    const passed = groups.reduce((sum, group) => sum + group.passed, this.#alone.passed)
    if (n === 0) return { name, passed, n, passRate: null, mean: null, interval: null }
    return { name, passed, n, passRate: passed / n, mean: this.#sum / n, interval: this.#interval(passed, n) }
  }

  #interval(passed: number, n: number): ScorerSummary['interval'] {
    const { groups, alone } = { groups: [...this.#groups.values()], alone: this.#alone }
    if (groups.length + alone.n === n) return wilson(passed, n, LEVEL)
    const shares = Float64Array.from([
      ...groups.map((group) => group.passed / group.n),
      ...Array.from({ length: alone.n }, (_, place) => (place < alone.passed ? 1 : 0)),
    ])
    const weights = new Float64Array(shares.length).fill(1)
    groups.forEach((group, place) => {
      weights[place] = group.n
    })
    const { lower, upper } = clusterShare({ shares, weights, observations: n }, LEVEL)
    return { lower, upper }
  }
}
