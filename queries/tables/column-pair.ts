import type { Database } from '../database.ts'
import { identifier } from '../statement.ts'
import { type ColumnKind, cellText, columnKind } from './column-kind.ts'
import type { OpenTable } from './table-file.ts'

/** Both sides of every comparison, in the order in which they are told. */
export const SIDES = ['reference', 'current'] as const
/** One of them. */
export type Side = (typeof SIDES)[number]

/** One side of a column that both tables have. */
export interface ColumnSide {
  readonly view: string
  readonly kind: ColumnKind
  /** SQL for the column, and for its cells as texts. */
  readonly column: string
  readonly cell: string
}

/** A column that both tables have. */
export interface ColumnPair extends Readonly<Record<Side, ColumnSide>> {
  readonly name: string
}

/** The column `name` of both tables, which must have it. */
export function columnPair(name: string, tables: Readonly<Record<Side, OpenTable>>): ColumnPair {
  return { name, reference: columnSide(name, tables.reference), current: columnSide(name, tables.current) }
}

/** The column `name` of one table, which must have it. */
export function columnSide(name: string, table: OpenTable): ColumnSide {
  const type = table.columns.get(name) ?? 'VARCHAR'
  const column = identifier(name)
  return { view: table.view, kind: columnKind(type, table.isCsv), column, cell: cellText(column, type) }
}

/** What the texts of one side look like; counts as `profile-column.sql` says. */
export interface Profile {
  readonly present: number
  readonly absent: number
  readonly numbers: number
  readonly different: number
  readonly whole: number
  readonly booleans: number
  readonly times: number
}

const CELLS = new URL('./count-cells.sql', import.meta.url)
const PROFILE = new URL('./profile-column.sql', import.meta.url)
const TEXTS = new URL('./profile-texts.sql', import.meta.url)

/** Makes the view `column_cell` of a column's cells as texts, side by side; a table that lacks it adds no rows. */
export async function viewCells(
  db: Database,
  name: string,
  tables: Readonly<Record<Side, OpenTable>>,
): Promise<void> {
  const selects = SIDES.filter((side) => tables[side].columns.has(name)).map((side) =>
    cellsOf(side, columnSide(name, tables[side])),
  )
  await defineCells(db, name, selects)
}

/** Of which column of a database `cell_count` is. */
const counted = new WeakMap<Database, ColumnPair>()

/** Makes the table `cell_count` of a column's different cells, side by side, unless it is of that column already. */
export async function countCells(db: Database, pair: ColumnPair): Promise<void> {
  if (counted.get(db) === pair) return
  await defineCells(
    db,
    pair.name,
    SIDES.map((side) => cellsOf(side, pair[side])),
  )
  await db.run(CELLS)
  counted.set(db, pair)
}

/** Looks at every different cell of a column, side by side; leaves them with their counts in the table `cell_count`. */
export async function profileColumn(
  db: Database,
  pair: ColumnPair,
): Promise<Readonly<Record<Side, Profile>>> {
  await countCells(db, pair)
  const rows = await db.rows(PROFILE)
  const profile = (side: Side) => rows.find((row) => row.side === side) as unknown as Profile
  return { reference: profile('reference'), current: profile('current') }
}

/** Texts of both sides together, of the column that was profiled last. */
export async function profileTexts(
  db: Database,
): Promise<{ readonly present: number; readonly distinct: number; readonly averageWords: number }> {
  const [row] = await db.rows(TEXTS)
  return {
    present: Number(row?.present),
    distinct: Number(row?.distinct_texts),
    averageWords: Number(row?.average_words),
  }
}

/** Makes the view `column_cell` of one side's cells alone, in the order of its table. */
export async function viewSide(db: Database, pair: ColumnPair, side: Side): Promise<void> {
  await defineCells(db, pair.name, [cellsOf(side, pair[side])])
}

function cellsOf(side: Side, { view, cell }: ColumnSide): string {
  return `SELECT '${side}' AS side, ${cell} AS cell FROM ${view}`
}

async function defineCells(db: Database, name: string, selects: readonly string[]): Promise<void> {
  await db.run({
    name: `cells of ${JSON.stringify(name)}`,
    sql: `CREATE OR REPLACE TEMP VIEW column_cell AS ${selects.join(' UNION ALL ')}`,
  })
}
