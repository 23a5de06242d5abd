import type { JudgedComparison } from '../drift/comparison.ts'
import type { CoverageSummary } from '../drift/coverage/coverage-summary.ts'
import type { Delivery } from '../drift/delivery.ts'
import type { Finding } from '../drift/finding.ts'

export type Outcome = 'complete' | 'degraded' | 'failed' | 'cancelled'

/** How one stage of the night ended; `detail` is a sentence a person can act on when it is not `done`. */
export interface StageReport {
  readonly name: 'suite' | 'traffic' | 'scoring' | 'compare' | 'issues' | 'report' | 'mail'
  readonly status: 'done' | 'skipped' | 'failed' | 'cancelled'
  readonly seconds: number
  readonly detail: string
}

/** One scorer's pass rate over the night's run; `interval` is Wilson's at 95 %. */
export interface ScorerReport {
  readonly name: string
  readonly passed: number
  readonly n: number
  readonly passRate: number | null
  readonly interval: { readonly lower: number; readonly upper: number } | null
}

/** A sample of the night's requests, scored by the scorers that need no expected answer. */
export interface TrafficScoring {
  /** Requests that a scorer gave a value, that none could judge, and that the budget did not reach. */
  readonly counts: { readonly scored: number; readonly unscored: number; readonly skipped: number }
  readonly scorers: readonly ScorerReport[]
  /** Of the models that judged; null where no cost is known. */
  readonly cost: { readonly usd: number | null; readonly tokens: number }
  /** Null for no limit. */
  readonly budgetUsd: number | null
}

/** Everything the report page, the mail and the terminal say about one night. Plain data, made by one activity. */
export interface NightReport {
  readonly suite: string
  readonly night: string
  readonly revision: number
  readonly outcome: Outcome
  /** What is missing, most important first; empty when complete. */
  readonly missing: readonly string[]
  /** Facts a person should see that are not findings (an earlier night did not happen; a new model id). */
  readonly facts: readonly string[]
  readonly stages: readonly StageReport[]
  readonly run: {
    readonly target: string
    readonly cases: number
    readonly counts: {
      readonly scored: number
      readonly errored: number
      readonly unscored: number
      readonly skipped: number
    }
    readonly scorers: readonly ScorerReport[]
    /** In US dollars, null where nothing is known to have cost any; absent in runs of earlier versions. */
    readonly cost?: {
      readonly usd: number | null
      readonly judges: { readonly usd: number | null }
    }
    /** Name and time of the accepted baseline, or null when none is accepted yet. */
    readonly baseline: string | null
  } | null
  readonly traffic: {
    readonly records: number
    readonly files: number
    readonly quarantined: number
    /**
     * Of files most of whose requests are of this night, and of those without any: the lines that should hold a request
     * (loaded, a duplicate or in quarantine), and how many are in quarantine. Absent in nights of earlier versions.
     */
    readonly ownLines?: { readonly all: number; readonly quarantined: number } | undefined
    /** Why most of these lines are in quarantine, in our words; null where none is. */
    readonly mostOften?: { readonly reason: string; readonly count: number } | null | undefined
    readonly duplicates: number
    /** Rows that mappings gave no record for, such as spans that are no model call. */
    readonly leftOut: number
    /** The nights whose traffic was pooled as recent reference. */
    readonly recentNights: readonly string[]
  } | null
  /** Null where no traffic was scored. */
  readonly scoring: TrafficScoring | null
  /** How much of the traffic the offline cases cover; null where there was too little to say. */
  readonly coverage: CoverageSummary | null
  readonly findings: readonly Finding[]
  readonly comparisons: readonly JudgedComparison[]
  readonly checks: {
    /** Judged, that is with data enough. */
    readonly ran: number
    /** Looked at beside these, with too little data to say. */
    readonly insufficient: number
    /** Expected number of false findings with nothing wrong: the sum over families of their levels. */
    readonly expectedFalse: number
  }
  readonly deliveries: readonly Delivery[]
  /** Where the night's files are, and the report page among them: a path or a URL. */
  readonly reportLocation: string
  readonly finishedAt: string
}
