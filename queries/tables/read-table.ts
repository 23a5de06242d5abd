import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '../database.ts'
import { type ColumnPair, columnPair, type Side } from './column-pair.ts'
import { type ColumnType, type DecidedColumn, inferColumn } from './infer-column.ts'
import { overrideType } from './override-type.ts'
import { numberRows } from './read-rows.ts'
import { PROBABILITY, type RowDesign, type RowDesignInput, readRowDesign } from './row-design.ts'
import { requireHeld } from './row-limit.ts'
import { type RowColumn, readPairRows } from './rows-pair.ts'
import { RUNNING } from './running-numbers.ts'
import { columnNames, type SkippedColumn } from './shared-columns.ts'
import { summariseNumbers } from './summarise-numbers.ts'
import { type ComparableColumn, comparableNumbers, numberView, summarisePair } from './summarise-pair.ts'
import { type OpenTable, openTable } from './table-file.ts'

const CELLS = new URL('./number-cells.sql', import.meta.url)

/** Two tables, and what a person said of how to compare them. */
export interface TablesToCompare {
  /** Paths of CSV, JSON-lines or Parquet files, each of any of these formats. */
  readonly reference: string
  readonly current: string
  /** Types by column name, instead of what would be inferred. */
  readonly types?: Readonly<Record<string, ColumnType>>
  /** Names of columns that are left out. */
  readonly skip?: readonly string[]
  /** Which rows hang together and form slices; by default clusters are looked for, and there are no slices. */
  readonly rows?: RowDesignInput
  /** Keep every value also of tables with more than 1,000,000 rows, whose numbers are else counted over anchors. */
  readonly exact?: boolean
  /** Told before each column is read. */
  readonly onColumn?: (progress: TableProgress) => void
}

/** How far the reading has come. */
export interface TableProgress {
  readonly column: string
  readonly done: number
  readonly all: number
  /** Of both tables together. */
  readonly rows: number
}

/** What there is to compare, column by column. */
export interface SummarisedTables {
  /** Comparable columns, in the order of the reference table; empty where `rowColumns` is not. */
  readonly columns: readonly ComparableColumn[]
  /** The same row by row, where clusters, weights or slices ask for it. */
  readonly rowColumns: readonly RowColumn[]
  readonly design: RowDesign
  /** Columns that are not compared, those of one table among them, and why. */
  readonly skipped: readonly SkippedColumn[]
}

/**
 * What can be compared between two tables, column by column, with no configuration? Types are inferred on both sides
 * together (`inferColumn` says how). Missing are NULL, empty cells and NaN, in numeric columns of text also -, NA, N/A,
 * null, None and what else is no number; infinities are counted apart. Slice `all`. Needs the database for itself while it
 * runs.
 *
 * @throws ConfigError when a table cannot be read or has no rows, the tables share no column, an option names no shared
 * column or cannot be followed, or rows are too many to be held where that is needed
 */
export async function summariseTables(
  db: Database,
  {
    reference,
    current,
    types = {},
    skip = [],
    rows = { cluster: 'auto', by: null },
    ...input
  }: TablesToCompare,
): Promise<SummarisedTables> {
  const folder = await mkdtemp(join(db.temporaryFolder, 'tables-'))
  try {
    await db.run(CELLS)
    const tables = {
      reference: await openTable(db, { path: reference, view: 'reference_table', folder }),
      current: await openTable(db, { path: current, view: 'current_table', folder }),
    }
    const names = columnNames(tables, { types, skip })
    const design = await readRowDesign(db, tables, rows)
    if (needsRows(design)) {
      requireHeld({ rows: tables.reference.rows + tables.current.rows, columns: names.shared.length }, design)
      await numberRows(db, tables, design)
    }
    const { columns, rowColumns, left } = await summariseShared(db, names.shared, {
      tables,
      types,
      design,
      onColumn: input.onColumn,
      exact: input.exact ?? false,
    })
    const others = names.left.map(({ name, reason }) => ({ name, reason: roleOf(name, design) ?? reason }))
    return { columns, rowColumns, design, skipped: [...left, ...others] }
  } finally {
    await rm(folder, { recursive: true })
  }
}

