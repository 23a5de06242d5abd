import type { SplitOptions } from '../stats/permutation-test.ts'
import type { Family } from './comparison.ts'
import type { PairedUnitRows } from './unit-rows.ts'

/** What a comparison is made for and how it is judged. */
export interface CompareOptions {
  readonly family: Family
  /** What is compared: a feature (`latency_ms`), or `quality.<scorer>`. */
  readonly check: string
  /** Names the night, so that a retry draws the same random numbers; check and slice are added to it. */
  readonly seed: string
  /** Confidence of the interval, in (0, 1); default 0.95. */
  readonly level?: number
  /** Smallest difference worth telling, in the effect's unit; default 0.10: one in ten answers is placed otherwise. */
  readonly minimumEffect?: number
  /**
   * Smallest n a side for a verdict; default 30: with fewer, Cliff's delta has a standard error above 0.15,
   * so that an estimate beyond the minimum effect of 0.10 says nothing.
   */
  readonly minimumN?: number
  /** By what either side's rows are to be thinned, where rows of one unit hang together and are not at hand; at least 1. */
  readonly thinning?: Thinning
  /** Another test's p-value takes the place of this one's, so that only the effect need be known well. */
  readonly isJudgedElsewhere?: boolean
  /** The rows behind the summaries, where rows of one cluster hang together or rows are weighted. */
  readonly units?: PairedUnitRows
}

/** So many rows of either side tell as much as one independent one: a design effect. */
export interface Thinning {
  readonly reference: number
  readonly current: number
}

/** An asymptotic p-value below this is given as this: 0 would claim certainty, which no sample gives. */
export const SMALLEST_P = 1e-300

/** So many random splits tell to a twentieth what an effect is on average when nothing differs. */
const SPLITS_FOR_EFFECT = 49

/** How random splits are drawn for these options. */
export function splitOptions({ level, isJudgedElsewhere }: ResolvedOptions): SplitOptions {
  return isJudgedElsewhere ? { level, most: SPLITS_FOR_EFFECT } : { level }
}

/** The options with their defaults filled in. */
export type ResolvedOptions = Required<Omit<CompareOptions, 'units' | 'thinning'>> &
  Pick<CompareOptions, 'units' | 'thinning'>

/** Fills in what was left out. */
export function resolveOptions(options: CompareOptions): ResolvedOptions {
  return { level: 0.95, minimumEffect: 0.1, minimumN: 30, isJudgedElsewhere: false, ...options }
}
