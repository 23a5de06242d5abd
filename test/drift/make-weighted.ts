import { NO_GAPS } from '../../drift/gaps.ts'
import { type CategoricalSummary, type NumericSummary, WEIGHT_ONE, type Weight } from '../../drift/summary.ts'
import { categoricalSummary, numericSummary } from './make-summary.ts'

/** A row and what it weighs. */
export interface WeightedRow<Value> {
  readonly value: Value
  readonly weight: number
}

/** Counts and weighs plain values, as the queries do; null is a missing one. */
export function weightedNumbers(rows: readonly WeightedRow<number | null>[]): NumericSummary {
  const plain = numericSummary(
    rows.flatMap(({ value }) => (value === null ? [] : [value])),
    { missing: rows.filter(({ value }) => value === null).length },
  )
  const cells = Array.from(plain.values, (value) => weightOf(rows, value))
  const gaps = { gapCounts: [], gapSquares: [], gapSums: [] }
  return { ...plain, gaps: NO_GAPS, weights: { ...columns(cells), missing: weightOf(rows, null), ...gaps } }
}

/** Counts and weighs plain categories, as the queries do; null is a missing one. */
export function weightedCategories(rows: readonly WeightedRow<string | null>[]): CategoricalSummary {
  const plain = categoricalSummary(
    rows.flatMap(({ value }) => (value === null ? [] : [value])),
    { missing: rows.filter(({ value }) => value === null).length },
  )
  const cells = plain.categories.map((name) => weightOf(rows, name))
  return { ...plain, weights: { ...columns(cells), missing: weightOf(rows, null) } }
}

function weightOf<Value>(rows: readonly WeightedRow<Value>[], value: Value): Weight {
  const own = rows
    .filter((row) => row.value === value)
    .map(({ weight }) => BigInt(Math.round(weight * WEIGHT_ONE)))
  return {
    sum: own.reduce((sum, weight) => sum + weight, 0n),
    squares: own.reduce((sum, weight) => sum + weight * weight, 0n),
  }
}

function columns(weights: readonly Weight[]) {
  return { counts: weights.map(({ sum }) => sum), squares: weights.map(({ squares }) => squares) }
}
