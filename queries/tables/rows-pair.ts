import { byCodePoint } from '../../drift/code-point-order.ts'
import type { Database } from '../database.ts'
import { type ColumnPair, SIDES, type Side } from './column-pair.ts'
import type { ColumnType, DecidedColumn } from './infer-column.ts'
import { numberCategories, type RowValue, readRows, type SlicedRows } from './read-rows.ts'
import type { RowDesign } from './row-design.ts'
import { areRun, RUNNING } from './running-numbers.ts'
import { categoryView, hasRounded, lengthView, NOTES, numberView } from './summarise-pair.ts'
import type { OpenTable } from './table-file.ts'

/** One column of both tables row by row: for clusters, weights and slices. */
export interface RowColumn {
  readonly name: string
  readonly type: ColumnType
  readonly notes: readonly string[]
  /** What the rows' values are the numbers of; null where they are numbers. */
  readonly categories: readonly string[] | null
  readonly rows: Readonly<Record<Side, SlicedRows>>
}

interface Setting {
  readonly tables: Readonly<Record<Side, OpenTable>>
  readonly design: RowDesign
}

/** `summarisePair` with rows instead of summaries; running numbers are skipped unless a person gave the type. */
export async function readPairRows(
  db: Database,
  pair: ColumnPair,
  { decided, isAsked, ...setting }: Setting & { readonly decided: DecidedColumn; readonly isAsked: boolean },
): Promise<RowColumn | { readonly skip: string }> {
  const { name } = pair
  if (decided.type === 'categorical') return categoryRows(db, pair, { decided, ...setting })
  const isText = decided.type === 'text'
  const value: RowValue = {
    sql: (side) => (isText ? lengthView(pair[side]) : numberView(pair, side, decided)),
    isCategory: false,
  }
  const rows = await readRows(db, pair, { ...setting, value })
  const few = decided.isWhole ? fewValues(rows) : null
  if (few !== null) return { ...asCategories(name, rows, few), notes: [...decided.notes, NOTES.few] }
  if (!isText && !isAsked && SIDES.every((side) => areRun(rows[side].values))) return { skip: RUNNING }
  const rounded = !isText && SIDES.some((side) => hasRounded(rows[side]))
  const notes = [...decided.notes, ...(isText ? [NOTES.length] : []), ...(rounded ? [NOTES.rounded] : [])]
  return { name, type: decided.type, notes, categories: null, rows }
}

async function categoryRows(
  db: Database,
  pair: ColumnPair,
  { decided, ...setting }: Setting & { readonly decided: DecidedColumn },
): Promise<RowColumn> {
  const value: RowValue = { sql: (side) => categoryView(pair[side], decided.isBoolean), isCategory: true }
  const select = (side: Side) => `SELECT ${value.sql(side)} AS value FROM ${pair[side].view}`
  const categories = await numberCategories(db, {
    reference: select('reference'),
    current: select('current'),
  })
  const rows = await readRows(db, pair, { ...setting, value })
  return { name: pair.name, type: 'categorical', notes: decided.notes, categories, rows }
}

/** The finite values of both sides when they are at most two, else null. */
function fewValues(rows: Readonly<Record<Side, SlicedRows>>): readonly number[] | null {
  const found = new Set<number>()
  for (const side of SIDES)
    for (const value of rows[side].values) {
      if (Number.isFinite(value)) found.add(value)
      if (found.size > 2) return null
    }
  return [...found]
}

function asCategories(
  name: string,
  rows: Readonly<Record<Side, SlicedRows>>,
  values: readonly number[],
): Omit<RowColumn, 'notes'> {
  const categories = values.map(String).sort(byCodePoint)
  const codes = new Map(categories.map((category, code) => [Number(category), code]))
  const coded = (side: SlicedRows): SlicedRows => ({
    ...side,
    values: side.values.map((value) => codes.get(value) ?? Number.NaN),
  })
  return {
    name,
    type: 'categorical',
    categories,
    rows: { reference: coded(rows.reference), current: coded(rows.current) },
  }
}
