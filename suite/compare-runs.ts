import type { PairedTable } from '../stats/newcombe-paired.ts'
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
  /** What cases share that are not independent of each other; null or absent where it stands alone. */
  readonly group?: string | null
  readonly status: CaseResult['status']
  readonly scores: Readonly<Record<string, JudgedScore | number | null>>
}

/** The results of one run, in any order. */
export type PassTable = readonly PassRow[]

/** One scorer over the pairs, with the cases that changed sides. */
interface PairedScorer {
  readonly name: string
  /** Cases scored in both runs. n10: passed in the base and fails in the head; n01 the other way. */
  readonly table: PairedTable
  /** The table of each group of cases, where pairs hang together: cases of one group, or epochs of one case. */
  readonly groups?: readonly PairedTable[]
  /** Ids of the cases behind n10 and n01, in the head's order. */
  readonly lost: readonly string[]
  readonly gained: readonly string[]
  /** By how much values changed, summed over what hangs together; absent where all values are 0 or 1. */
  readonly valueChanges?: readonly number[]
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
  const outcomes = pairs.flatMap(([base, head]) => {
    const [before, after] = [passedIn(base, name), passedIn(head, name)]
    if (before === null || after === null) return []
    return [
      { head, cell: cellOf(before, after), values: [valueIn(base, name), valueIn(head, name)] as const },
    ]
  })
  const idsOf = (cell: keyof PairedTable) =>
    outcomes.filter((one) => one.cell === cell).map(({ head }) => head.caseId)
  const groups = [...Map.groupBy(outcomes, ({ head }) => unitOf(head)).values()]
  const isGraded = outcomes.some(({ values }) => values.some((value) => value !== 0 && value !== 1))
  return {
    name,
    table: tableOf(outcomes),
    ...(groups.length < outcomes.length && { groups: groups.map(tableOf) }),
    lost: idsOf('n10'),
    gained: idsOf('n01'),
    ...(isGraded && { valueChanges: groups.map(valueChange) }),
  }
}

function valueIn(row: PassRow, name: string): number {
  const score = row.scores[name]
  return (typeof score === 'object' && score !== null ? score.value : score) ?? 0
}

function valueChange(pairs: readonly { readonly values: readonly [base: number, head: number] }[]): number {
  return pairs.reduce((sum, { values: [base, head] }) => sum + head - base, 0)
}

/** Epochs of one case hang together too. */
function unitOf({ group, caseId }: PassRow): string {
  return group === undefined || group === null ? `case ${caseId}` : `group ${group}`
}

function tableOf(outcomes: readonly { readonly cell: keyof PairedTable }[]): PairedTable {
  const table = { n11: 0, n10: 0, n01: 0, n00: 0 }
  for (const { cell } of outcomes) table[cell] += 1
  return table
}

function cellOf(before: boolean, after: boolean): keyof PairedTable {
  if (before) return after ? 'n11' : 'n10'
  return after ? 'n01' : 'n00'
}