type Tables = Readonly<Record<Side, OpenTable>>

interface Setting {
  readonly tables: Tables
  readonly types: Readonly<Record<string, ColumnType>>
  readonly design: RowDesign
  readonly onColumn: TablesToCompare['onColumn']
  readonly exact: boolean
}

async function summariseShared(
  db: Database,
  names: readonly string[],
  setting: Setting,
): Promise<Pick<SummarisedTables, 'columns' | 'rowColumns'> & { readonly left: readonly SkippedColumn[] }> {
  const columns: ComparableColumn[] = []
  const rowColumns: RowColumn[] = []
  const rows = setting.tables.reference.rows + setting.tables.current.rows
  const left: SkippedColumn[] = []
  const numbers: NumberToRead[] = []
  for (const [done, name] of names.entries()) {
    setting.onColumn?.({ column: name, done, all: names.length, rows })
    const read = await readColumn(db, name, setting)
    if ('skip' in read) left.push({ name, reason: read.skip })
    else if ('rows' in read) rowColumns.push(read)
    else if ('decided' in read) numbers.push(read)
    else columns.push(read)
  }
  const read = await comparableColumns(db, numbers, setting)
  const inOrder = <T extends { readonly name: string }>(some: readonly T[]) =>
    some.toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name))
  return {
    columns: inOrder([...columns, ...read.columns]),
    rowColumns,
    left: inOrder([...left, ...read.left]),
  }
}

/** A column of numbers, to be read together with all others. */
interface NumberToRead {
  readonly pair: ColumnPair
  readonly decided: DecidedColumn
  /** A person gave its type. */
  readonly isAsked: boolean
}

async function comparableColumns(
  db: Database,
  numbers: readonly NumberToRead[],
  { tables, exact }: Setting,
): Promise<{ readonly columns: readonly ComparableColumn[]; readonly left: readonly SkippedColumn[] }> {
  const columns = numbers.map(({ pair, decided }) => ({
    name: pair.name,
    reference: numberView(pair, 'reference', decided),
    current: numberView(pair, 'current', decided),
  }))
  const views = { reference: tables.reference.view, current: tables.current.view }
  const found = await summariseNumbers(db, columns, { views, exact })
  const isLeft = ({ pair, isAsked }: NumberToRead) => found.get(pair.name)!.isRunning && !isAsked
  return {
    columns: numbers
      .filter((each) => !isLeft(each))
      .map(({ pair, decided }) => comparableNumbers(pair.name, found.get(pair.name)!, decided)),
    left: numbers.filter(isLeft).map(({ pair }) => ({ name: pair.name, reason: RUNNING })),
  }
}

async function readColumn(
  db: Database,
  name: string,
  { tables, types, design }: Setting,
): Promise<ComparableColumn | NumberToRead | RowColumn | { readonly skip: string }> {
  const wanted = Object.hasOwn(types, name) ? types[name] : undefined
  const role = wanted === undefined ? roleOf(name, design) : null
  if (role !== null) return { skip: role }
  const pair = columnPair(name, tables)
  const decided = wanted === undefined ? await inferColumn(db, pair) : await overrideType(db, pair, wanted)
  if ('skip' in decided) return decided
  const isAsked = wanted !== undefined
  if (needsRows(design)) return readPairRows(db, pair, { tables, design, decided, isAsked })
  return decided.type === 'numeric' ? { pair, decided, isAsked } : summarisePair(db, pair, decided)
}

/** What a column does instead of being compared. */
function roleOf(name: string, { cluster, weights }: RowDesign): string | null {
  if (name === cluster?.column) return 'its values say which rows hang together'
  const isWeight = name === PROBABILITY && (weights.reference !== null || weights.current !== null)
  return isWeight ? 'it weights the rows' : null
}

/** Whether counts of values are not enough. */
function needsRows({ cluster, by, weights }: RowDesign): boolean {
  return cluster !== null || by !== null || weights.reference !== null || weights.current !== null
}
