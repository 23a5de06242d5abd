/**
 * Which question a comparison answers; levels and corrections are kept per family. Slow drift is what live against recent
 * live cannot see, because the recent nights drift along: traffic against nights that were frozen.
 */
export type Family = 'suite-against-baseline' | 'live-against-offline' | 'live-against-recent' | 'slow-drift'

interface Interval {
  readonly lower: number
  readonly upper: number
  readonly level: number
}

/**
 * How large the difference is. `value` is the plain estimate; `corrected` is what is left of it after the mean
 * it would have with no difference at all (0 for signed effects); verdicts use `corrected`.
 */
export interface Effect {
  readonly name:
    | 'cliffsDelta'
    | 'ks'
    | 'totalVariation'
    | 'passRateDifference'
    | 'uncoveredShare'
    | 'topicShare'
  readonly value: number
  readonly corrected: number
  readonly interval: Interval
}

/** What a chart needs: shares of both sides over the same bins or categories, or a paired 2 × 2 table. */
export type Distribution =
  | {
      readonly kind: 'numeric'
      /** `edges.length` is one more than the number of bins; shares add up to 1 a side. */
      readonly edges: readonly number[]
      readonly reference: readonly number[]
      readonly current: readonly number[]
      readonly quantiles: { readonly reference: Quantiles; readonly current: Quantiles }
      /** Told where medians say nothing; absent where they do, and in findings of earlier versions. */
      readonly means?: { readonly reference: number; readonly current: number }
    }
  | {
      readonly kind: 'categorical'
      readonly categories: readonly {
        readonly name: string
        readonly reference: number
        readonly current: number
      }[]
    }
  | {
      readonly kind: 'paired'
      /** n10: reference passed and current failed; n01 the other way. */
      readonly table: {
        readonly n11: number
        readonly n10: number
        readonly n01: number
        readonly n00: number
      }
    }

export interface Quantiles {
  readonly p5: number
  readonly p50: number
  readonly p95: number
}

/**
 * Reference against current for one check in one slice, before any verdict.
 * `effect` and `pValue` are `null` when they do not exist, with the reason in `notes`.
 */
export interface Comparison {
  readonly family: Family
  /** What is compared: a feature (`latency_ms`), or `quality.<scorer>`. */
  readonly check: string
  readonly slice: string
  readonly type: 'numeric' | 'categorical' | 'text' | 'paired'
  readonly n: { readonly reference: number; readonly current: number }
  readonly missing: { readonly reference: number; readonly current: number }
  readonly metrics: Readonly<Record<string, number | null>>
  readonly effect: Effect | null
  readonly pValue: number | null
  /** Already corrected for all checks of the family, where its test looks at them together; then nothing else corrects it. */
  readonly jointPValue?: number | null
  /** The test behind `pValue`, in words: `seeded permutation (999)`. */
  readonly test: string
  readonly minimumEffect: number
  /** Smallest n a side below which no verdict is given. */
  readonly minimumN: number
  readonly distribution: Distribution | null
  readonly notes: readonly string[]
}

/** `accepted`: larger than its minimum, and no larger than a person accepted. */
export type Verdict = 'same' | 'drifted' | 'accepted' | 'insufficient-data'

/** A comparison after the correction over its family, with the rule that decided. */
export interface JudgedComparison extends Comparison {
  readonly adjustedPValue: number | null
  /** The level its adjusted p-value was held against. */
  readonly alpha: number
  readonly verdict: Verdict
  readonly direction: Direction | null
  /** One sentence: which conditions held and which did not, with their numbers. */
  readonly rule: string
}

/** `up`: current is larger; `down`: smaller; `changed`: has no direction. */
export type Direction = 'up' | 'down' | 'changed'
