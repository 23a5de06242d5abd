import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from '../../suite/config/errors.ts'
import type { Database } from '../database.ts'
import { type ColumnPair, columnPair, type Side } from './column-pair.ts'
import { type ColumnType, type DecidedColumn, inferColumn } from './infer-column.ts'
import { overrideType } from './override-type.ts'
import { numberRows } from './read-rows.ts'
import { PROBABILITY, type RowDesign, type RowDesignInput, readRowDesign } from './row-design.ts'
import { requireHeld } from './row-limit.ts'
import { type RowColumn, readPairRows } from './rows-pair.ts'
import { summariseNumbers } from './summarise-numbers.ts'
import { type ComparableColumn, comparableNumbers, numberView, summarisePair } from './summarise-pair.ts'
import { type OpenTable, openTable } from './table-file.ts'

export interface TablesToCompare {
  /** Paths of CSV, JSON-lines or Parquet files, each of any of these formats. */
  readonly reference: string
  readonly current: string
  /** Types by column name, instead of what would be inferred. */
  readonly types?: Readonly<Record<string, ColumnType>>
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

export interface SummarisedTables {
  /** Comparable columns, in the order of the reference table; empty where `rowColumns` is not. */
  readonly columns: readonly ComparableColumn[]
  /** The same row by row, where clusters, weights or slices ask for it. */
  readonly rowColumns: readonly RowColumn[]
  readonly design: RowDesign
  /** Columns that are not compared, those of one table among them, and why. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[]
  readonly onlyReference: readonly string[]
  readonly onlyCurrent: readonly string[]
}

/**
 * What can be compared between two tables, column by column, with no configuration? Types are inferred on both sides
 * together (`inferColumn` says how). Missing are NULL, empty cells and NaN, in numeric columns of text also NA, N/A,
 * null and None; infinities are counted apart. Slice `all`. Needs the database for itself while it runs.
 *
 * @throws ConfigError when a table cannot be read or has no rows, the tables share no column, an option names no shared
 * column or cannot be followed, or rows are too many to be held where that is needed
 */
export async function summariseTables(
  db: Database,
  { reference, current, types = {}, rows = { cluster: 'auto', by: null }, ...input }: TablesToCompare,
): Promise<SummarisedTables> {
  const folder = await mkdtemp(join(db.temporaryFolder, 'tables-'))
  try {
    const tables = {
      reference: await openTable(db, { path: reference, view: 'reference_table', folder }),
      current: await openTable(db, { path: current, view: 'current_table', folder }),
    }
    const names = sharedColumns(tables, types)
    const design = await readRowDesign(db, tables, rows)
    if (needsRows(design)) {
      requireHeld({ rows: tables.reference.rows + tables.current.rows, columns: names.length }, design)
      await numberRows(db, tables, design)
    }
    const { columns, rowColumns, left } = await summariseShared(db, names, {
      tables,
      types,
      design,
      onColumn: input.onColumn,
      exact: input.exact ?? false,
    })
    const { onlyReference, onlyCurrent } = oneSided(tables)
    const absent = [
      ...onlyReference.map((name) => ({
        name,
        reason: roleOf(name, design) ?? 'only the reference table has it',
      })),
      ...onlyCurrent.map((name) => ({
        name,
        reason: roleOf(name, design) ?? 'only the current table has it',
      })),
    ]
    return { columns, rowColumns, design, skipped: [...left, ...absent], onlyReference, onlyCurrent }
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
): Promise<
  Pick<SummarisedTables, 'columns' | 'rowColumns'> & { readonly left: SummarisedTables['skipped'] }
> {
  const columns: ComparableColumn[] = []
  const rowColumns: RowColumn[] = []
  const rows = setting.tables.reference.rows + setting.tables.current.rows
  const left: { name: string; reason: string }[] = []
  const numbers: NumberToRead[] = []
  for (const [done, name] of names.entries()) {
    setting.onColumn?.({ column: name, done, all: names.length, rows })
    const read = await readColumn(db, name, setting)
    if ('skip' in read) left.push({ name, reason: read.skip })
    else if ('rows' in read) rowColumns.push(read)
    else if ('decided' in read) numbers.push(read)
    else columns.push(read)
  }
  const read = [...columns, ...(await comparableColumns(db, numbers, setting))]
  return { columns: read.sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name)), rowColumns, left }
}

/** A column of numbers, to be read together with all others. */
interface NumberToRead {
  readonly pair: ColumnPair
  readonly decided: DecidedColumn
}

async function comparableColumns(
  db: Database,
  numbers: readonly NumberToRead[],
  { tables, exact }: Setting,
): Promise<ComparableColumn[]> {
  const columns = numbers.map(({ pair, decided }) => ({
    name: pair.name,
    reference: numberView(pair.reference, decided.isTime),
    current: numberView(pair.current, decided.isTime),
  }))
  const views = { reference: tables.reference.view, current: tables.current.view }
  const found = await summariseNumbers(db, columns, { views, exact })
  return numbers.map(({ pair, decided }) => comparableNumbers(pair.name, found.get(pair.name)!, decided))
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
  if (needsRows(design)) return readPairRows(db, pair, { tables, design, decided })
  return decided.type === 'numeric' ? { pair, decided } : summarisePair(db, pair, decided)
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

function sharedColumns(tables: Tables, types: Readonly<Record<string, ColumnType>>): string[] {
  const shared = [...tables.reference.columns.keys()].filter((name) => tables.current.columns.has(name))
  const unknown = Object.keys(types).filter((name) => !shared.includes(name))
  const known = shared.map((name) => JSON.stringify(name)).join(', ')
  if (shared.length === 0) {
    throw new ConfigError(
      'Cannot compare the two tables: they have no column in common. Expected at least one of the same name.',
    )
  }
  if (unknown.length === 0) return shared
  throw new ConfigError(
    `Cannot give column ${JSON.stringify(unknown[0])} a type: not both tables have it. Both have ${known}.`,
  )
}

function oneSided({ reference, current }: Tables) {
  const missingIn = (from: OpenTable, other: OpenTable) =>
    [...from.columns.keys()].filter((name) => !other.columns.has(name))
  return { onlyReference: missingIn(reference, current), onlyCurrent: missingIn(current, reference) }
}
