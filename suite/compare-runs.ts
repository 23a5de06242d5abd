import type { Tags } from './case.ts'
import type { CaseResult } from './case-result.ts'
import { type JudgedScore, passes } from './passes.ts'

/** What comparing two runs needs of one result. `scores` holds a score or a value a scorer, `null` where it is unscored. */
export interface PassRow {
  readonly caseId: string
  /** From 1; absent means 1. */
  readonly epoch?: number
  /** Of `inputDigest`: where it differs, the case is not the same any more. */
  readonly inputDigest: string
  readonly tags: Tags
  readonly status: CaseResult['status']
  readonly scores: Readonly<Record<string, JudgedScore | number | null>>
}

/** The results of one run, in any order. */
export type PassTable = readonly PassRow[]

/** Cases scored in both runs. n10: passed in the base and fails in the head; n01 the other way. */
export interface PairedTable {
  readonly n11: number
  readonly n10: number
  readonly n01: number
  readonly n00: number
}

/** One scorer over the pairs, with the cases that changed sides. */
interface PairedScorer {
  readonly name: string
  readonly table: PairedTable
  /** Ids of the cases behind n10 and n01, in the head's order. */
  readonly lost: readonly string[]
  readonly gained: readonly string[]
}

export interface ComparedRuns {
  /**
   * `both`, `onlyBase` and `onlyHead` add up to all cases. Of those in both, left out of every pair are `changed`
   * (another input or expected answer), else `errored` (no output in one run or both); and of some pairs `unscored`
   * (a scorer of both runs gave no value in one or both).
   */
  readonly cases: {
    readonly both: number
    readonly onlyBase: number
    readonly onlyHead: number
    readonly changed: number
    readonly errored: number
    readonly unscored: number
  }
  /** Every scorer of either run, the head's order first. One that only one run has makes no pairs. */
  readonly scorers: readonly PairedScorer[]
}

/**
 * Which cases changed sides between two runs of one suite? Paired by case and epoch, over what was scored in both,
 * so an error on one side never makes a flip.
 *
 * @throws RangeError when a run holds a case's epoch twice
 * @example compareRuns(base, head).scorers[0]?.table // {n11: 382, n10: 360, n01: 76, n00: 501}
 */
export function compareRuns(base: PassTable, head: PassTable): ComparedRuns {
  const baseRows = byCase(base, 'base')
  const headRows = byCase(head, 'head')
  const names = scorerNames(head).union(scorerNames(base))
  const shared = scorerNames(head).intersection(scorerNames(base))
  const cases = { both: 0, onlyBase: 0, onlyHead: 0, changed: 0, errored: 0, unscored: 0 }
  const pairs: Pair[] = []
  for (const [key, row] of headRows) {
    const before = baseRows.get(key)
    if (before === undefined) {
      cases.onlyHead += 1
      continue
    }
    cases.both += 1
    const ending = endOfPair([before, row], shared)
    if (ending !== 'paired') cases[ending] += 1
    if (ending === 'paired' || ending === 'unscored') pairs.push([before, row])
  }
  cases.onlyBase = baseRows.size - cases.both
  return { cases, scorers: [...names].map((name) => pairScorer(name, pairs)) }
}

type Pair = readonly [base: PassRow, head: PassRow]

function byCase(rows: PassTable, run: string): Map<string, PassRow> {
  const found = new Map<string, PassRow>()
  for (const row of rows) {
    const key = `${row.epoch ?? 1} ${row.caseId}`
    if (found.has(key)) {
      throw new RangeError(
        `Cannot compare runs: the ${run} holds case ${JSON.stringify(row.caseId)}, epoch ${row.epoch ?? 1}, twice; expected once. Read each result file once.`,
      )
    }
    found.set(key, row)
  }
  return found
}

function scorerNames(rows: PassTable): Set<string> {
  const names = new Set<string>()
  for (const row of rows) for (const name of Object.keys(row.scores)) names.add(name)
  return names
}

function endOfPair(pair: Pair, shared: ReadonlySet<string>): 'changed' | 'errored' | 'unscored' | 'paired' {
  if (pair[0].inputDigest !== pair[1].inputDigest) return 'changed'
  if (pair.some((row) => row.status !== 'answered')) return 'errored'
  const isUnscored = (name: string) => pair.some((row) => passedIn(row, name) === null)
  return [...shared].some(isUnscored) ? 'unscored' : 'paired'
}

function passedIn(row: PassRow, name: string): boolean | null {
  return Object.hasOwn(row.scores, name) ? passes(row.scores[name]) : null
}

function pairScorer(name: string, pairs: readonly Pair[]): PairedScorer {
  const cells = { n11: [] as string[], n10: [] as string[], n01: [] as string[], n00: [] as string[] }
  for (const [base, head] of pairs) {
    const before = passedIn(base, name)
    const after = passedIn(head, name)
    if (before !== null && after !== null) cells[cellOf(before, after)].push(head.caseId)
  }
  const { n11, n10, n01, n00 } = cells
  const table = { n11: n11.length, n10: n10.length, n01: n01.length, n00: n00.length }
  return { name, table, lost: n10, gained: n01 }
}

function cellOf(before: boolean, after: boolean): keyof PairedTable {
  if (before) return after ? 'n11' : 'n10'
  return after ? 'n01' : 'n00'
}
