import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { ConfigError } from '../../suite/config/errors.ts'
import type { Database } from '../database.ts'
import { csvDelimiter } from '../files/csv-delimiter.ts'
import { isWhole, packingOf } from '../files/inflated-file.ts'
import { QueryError } from '../query-error.ts'
import { textOf } from '../statement.ts'
import { checkCsvNames, checkParquetNames, checkRenamed } from './column-names.ts'
import { csvFault } from './csv-fault.ts'
import { jsonFault } from './json-fault.ts'
import { tablePaths } from './table-paths.ts'

const CSV = new URL('./stage-csv.sql', import.meta.url)
const JSON_LINES = new URL('./stage-json.sql', import.meta.url)
const ROWS = new URL('./count-rows.sql', import.meta.url)
const COLUMNS = new URL('./describe-table.sql', import.meta.url)

const EXPECTED =
  'Expected CSV (.csv, .tsv), JSON lines (.jsonl, .ndjson, .json), each plain, .gz or .zst, or Parquet (.parquet).'

/** Where DuckDB reads one side of a comparison, and what it found there. */
export interface OpenTable {
  readonly view: string
  /** Cells of a CSV file are texts whatever they hold; other files say what their columns are. */
  readonly isCsv: boolean
  readonly columns: ReadonlyMap<string, string>
  readonly rows: number
}

/**
 * Makes a view of a file, or of all files that a glob means, which must be of one format: Parquet where it lies, CSV and
 * JSON lines as Parquet files in `folder`. Files of a glob go together by the names of their columns; one that lacks a
 * column has no values there.
 * @throws ConfigError when a file is missing, empty, without rows, of another format, or broken
 */
export async function openTable(
  db: Database,
  { path, view, folder }: { readonly path: string; readonly view: string; readonly folder: string },
): Promise<OpenTable> {
  const paths = await tablePaths(path, EXPECTED)
  const format = commonFormat(path, paths)
  const parts: string[] = []
  for (const [index, part] of paths.entries()) {
    await checkFile(part)
    const staged = join(folder, `${view}-${index}.parquet`)
    parts.push(await readingAs(format, part, () => stage(db, { part, format, staged })))
  }
  return readingAs(format, path, () => viewOf(db, { path, view, parts, isCsv: format === 'csv' }))
}

type Format = 'csv' | 'json' | 'parquet'

async function readingAs<T>(format: Format, path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof QueryError)) throw error
    throw new ConfigError(`Cannot read table "${path}" as ${format}: ${error.reason} ${EXPECTED}`)
  }
}

/** The Parquet file that holds what `part` does. */
async function stage(
  db: Database,
  { part, format, staged }: { readonly part: string; readonly format: Format; readonly staged: string },
): Promise<string> {
  if (format === 'parquet') {
    await checkParquetNames(db, part)
    return part
  }
  if (format === 'csv') await stageCsv(db, part, staged)
  else await stageJson(db, part, staged)
  if (await isWhole(part)) return staged
  throw new ConfigError(
    `Cannot read table "${part}" as ${format}: the compressed file ends early or is damaged. Export it again.`,
  )
}

async function stageCsv(db: Database, source: string, path: string): Promise<void> {
  const delimiter = await csvDelimiter(source)
  try {
    await checkCsvNames(db, source, delimiter)
    await db.run(CSV, { source, delimiter, path })
  } catch (error) {
    if (error instanceof ConfigError) throw error
    throw brokenTable(error, await csvFault(source, delimiter), { source, format: 'csv' })
  }
}

async function stageJson(db: Database, source: string, path: string): Promise<void> {
  try {
    await db.run(JSON_LINES, { source, path })
  } catch (error) {
    throw brokenTable(error, await jsonFault(source), { source, format: 'json' })
  }
}

/** What was found in the file, where something was, instead of what DuckDB says. */
function brokenTable(
  error: unknown,
  fault: string | null,
  { source, format }: { readonly source: string; readonly format: string },
): unknown {
  if (fault === null) return error
  return new ConfigError(
    `Cannot read table "${source}" as ${format}: ${fault} Correct it, or export the file again.`,
  )
}

async function viewOf(
  db: Database,
  table: {
    readonly path: string
    readonly view: string
    readonly parts: readonly string[]
    readonly isCsv: boolean
  },
): Promise<OpenTable> {
  const { path, view, parts, isCsv } = table
  const [size] = await db.rows(ROWS, { files: parts })
  if (Number(size?.records) === 0) {
    throw new ConfigError(
      `Cannot compare table "${path}": it has no rows. Expected at least one under its header.`,
    )
  }
  const files = parts.map(textOf).join(', ')
  const select = `SELECT * FROM read_parquet([${files}], union_by_name = true, hive_partitioning = false)`
  await db.run({ name: `view ${view}`, sql: `CREATE OR REPLACE TEMP VIEW ${view} AS ${select}` })
  const found = await db.rows(COLUMNS, { view })
  if (found.length > WIDE) await keepRows(db, view, select)
  const columns = new Map(found.map(({ name, type }) => [String(name), String(type)]))
  if (!isCsv) checkRenamed(path, [...columns.keys()])
  return { view, isCsv, columns, rows: Number(size?.records) }
}

/** Beyond so many columns, finding one in the file anew for each question takes longer than everything else. */
const WIDE = 64

/** Puts a table in the view's place; what does not fit into memory is spilled. */
async function keepRows(db: Database, view: string, select: string): Promise<void> {
  await db.run({ name: `view ${view}`, sql: `DROP VIEW ${view}` })
  await db.run({ name: `table ${view}`, sql: `CREATE OR REPLACE TEMP TABLE ${view} AS ${select}` })
}

const PACKING: Readonly<Record<string, string>> = { '.gz': 'gzip', '.zst': 'zstd' }

async function checkFile(path: string): Promise<void> {
  if ((await stat(path)).size === 0)
    throw new ConfigError(`Cannot read table "${path}": the file is empty. ${EXPECTED}`)
  const [, ending] = /(\.gz|\.zst)$/i.exec(path) ?? []
  if (ending === undefined || (await packingOf(path)) === PACKING[ending.toLowerCase()]) return
  throw new ConfigError(
    `Cannot read table "${path}": its name ends in ${ending}, but it is not compressed so. Rename it, or export it again.`,
  )
}

function commonFormat(pattern: string, paths: readonly string[]): Format {
  const formats = [...new Set(paths.map(formatOf))]
  if (formats.length === 1) return formats[0]!
  throw new ConfigError(
    `Cannot read table "${pattern}": it means files of several formats (${formats.join(', ')}). Name those of one.`,
  )
}

function formatOf(path: string): Format {
  const name = basename(path).toLowerCase()
  if (/\.(csv|tsv)(\.gz|\.zst)?$/.test(name)) return 'csv'
  if (/\.(jsonl|ndjson|json)(\.gz|\.zst)?$/.test(name)) return 'json'
  if (/\.(parquet|pq)$/.test(name)) return 'parquet'
  throw new ConfigError(`Cannot tell the format of table "${path}" by its name. ${EXPECTED}`)
}
