import { type ColumnKind, cellText, columnKind } from './column-kind.ts'
import type { Database } from './database.ts'
import { identifier } from './statement.ts'
import type { OpenTable } from './table-file.ts'

export const SIDES = ['reference', 'current'] as const
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

function columnSide(name: string, table: OpenTable): ColumnSide {
  const type = table.columns.get(name) ?? 'VARCHAR'
  const column = identifier(name)
  return { view: table.view, kind: columnKind(type, table.isCsv), column, cell: cellText(column, type) }
}

/** What the texts of one side look like; counts as `profile-column.sql` says. */
export interface Profile {
  readonly present: number
  readonly absent: number
  readonly numbers: number
  readonly whole: number
  readonly booleans: number
  readonly times: number
}

const PROFILE = new URL('./profile-column.sql', import.meta.url)
const TEXTS = new URL('./profile-texts.sql', import.meta.url)

/** Looks at every cell of a column, side by side; leaves the view `column_cell` on it. */
export async function profileColumn(
  db: Database,
  pair: ColumnPair,
): Promise<Readonly<Record<Side, Profile>>> {
  const selects = SIDES.map(
    (side) => `SELECT '${side}' AS side, ${pair[side].cell} AS cell FROM ${pair[side].view}`,
  )
  await db.run({
    name: `cells of ${JSON.stringify(pair.name)}`,
    sql: `CREATE OR REPLACE TEMP VIEW column_cell AS ${selects.join(' UNION ALL ')}`,
  })
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
