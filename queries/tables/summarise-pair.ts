import { byCodePoint } from '../../drift/code-point-order.ts'
import {
  type CategoricalSummary,
  EVERY_VALUE,
  type NumericSummary,
  type Summary,
} from '../../drift/summary.ts'
import type { Database } from '../database.ts'
import { categoriesOf, summariseNumeric } from '../summaries/summarise-view.ts'
import { type ColumnPair, type ColumnSide, countCells, type Side } from './column-pair.ts'
import type { ColumnType, DecidedColumn } from './infer-column.ts'

const CELLS = new URL('./summarise-cells.sql', import.meta.url)

/** One column of both tables, ready to be compared; both summaries are of the type's kind (text is numeric). */
export interface ComparableColumn extends Readonly<Record<Side, Summary>> {
  readonly name: string
  readonly type: ColumnType
  readonly notes: readonly string[]
}

/** Whole numbers beyond it share their double with a neighbour. */
const EXACT = 2 ** 53

/** What is said of a column that is not compared as it stands. */
export const NOTES = {
  few: 'Whole numbers with at most 2 distinct values are compared as categories.',
  rounded: 'Numbers beyond 2^53 are rounded to doubles.',
  counted: 'Numbers of more than 1,000,000 rows are counted over anchors; `--exact` keeps every one.',
  length: 'Of texts, the length in characters is compared.',
} as const

/** Both sides of a column of categories (the empty text is missing) or of texts, of which it is the length in characters. */
export async function summarisePair(
  db: Database,
  pair: ColumnPair,
  decided: DecidedColumn,
): Promise<ComparableColumn> {
  const summarise = (side: Side): Promise<Summary> =>
    decided.type === 'text'
      ? summariseNumeric(db, lengthsOf(pair, side))
      : summariseCells(db, { pair, side, isBoolean: decided.isBoolean })
  const reference = await summarise('reference')
  const current = await summarise('current')
  const notes = [...decided.notes, ...(decided.type === 'text' ? [NOTES.length] : [])]
  return { name: pair.name, type: decided.type, reference, current, notes }
}

/**
 * A column whose numbers have been summarised. Whole numbers with at most two values on both sides together become
 * categories.
 */
export function comparableNumbers(
  name: string,
  { reference, current }: Readonly<Record<Side, NumericSummary>>,
  decided: DecidedColumn,
): ComparableColumn {
  if (decided.isWhole && hasAtMostTwo(reference, current)) {
    return {
      name,
      type: 'categorical',
      reference: asCategories(reference),
      current: asCategories(current),
      notes: [...decided.notes, NOTES.few],
    }
  }
  const notes = [
    ...decided.notes,
    ...([reference, current].some(({ values }) => isRounded(values[0]) || isRounded(values.at(-1)))
      ? [NOTES.rounded]
      : []),
    ...([reference, current].some(({ grid }) => grid !== EVERY_VALUE) ? [NOTES.counted] : []),
  ]
  return { name, type: 'numeric', reference, current, notes }
}

function hasAtMostTwo(reference: NumericSummary, current: NumericSummary): boolean {
  const inGaps = reference.gaps.counts.length + current.gaps.counts.length
  return inGaps === 0 && new Set([...reference.values.slice(0, 3), ...current.values.slice(0, 3)]).size <= 2
}

function lengthsOf({ name, ...sides }: ColumnPair, side: Side) {
  return { feature: name, select: `SELECT ${lengthView(sides[side])} AS value FROM ${sides[side].view}` }
}

/** From the counts that the column's type was told by, where they are still there: texts are read once. */
async function summariseCells(
  db: Database,
  { pair, side, isBoolean }: { readonly pair: ColumnPair; readonly side: Side; readonly isBoolean: boolean },
): Promise<CategoricalSummary> {
  await countCells(db, pair)
  return categoriesOf(
    pair.name,
    await db.columns(CELLS, { side, letters: isBoolean ? 'lowered' : 'as written' }),
  )
}

/** SQL of a side's number as DOUBLE; of dates and times the seconds since 1970-01-01 UTC, or since midnight. */
export function numberView(pair: ColumnPair, side: Side, { isTime, marks }: DecidedColumn): string {
  const { kind, column, cell } = pair[side]
  if (kind === 'time') return `CAST(epoch(${column}) AS DOUBLE)`
  if (isTime) return `coalesce(epoch(TRY_CAST(${cell} AS TIMESTAMPTZ)), epoch(TRY_CAST(${cell} AS TIME)))`
  if (kind !== 'unknown' && kind !== 'text') return `CAST(${column} AS DOUBLE)`
  return marks[side] === 'comma' ? `comma_number(${cell})` : `TRY_CAST(${cell} AS DOUBLE)`
}

/** SQL of a text's length in characters as DOUBLE. */
export function lengthView({ cell }: ColumnSide): string {
  return `CAST(characters(nullif(${cell}, '')) AS DOUBLE)`
}

/** SQL of a category as VARCHAR. */
export function categoryView({ cell }: ColumnSide, isBoolean: boolean): string {
  return `nullif(${isBoolean ? `lower(${cell})` : cell}, '')`
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

/** Whether numbers are so large that doubles may have rounded them. */
export function hasRounded({ values }: { readonly values: Float64Array }): boolean {
  return values.some(isRounded)
}

function isRounded(value = 0): boolean {
  return Math.abs(value) > EXACT && Number.isFinite(value)
}
