import type { PairedTable } from '../stats/newcombe-paired.ts'
import type { Tags } from './case.ts'
import type { CaseResult } from './case-result.ts'
import type { JudgedScore } from './passes.ts'
import { RunsTally } from './runs-tally.ts'

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
  const tally = new RunsTally()
  for (const [key, row] of headRows) tally.add(baseRows.get(key), row, unitOf(row))
  for (const [key, row] of baseRows) if (!headRows.has(key)) tally.add(row, undefined)
  return tally.compared()
}

/** Epochs of one case hang together too. */
function unitOf({ caseId }: PassRow): string {
  return `case ${caseId}`
}

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
