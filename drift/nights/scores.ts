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
  /** The sampling variance of each, as if rows were independent. */
  readonly variances: readonly number[]
}

/** With fewer rows a night says too little to be a reference or to be judged: the same 30 as elsewhere. */
const MINIMUM_N = 30

/** The scores that a reference fixes; null where it has too little. */
export function scoresOf(reference: Summary): Scores | null {
  if (summarySize(reference) < MINIMUM_N) return null
  return reference.type === 'numeric' ? numericScores(reference) : categoryScores(reference)
}

/**
 * A night in these numbers, to six digits; null where it has, or is worth, fewer than 30 rows, or the feature is of
 * another type.
 *
 * @param summary over the fixed grid
 */
export function scoreNight(scores: Scores, summary: Summary, night: string): ScoredNight | null {
  const scored = scoreSummary(scores, summary)
  return scored && { night, values: scored.values.map(rounded), variances: scored.variances.map(rounded) }
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
