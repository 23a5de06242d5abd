/**
 * The empirical distribution of one numeric feature: distinct finite values ascending, and how often each was seen.
 * Integer counts, so merging partitions is exact in any order.
 */
export interface NumericSummary {
  readonly type: 'numeric'
  readonly feature: string
  readonly slice: string
  readonly values: Float64Array
  readonly counts: Float64Array
  readonly missing: number
  /** How many values were infinite; they are counted, never part of the distribution. */
  readonly infinite: number
}

/** How often each category of one feature was seen; categories in code-point order. */
export interface CategoricalSummary {
  readonly type: 'categorical'
  readonly feature: string
  readonly slice: string
  readonly categories: readonly string[]
  readonly counts: Float64Array
  readonly missing: number
}

/** Mergeable numbers of one feature in one slice of one window. */
export type Summary = NumericSummary | CategoricalSummary

/** The slice that holds everything. */
export const EVERYTHING = 'all'

/** How many values (missing and infinite ones left out) a summary counts. */
export function summarySize(summary: Summary): number {
  let n = 0
  for (const count of summary.counts) n += count
  return n
}
