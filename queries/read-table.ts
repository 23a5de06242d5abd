import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from '../suite/config/errors.ts'
import { columnPair, type Side } from './column-pair.ts'
import type { Database } from './database.ts'
import { type ColumnType, inferColumn } from './infer-column.ts'
import { overrideType } from './override-type.ts'
import { type ComparableColumn, summarisePair } from './summarise-pair.ts'
import { type OpenTable, openTable } from './table-file.ts'

export interface TablesToCompare {
  /** Paths of CSV, JSON-lines or Parquet files, each of any of these formats. */
  readonly reference: string
  readonly current: string
  /** Types by column name, instead of what would be inferred. */
  readonly types?: Readonly<Record<string, ColumnType>>
}

export interface SummarisedTables {
  /** Comparable columns, in the order of the reference table. */
  readonly columns: readonly ComparableColumn[]
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
 * @throws ConfigError when a table cannot be read or has no rows, the tables share no column, or a type in `types`
 * names no shared column or cannot be followed
 */
export async function summariseTables(
  db: Database,
  { reference, current, types = {} }: TablesToCompare,
): Promise<SummarisedTables> {
  const folder = await mkdtemp(join(db.temporaryFolder, 'tables-'))
  try {
    const tables = {
      reference: await openTable(db, { path: reference, view: 'reference_table', folder }),
      current: await openTable(db, { path: current, view: 'current_table', folder }),
    }
    const { columns, left } = await summariseShared(db, sharedColumns(tables, types), { tables, types })
    const { onlyReference, onlyCurrent } = oneSided(tables)
    const absent = [
      ...onlyReference.map((name) => ({ name, reason: 'only the reference table has it' })),
      ...onlyCurrent.map((name) => ({ name, reason: 'only the current table has it' })),
    ]
    return { columns, skipped: [...left, ...absent], onlyReference, onlyCurrent }
  } finally {
    await rm(folder, { recursive: true })
  }
}

type Tables = Readonly<Record<Side, OpenTable>>

async function summariseShared(
  db: Database,
  names: readonly string[],
  { tables, types }: { readonly tables: Tables; readonly types: Readonly<Record<string, ColumnType>> },
): Promise<Pick<SummarisedTables, 'columns'> & { readonly left: SummarisedTables['skipped'] }> {
  const columns: ComparableColumn[] = []
  const left: { name: string; reason: string }[] = []
  for (const name of names) {
    const pair = columnPair(name, tables)
    const wanted = Object.hasOwn(types, name) ? types[name] : undefined
    const decided = wanted === undefined ? await inferColumn(db, pair) : await overrideType(db, pair, wanted)
    if ('skip' in decided) left.push({ name, reason: decided.skip })
    else columns.push(await summarisePair(db, pair, decided))
  }
  return { columns, left }
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
