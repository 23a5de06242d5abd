import type { PairedTable } from '../stats/newcombe-paired.ts'

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

/** What two runs of one suite come to. */
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
