import type { Tags } from './case.ts'
import type { CaseResult } from './case-result.ts'
import { compareRuns } from './compare-runs.ts'
import { flakyCases } from './epochs/flaky-cases.ts'
import { reduceRows } from './epochs/reduce-rows.ts'
import type { PassRow, PassTable } from './pass-table.ts'
import { passes } from './passes.ts'

/** The results of one run, and how the epochs of a case become one. */
export interface RunRows {
  readonly rows: PassTable
  readonly reducer: string
}

/** How a case ended in one run, over its epochs. */
export interface CaseEnding {
  readonly status: CaseResult['status']
  /** In the order of the scorers; null where a scorer gave no value. */
  readonly passed: readonly (boolean | null)[]
}

/** What became of one case, in one run or from one to the other. `lost`, `gained` and `flaky` name scorers. */
export interface CaseOutcome {
  readonly caseId: string
  readonly tags: Tags
  readonly group: string | null
  /** Null where only the base has the case. */
  readonly head: CaseEnding | null
  /** Null where the base lacks the case, or there is none. */
  readonly base: CaseEnding | null
  /** It asks or expects something else than in the base, so that no scorer compares it. */
  readonly isChanged: boolean
  /** Passed in the base and fails now; `gained` the other way. */
  readonly lost: readonly string[]
  readonly gained: readonly string[]
  /** Its epochs disagree, in either run. */
  readonly flaky: readonly string[]
}

/**
 * What became of each case? The head's cases in its order, then those that only the base has.
 * Regressions are those of `compareRuns`: a case that errored or was edited is none.
 *
 * @param scorers  of both runs, in the order of `passed`
 */
export function caseOutcomes(head: RunRows, base: RunRows | null, scorers: readonly string[]): CaseOutcome[] {
  const [now, before] = [reducedById(head), reducedById(base)]
  const flips = flipsOf([...before.values()], [...now.values()])
  const flaky = flakyIn([head, ...(base === null ? [] : [base])], scorers)
  return [...new Set([...now.keys(), ...before.keys()])].map((caseId) => {
    const [row, old] = [now.get(caseId), before.get(caseId)]
    const { tags, group = null } = (row ?? old)!
    return {
      caseId,
      tags,
      group,
      head: endingOf(row, scorers),
      base: endingOf(old, scorers),
      isChanged: row !== undefined && old !== undefined && row.inputDigest !== old.inputDigest,
      lost: flips.lost.get(caseId) ?? [],
      gained: flips.gained.get(caseId) ?? [],
      flaky: flaky.get(caseId) ?? [],
    }
  })
}

function reducedById(run: RunRows | null): Map<string, PassRow> {
  const rows = run === null ? [] : reduceRows(run.rows, run.reducer)
  return new Map(rows.map((row) => [row.caseId, row]))
}

function flipsOf(base: PassTable, head: PassTable) {
  const { scorers } = compareRuns(base, head)
  const by = (side: 'lost' | 'gained') =>
    namesByCase(scorers.flatMap((scorer) => scorer[side].map((caseId) => [caseId, scorer.name] as const)))
  return { lost: by('lost'), gained: by('gained') }
}

function flakyIn(runs: readonly RunRows[], scorers: readonly string[]): Map<string, string[]> {
  return namesByCase(
    runs.flatMap(({ rows }) =>
      flakyCases(rows, scorers).map(({ caseId, scorer }) => [caseId, scorer] as const),
    ),
  )
}

function namesByCase(pairs: readonly (readonly [caseId: string, scorer: string])[]): Map<string, string[]> {
  const names = new Map<string, string[]>()
  for (const [caseId, scorer] of pairs) {
    const known = names.get(caseId) ?? []
    if (!known.includes(scorer)) names.set(caseId, [...known, scorer])
  }
  return names
}

function endingOf(row: PassRow | undefined, scorers: readonly string[]): CaseEnding | null {
  if (row === undefined) return null
  const passed = scorers.map((name) => (Object.hasOwn(row.scores, name) ? passes(row.scores[name]) : null))
  return { status: row.status, passed }
}
