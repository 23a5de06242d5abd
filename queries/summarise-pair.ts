import { byCodePoint } from '../drift/code-point-order.ts'
import type { CategoricalSummary, NumericSummary, Summary } from '../drift/summary.ts'
import type { ColumnPair, ColumnSide, Side } from './column-pair.ts'
import type { Database } from './database.ts'
import type { ColumnType, InferredColumn } from './infer-column.ts'
import { summariseCategorical, summariseNumeric } from './summarise-view.ts'

/** One column of both tables, ready to be compared; both summaries are of the type's kind (text is numeric). */
export interface ComparableColumn extends Readonly<Record<Side, Summary>> {
  readonly name: string
  readonly type: ColumnType
  readonly notes: readonly string[]
}

type Decided = Exclude<InferredColumn, { readonly skip: string }>

/** Whole numbers beyond it share their double with a neighbour. */
const EXACT = 2 ** 53

/**
 * Both sides of a column as its type wants it: numbers; categories (the empty text is missing); of texts the length in
 * characters. Whole numbers with at most two values on both sides together become categories.
 */
export async function summarisePair(
  db: Database,
  pair: ColumnPair,
  decided: Decided,
): Promise<ComparableColumn> {
  if (decided.type !== 'numeric') return summariseTexts(db, pair, decided)
  const reference = await summariseNumeric(db, numberView(pair.name, pair.reference))
  const current = await summariseNumeric(db, numberView(pair.name, pair.current))
  if (
    decided.isWhole &&
    new Set([...reference.values.slice(0, 3), ...current.values.slice(0, 3)]).size <= 2
  ) {
    const notes = ['whole numbers with at most 2 distinct values are compared as categories']
    return {
      name: pair.name,
      type: 'categorical',
      reference: asCategories(reference),
      current: asCategories(current),
      notes,
    }
  }
  const notes = [reference, current].some(hasRounded) ? ['numbers beyond 2^53 are rounded to doubles'] : []
  return { name: pair.name, type: 'numeric', reference, current, notes }
}

async function summariseTexts(db: Database, pair: ColumnPair, decided: Decided): Promise<ComparableColumn> {
  const summarise = (side: ColumnSide): Promise<Summary> =>
    decided.type === 'text'
      ? summariseNumeric(db, lengthView(pair.name, side))
      : summariseCategorical(db, categoryView(pair.name, side, decided.isBoolean))
  const reference = await summarise(pair.reference)
  const current = await summarise(pair.current)
  const notes = decided.type === 'text' ? ['of texts, the length in characters is compared'] : []
  return { name: pair.name, type: decided.type, reference, current, notes }
}

function numberView(feature: string, { view, kind, column, cell }: ColumnSide) {
  const isText = kind === 'unknown' || kind === 'text'
  const value = isText ? `TRY_CAST(${cell} AS DOUBLE)` : `CAST(${column} AS DOUBLE)`
  return { feature, select: `SELECT ${value} AS value FROM ${view}` }
}

function lengthView(feature: string, { view, cell }: ColumnSide) {
  return { feature, select: `SELECT CAST(characters(nullif(${cell}, '')) AS DOUBLE) AS value FROM ${view}` }
}

function categoryView(feature: string, { view, cell }: ColumnSide, isBoolean: boolean) {
  const value = isBoolean ? `lower(${cell})` : cell
  return { feature, select: `SELECT nullif(${value}, '') AS value FROM ${view}` }
}

function asCategories({ values, counts, ...summary }: NumericSummary): CategoricalSummary {
  const names = [...values].map((value, index) => ({ name: String(value), count: counts[index] ?? 0 }))
  const ordered = names.sort((a, b) => byCodePoint(a.name, b.name))
  return {
    type: 'categorical',
    feature: summary.feature,
    slice: summary.slice,
    categories: ordered.map(({ name }) => name),
    counts: Float64Array.from(ordered, ({ count }) => count),
    missing: summary.missing,
  }
}

function hasRounded({ values }: NumericSummary): boolean {
  return Math.abs(values[0] ?? 0) > EXACT || Math.abs(values.at(-1) ?? 0) > EXACT
}
