import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from '../suite/config/errors.ts'
import { columnPair, type Side } from './column-pair.ts'
import type { Database } from './database.ts'
import { type ColumnType, inferColumn } from './infer-column.ts'
import { overrideType } from './override-type.ts'
import { numberRows } from './read-rows.ts'
import { PROBABILITY, type RowDesign, type RowDesignInput, readRowDesign } from './row-design.ts'
import { type RowColumn, readPairRows } from './rows-pair.ts'
import { type ComparableColumn, summarisePair } from './summarise-pair.ts'
import { type OpenTable, openTable } from './table-file.ts'

export interface TablesToCompare {
  /** Paths of CSV, JSON-lines or Parquet files, each of any of these formats. */
  readonly reference: string
  readonly current: string
  /** Types by column name, instead of what would be inferred. */
  readonly types?: Readonly<Record<string, ColumnType>>
  /** Which rows hang together and form slices; by default clusters are looked for, and there are no slices. */
  readonly rows?: RowDesignInput
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
 * @throws ConfigError when a table cannot be read or has no rows, the tables share no column, or an option names no
 * shared column or cannot be followed
 */
export async function summariseTables(
  db: Database,
  { reference, current, types = {}, rows = { cluster: 'auto', by: null }, onColumn }: TablesToCompare,
): Promise<SummarisedTables> {
  const folder = await mkdtemp(join(db.temporaryFolder, 'tables-'))
  try {
    const tables = {
      reference: await openTable(db, { path: reference, view: 'reference_table', folder }),
      current: await openTable(db, { path: current, view: 'current_table', folder }),
    }
    const names = sharedColumns(tables, types)
    const design = await readRowDesign(db, tables, rows)
    if (needsRows(design)) await numberRows(db, tables, design)
    const { columns, rowColumns, left } = await summariseShared(db, names, {
      tables,
      types,
      design,
      onColumn,
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
  for (const [done, name] of names.entries()) {
    setting.onColumn?.({ column: name, done, all: names.length, rows })
    const read = await readColumn(db, name, setting)
    if ('skip' in read) left.push({ name, reason: read.skip })
    else if ('rows' in read) rowColumns.push(read)
    else columns.push(read)
  }
  return { columns, rowColumns, left }
}

async function readColumn(
  db: Database,
  name: string,
  { tables, types, design }: Setting,
): Promise<ComparableColumn | RowColumn | { readonly skip: string }> {
  const wanted = Object.hasOwn(types, name) ? types[name] : undefined
  const role = wanted === undefined ? roleOf(name, design) : null
  if (role !== null) return { skip: role }
  const pair = columnPair(name, tables)
  const decided = wanted === undefined ? await inferColumn(db, pair) : await overrideType(db, pair, wanted)
  if ('skip' in decided) return decided
  return needsRows(design)
    ? readPairRows(db, pair, { tables, design, decided })
    : summarisePair(db, pair, decided)
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
