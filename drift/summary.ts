import { remembered } from '../stats/remembered.ts'
import { total } from '../stats/two-samples.ts'
import type { Gaps } from './gaps.ts'

/**
 * One numeric feature: how often each anchor value was seen, and what lies in the open gaps between anchors.
 * Over the grid `every value` each value is an anchor of its own and no gap holds anything: the exact distribution.
 * Counts and sums are whole numbers, so merging partitions is exact in any order.
 */
export interface NumericSummary {
  readonly type: 'numeric'
  readonly feature: string
  readonly slice: string
  /** Names the anchors; only summaries over the same ones can be merged. */
  readonly grid: string
  /** Anchors that were seen: finite, ascending, distinct. */
  readonly values: Float64Array
  /** How often each of `values` was seen. */
  readonly counts: Float64Array
  readonly gaps: Gaps
  readonly missing: number
  /** How many values were infinite; they are counted, never part of the distribution. */
  readonly infinite: number
  /** Inner decile edges, where the summary was exact once and is not any more; they are anchors. Merging loses them. */
  readonly edges?: readonly number[]
  readonly weights?: NumericWeights
}

/** How often each category of one feature was seen; categories in code-point order. */
export interface CategoricalSummary {
  readonly type: 'categorical'
  readonly feature: string
  readonly slice: string
  readonly categories: readonly string[]
  readonly counts: Float64Array
  /** What is counted without its name, where there were too many names. */
  readonly other?: OtherCategories
  readonly missing: number
  readonly weights?: Weights
}

/** Categories that are counted together because there were too many to keep each by name. */
export interface OtherCategories {
  /** Names whose hash begins with at least so many zero bits are kept. */
  readonly bits: number
  readonly count: number
  readonly weight?: Weight
}

/** Mergeable numbers of one feature in one slice of one window. */
export type Summary = NumericSummary | CategoricalSummary

/**
 * What rows count for when each stands for 1 / `inclusion_probability` rows of the whole. Whole numbers of 2^-20, so
 * that they merge exactly as counts do.
 */
export interface Weights {
  /** Σ weight of each value or category, in the summary's order. */
  readonly counts: readonly bigint[]
  /** Σ weight² of each, in units of 2^-40: how exact a share is depends on which rows weigh how much. */
  readonly squares: readonly bigint[]
  readonly missing: Weight
}

/** Rows by weight. */
export interface Weight {
  /** Σ weight, in units of 2^-20. */
  readonly sum: bigint
  /** Σ weight², in units of 2^-40. */
  readonly squares: bigint
}

/** Weights of a numeric feature: also those of its gaps. */
export interface NumericWeights extends Weights {
  readonly gapCounts: readonly bigint[]
  readonly gapSquares: readonly bigint[]
  /** Σ weight · offset of each gap, in units of 2^-20 times the gap's own unit. */
  readonly gapSums: readonly bigint[]
  /** Σ weight of the infinite values, in units of 2^-20; there only where there are some. */
  readonly infinite?: bigint
}

/** What a weight of 1 is in `Weights`. */
export const WEIGHT_ONE = 2 ** 20

/** The grid on which every value is an anchor. */
export const EVERY_VALUE = 'every value'

/** The slice that holds everything. */
export const EVERYTHING = 'all'

/** How many values (missing and infinite ones left out) a summary counts. */
export const summarySize = remembered((summary: Summary): number => {
  const n = total(summary.counts)
  return n + (summary.type === 'numeric' ? total(summary.gaps.counts) : (summary.other?.count ?? 0))
})
