import { type Summary, summarySize } from '../summary.ts'
import { countedCategories, countedNumbers } from '../weighted-counts.ts'
import { type CategoryScores, categoryScores, scoreCategories } from './category-scores.ts'
import { type NumericScores, numericScores, scoreNumbers } from './numeric-scores.ts'

/** By which few numbers the nights of one feature are told apart; fixed once, so that nights can be held together. */
export type Scores = NumericScores | CategoryScores

/** One night of one feature in a few numbers, and how exactly each is measured. */
export interface ScoredNight {
  /** `YYYY-MM-DD` */
  readonly night: string
  readonly values: readonly number[]
  /** The sampling variance of each. */
  readonly variances: readonly number[]
}

/** With fewer rows a night says too little to be a reference or to be judged: the same 30 as elsewhere. */
const MINIMUM_N = 30

/** The scores that a reference fixes; null where it has too little. */
export function scoresOf(reference: Summary): Scores | null {
  if (summarySize(reference) < MINIMUM_N) return null
  return reference.type === 'numeric' ? numericScores(reference) : categoryScores(reference)
}

/** A night of one feature whose whole summary is at hand. */
export interface SummarisedNight {
  readonly night: string
  /** Over the fixed grid. */
  readonly summary: Summary
  /** How many times larger variances are than of independent rows; 1 unless given. */
  readonly designEffect?: number
}

/**
 * A night in these numbers, to six digits; null where it has, or is worth, fewer than 30 rows, or the feature is of
 * another type.
 */
export function scoreNight(
  scores: Scores,
  { night, summary, designEffect = 1 }: SummarisedNight,
): ScoredNight | null {
  const scored = scoreSummary(scores, summary)
  if (scored === null) return null
  const variances = scored.variances.map((variance) => rounded(variance * designEffect))
  return { night, values: scored.values.map(rounded), variances }
}

function scoreSummary(scores: Scores, summary: Summary): Omit<ScoredNight, 'night'> | null {
  if (scores.type === 'numeric' && summary.type === 'numeric')
    return countedNumbers(summary).worth < MINIMUM_N ? null : scoreNumbers(scores, summary)
  if (scores.type === 'categorical' && summary.type === 'categorical')
    return countedCategories(summary).worth < MINIMUM_N ? null : scoreCategories(scores, summary)
  return null
}

/** They are kept for a year of nights in every night's file. */
function rounded(value: number): number {
  return Number(value.toPrecision(6))
}
