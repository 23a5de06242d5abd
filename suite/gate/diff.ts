import type { PairedTable } from '../../stats/newcombe-paired.ts'
import type { ComparedRuns } from '../compared-runs.ts'
import type { PassTable } from '../pass-table.ts'
import type { RuleWords } from './gate-rule.ts'

/** One of the two runs that are held against each other. */
export interface DiffSide {
  /** Each case once. */
  readonly rows: PassTable
  readonly datasetDigest: string
  /** By scorer; null where the run is of before they were recorded. */
  readonly scorerDigests: Readonly<Record<string, string>> | null
  readonly judgeDigests: Readonly<Record<string, string>>
}

export type DiffVerdict = 'ok' | 'regressed' | 'not-comparable' | 'insufficient-data'

/** A pass rate over the pairs; null without any. */
interface PairedRate {
  readonly passRate: number | null
  readonly n: number
}

/** One scorer over the cases that both runs scored, everywhere or in one slice. */
export interface DiffScorer {
  readonly name: string
  readonly base: PairedRate
  readonly head: PairedRate
  readonly table: PairedTable
  /** Head − base: negative is worse. */
  readonly difference: number | null
  /** At 95 %. */
  readonly interval: { readonly lower: number; readonly upper: number } | null
  /** Two-sided, of no change. */
  readonly pValue: number | null
  /** By Benjamini and Hochberg over all scorers and slices. */
  readonly adjustedPValue: number | null
  readonly test: string
  /** The share of pairs that changed sides. */
  readonly flipRate: number | null
  /** Of the values, head − base, where they are graded. */
  readonly meanDifference?: number
  readonly verdict: DiffVerdict
  /** Why there is no verdict. */
  readonly why: string | null
}

/** A scorer over everything, as the rule sees it. */
export interface GatedScorer extends DiffScorer {
  /** The smallest true drop seen four times in five at this flip rate; null where none is. */
  readonly smallestDetectableDrop: number | null
  /** How often this rule blocks with nothing changed at this flip rate. */
  readonly falseBlockRate: number | null
  /** Ids of cases that passed in the base and fail in the head, and the other way. */
  readonly lost: readonly string[]
  readonly gained: readonly string[]
  /** What the user's rule says; nothing of a scorer that cannot be compared. */
  readonly rule: RuleWords
}

/** Two runs held against each other. */
export interface Diff {
  readonly cases: ComparedRuns['cases']
  readonly scorers: readonly GatedScorer[]
  readonly slices: readonly (DiffScorer & { readonly slice: string })[]
  /** What else is to be known of the pairing. */
  readonly notes: readonly string[]
}
