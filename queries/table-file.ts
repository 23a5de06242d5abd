import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { ConfigError } from '../suite/config/errors.ts'
import { csvDelimiter } from './csv-delimiter.ts'
import { csvFault } from './csv-fault.ts'
import type { Database } from './database.ts'
import { isGzip } from './inflated-file.ts'
import { jsonFault } from './json-fault.ts'
import { QueryError } from './query-error.ts'
import { textOf } from './statement.ts'

const CSV = new URL('./stage-csv.sql', import.meta.url)
const JSON_LINES = new URL('./stage-json.sql', import.meta.url)
const ROWS = new URL('./count-rows.sql', import.meta.url)
const COLUMNS = new URL('./describe-table.sql', import.meta.url)

const EXPECTED =
  'Expected CSV (.csv, .tsv), JSON lines (.jsonl, .ndjson, .json), each plain or .gz, or Parquet (.parquet).'

/** Where DuckDB reads one side of a comparison, and what it found there. */
export interface OpenTable {
  readonly view: string
  /** Cells of a CSV file are texts whatever they hold; other files say what their columns are. */
  readonly isCsv: boolean
  readonly columns: ReadonlyMap<string, string>
}

/**
 * Makes a view of a file: Parquet where it lies, CSV and JSON lines as a Parquet file in `folder`.
 * @throws ConfigError when the file is missing, empty, without rows, of another format, or broken
 */
export async function openTable(
  db: Database,
  file: { readonly path: string; readonly view: string; readonly folder: string },
): Promise<OpenTable> {
  await checkFile(file.path)
  const format = formatOf(file.path)
  const staged = join(file.folder, `${file.view}.parquet`)
  try {
    if (format === 'csv') await stageCsv(db, file.path, staged)
    if (format === 'json') await stageJson(db, file.path, staged)
    return await viewOf(db, file, {
      parquet: format === 'parquet' ? file.path : staged,
      isCsv: format === 'csv',
    })
  } catch (error) {
    if (!(error instanceof QueryError)) throw error
    throw new ConfigError(`Cannot read table "${file.path}" as ${format}: ${error.reason} ${EXPECTED}`)
  }
}

async function stageCsv(db: Database, source: string, path: string): Promise<void> {
  const delimiter = await csvDelimiter(source)
  try {
    await db.run(CSV, { source, delimiter, path })
  } catch (error) {
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
  { path, view }: { readonly path: string; readonly view: string },
  { parquet, isCsv }: { readonly parquet: string; readonly isCsv: boolean },
): Promise<OpenTable> {
  const [size] = await db.rows(ROWS, { files: [parquet] })
  if (Number(size?.records) === 0) {
    throw new ConfigError(
      `Cannot compare table "${path}": it has no rows. Expected at least one under its header.`,
    )
  }
  const sql = `CREATE OR REPLACE TEMP VIEW ${view} AS SELECT * FROM read_parquet(${textOf(parquet)}, hive_partitioning = false)`
  await db.run({ name: `view ${view}`, sql })
  const columns = await db.rows(COLUMNS, { view })
  return { view, isCsv, columns: new Map(columns.map(({ name, type }) => [String(name), String(type)])) }
}

async function checkFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => null)
  if (found === null) throw new ConfigError(`Cannot read table "${path}": there is no such file. ${EXPECTED}`)
  if (!found.isFile()) throw new ConfigError(`Cannot read table "${path}": it is not a file. ${EXPECTED}`)
  if (found.size === 0) throw new ConfigError(`Cannot read table "${path}": the file is empty. ${EXPECTED}`)
  if (/\.gz$/i.test(path) && !(await isGzip(path))) {
    throw new ConfigError(
      `Cannot read table "${path}": its name ends in .gz, but it is not compressed so. Rename it, or export it again.`,
    )
  }
}

function formatOf(path: string): 'csv' | 'json' | 'parquet' {
  const name = basename(path).toLowerCase()
  if (/\.(csv|tsv)(\.gz|\.zst)?$/.test(name)) return 'csv'
  if (/\.(jsonl|ndjson|json)(\.gz|\.zst)?$/.test(name)) return 'json'
  if (/\.(parquet|pq)$/.test(name)) return 'parquet'
  throw new ConfigError(`Cannot tell the format of table "${path}" by its name. ${EXPECTED}`)
}
