import type { UnitRows } from '../../drift/unit-rows.ts'
import type { Database } from '../database.ts'
import { numberColumn, textColumn } from '../read-columns.ts'
import { type ColumnPair, columnSide, SIDES, type Side } from './column-pair.ts'
import { PROBABILITY, type RowDesign } from './row-design.ts'
import type { OpenTable } from './table-file.ts'

/** The rows of one side of a column, and where each slice of them begins. */
export interface SlicedRows extends UnitRows {
  /** The number of each row's slice, ascending; empty where there are no slices. */
  readonly slices: Float64Array
}

const ROWS = new URL('./read-rows.sql', import.meta.url)
const CATEGORIES = new URL('./list-categories.sql', import.meta.url)

/**
 * Numbers clusters and slices, so that `readRows` finds them: the tables `reference_unit`, `current_unit` and
 * `slice_code`. Clusters of the two sides are numbered apart: the same user in both windows counts as two.
 */
export async function numberRows(
  db: Database,
  tables: Readonly<Record<Side, OpenTable>>,
  design: RowDesign,
): Promise<void> {
  for (const side of SIDES) {
    const column = design.cluster?.column
    const keys =
      column !== undefined && tables[side].columns.has(column)
        ? `SELECT DISTINCT ${columnSide(column, tables[side]).cell} AS key FROM ${tables[side].view}`
        : `SELECT CAST(NULL AS VARCHAR) AS key`
    await db.run({
      name: `units of the ${side}`,
      sql: `CREATE OR REPLACE TEMP TABLE ${side}_unit AS
        SELECT key, row_number() OVER (ORDER BY key) - 1 AS code FROM (${keys}) WHERE key <> ''`,
    })
  }
  await db.run({
    name: 'slices',
    sql: 'CREATE OR REPLACE TEMP TABLE slice_code (value VARCHAR, code BIGINT)',
  })
  for (const [code, { value, pooled }] of (design.by?.slices ?? []).entries())
    if (pooled === 0)
      await db.run({ name: 'slice', sql: 'INSERT INTO slice_code VALUES ($value, $code)' }, { value, code })
}

/** Numbers the categories of a column over both sides, `SELECT`s of `value VARCHAR`, in code-point order. */
export async function numberCategories(
  db: Database,
  selects: Readonly<Record<Side, string>>,
): Promise<readonly string[]> {
  await db.run({
    name: 'categories',
    sql: `CREATE OR REPLACE TEMP TABLE column_category AS
      SELECT value, row_number() OVER (ORDER BY value) - 1 AS code
      FROM (${selects.reference} UNION ${selects.current}) WHERE value IS NOT NULL`,
  })
  return textColumn(await db.columns(CATEGORIES), 'value') as readonly string[]
}

/** How a column's value is read: SQL of a DOUBLE, or of a VARCHAR that `numberCategories` knows. */
export interface RowValue {
  readonly sql: (side: Side) => string
  readonly isCategory: boolean
}

/** Both sides' rows of a column, with the units, weights and slices that `numberRows` was told of. */
export async function readRows(
  db: Database,
  pair: ColumnPair,
  {
    tables,
    design,
    value,
  }: {
    readonly tables: Readonly<Record<Side, OpenTable>>
    readonly design: RowDesign
    readonly value: RowValue
  },
): Promise<Readonly<Record<Side, SlicedRows>>> {
  const read = async (side: Side) => {
    await db.run({
      name: `rows of ${JSON.stringify(pair.name)}`,
      sql: `CREATE OR REPLACE TEMP VIEW column_row AS ${rowsOf(side, tables[side], { design, value })}`,
    })
    const columns = await db.columns(ROWS)
    return {
      slices: design.by === null ? new Float64Array(0) : numberColumn(columns, 'slice'),
      units: numberedApart(numberColumn(columns, 'unit')),
      weights: numberColumn(columns, 'weight'),
      values: numberColumn(columns, 'value'),
    }
  }
  return { reference: await read('reference'), current: await read('current') }
}

function rowsOf(
  side: Side,
  table: OpenTable,
  {
    design,
    value,
  }: {
    readonly design: RowDesign
    readonly value: RowValue
  },
): string {
  const cellOf = (column: string | undefined) =>
    column === undefined || !table.columns.has(column) ? 'NULL' : columnSide(column, table).cell
  const pooled = (design.by?.slices ?? []).findIndex(({ pooled }) => pooled > 0)
  const weight = design.weights[side] === null ? '1' : `1 / coalesce(${numberOf(table)}, 1)`
  const own = value.isCategory ? 'category.code' : 'cells.value'
  return `SELECT CAST(coalesce(slice_code.code, ${pooled < 0 ? 'NULL' : pooled}) AS DOUBLE) AS slice,
      CAST(unit.code AS DOUBLE) AS unit, CAST(cells.weight AS DOUBLE) AS weight, CAST(${own} AS DOUBLE) AS value
    FROM (SELECT nullif(${cellOf(design.by?.column)}, '') AS slice_key, ${cellOf(design.cluster?.column)} AS unit_key,
      ${weight} AS weight, ${value.sql(side)} AS value FROM ${table.view}) AS cells
    LEFT JOIN ${side}_unit AS unit ON unit.key = cells.unit_key
    ${design.by === null ? 'LEFT JOIN slice_code ON false' : 'LEFT JOIN slice_code ON slice_code.value IS NOT DISTINCT FROM cells.slice_key'}
    ${value.isCategory ? 'LEFT JOIN column_category AS category ON category.value = cells.value' : ''}`
}

function numberOf(table: OpenTable): string {
  const { cell } = columnSide(PROBABILITY, table)
  return `TRY_CAST(${cell} AS DOUBLE)`
}

/** Rows without a cluster are units of their own, numbered after those with one. */
function numberedApart(units: Float64Array): Float64Array {
  let next = 0
  for (const unit of units) if (unit >= next) next = unit + 1
  return units.map((unit) => (Number.isNaN(unit) ? next++ : unit))
}
