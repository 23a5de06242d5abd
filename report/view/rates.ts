import { pairedChange, pairsOf } from '../../stats/paired-change.ts'
import { compareRuns } from '../../suite/compare-runs.ts'
import { reduceRows } from '../../suite/epochs/reduce-rows.ts'
import type { PassTable } from '../../suite/pass-table.ts'
import { sliceRows, slicesOf } from '../../suite/slices.ts'
import type { RunView, ViewedRun } from './run-view.ts'

/** A share with its interval, all in [0, 1]; of a change in [−1, 1]. */
interface Estimate {
  readonly value: number
  readonly lower: number
  readonly upper: number
}

/** A pass rate over the cases that a run scored. */
export interface Rate extends Estimate {
  readonly passed: number
  readonly n: number
}

/** How a pass rate changed over the cases that both runs scored. */
interface Change extends Estimate {
  readonly pairs: number
  /** Cases that passed in the base only; `fixed` in the head only. */
  readonly regressed: number
  readonly fixed: number
}

/** One scorer, over all cases or in one slice. What a run did not score is null. */
export interface RateRow {
  readonly scorer: string
  /** Null over all cases. */
  readonly slice: string | null
  readonly head: Rate | null
  readonly base: Rate | null
  readonly change: Change | null
}

const LEVEL = 0.95

/**
 * The pass rates of a run by scorer: over all cases, then in each of the head's slices, the worst first (the largest drop;
 * without a base the lowest rate). Each interval is at 95 % by itself.
 */
export function rateRows(view: RunView): RateRow[] {
  const { head, base, scorers } = view
  const [now, before] = [reduced(head), reduced(base)]
  const slices = slicesOf(head.rows)
  const all = scorersIn(view, null, changesOf(before, now))
  const sliced = slices.map((slice) =>
    scorersIn(view, slice.name, changesOf(sliceRows(before, slice), sliceRows(now, slice))),
  )
  return scorers.flatMap((_, place) => [
    all[place]!,
    ...sliced.flatMap((rows) => rows[place] ?? []).sort((a, b) => badness(b) - badness(a)),
  ])
}

function reduced(run: ViewedRun | null): PassTable {
  return run === null ? [] : reduceRows(run.rows, run.reducer)
}

function badness({ head, change }: RateRow): number {
  return change === null ? 1 - (head?.value ?? 2) - 2 : -change.value
}

function scorersIn(
  { head, base, scorers }: RunView,
  slice: string | null,
  changes: ReadonlyMap<string, Change>,
): RateRow[] {
  return scorers.map((scorer) => ({
    scorer,
    slice,
    head: rateOf(head, scorer, slice),
    base: base && rateOf(base, scorer, slice),
    change: base && (changes.get(scorer) ?? null),
  }))
}

function rateOf({ summary }: ViewedRun, scorer: string, slice: string | null): Rate | null {
  const scorers =
    slice === null ? summary.scorers : summary.slices?.find(({ name }) => name === slice)?.scorers
  const found = scorers?.find(({ name }) => name === scorer)
  if (!found || found.passRate === null || found.interval === null) return null
  const { passed, n, passRate, interval } = found
  return { value: passRate, ...interval, passed, n }
}

function changesOf(base: PassTable, head: PassTable): ReadonlyMap<string, Change> {
  const changes = compareRuns(base, head).scorers.flatMap(({ name, table, groups }) => {
    const { change } = pairedChange({ table, clusters: groups }, LEVEL)
    if (change === null) return []
    const { n10: regressed, n01: fixed } = table
    const { lower, upper } = change.interval
    return [[name, { value: change.value, lower, upper, pairs: pairsOf(table), regressed, fixed }] as const]
  })
  return new Map(changes)
}
