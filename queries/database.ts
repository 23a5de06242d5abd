import { mkdir } from 'node:fs/promises'
import { isDeepStrictEqual } from 'node:util'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { type AppendColumn, appendRows } from './append-rows.ts'
import { registerTextFunctionOf, type TextFunction } from './features/own-functions.ts'
import { registerTextFunction } from './features/text-function.ts'
import { bindParameters, type Parameters } from './parameters.ts'
import { QueryError } from './query-error.ts'
import { type Columns, readColumns, streamColumns } from './read-columns.ts'
import { type ListColumn, streamLists } from './read-lists.ts'
import { type Statement, statementOf, textOf } from './statement.ts'
import { registerCardFunction } from './traffic/card-function.ts'

/** One row as plain JavaScript values: DOUBLE is a number, BIGINT a bigint, LIST an array, TIMESTAMPTZ a Date. */
export type Row = Readonly<Record<string, unknown>>

/** A query whose result is too large to be held, and how many rows it has, without which a broken one seems whole. */
type StreamedQuery = Exclude<Statement, URL> & { readonly rows: number }

export interface DatabaseOptions {
  /** Where DuckDB spills what does not fit into memory; made when missing. */
  readonly temporaryFolder: string
  /** DuckDB's notation, default `1GB`: a night of ordinary traffic with room for a second process beside it. */
  readonly memoryLimit?: string
  /** Default 2, so that a worker's other activities keep a core. */
  readonly threads?: number
  /** The only files and folders that queries may reach, beside the temporary folder; unset: all. */
  readonly reach?: readonly string[]
  /** `false` leaves out the macros and functions of traffic and features, which take most of the time that opening does. */
  readonly macros?: boolean
}

/** How much of the machine DuckDB may take. */
export type DatabaseLimits = Pick<DatabaseOptions, 'memoryLimit' | 'threads'>

/**
 * An in-memory DuckDB over files, with the macros of `text-features.sql`, `record-*.sql` and `stored-record.sql` defined.
 * A query is the URL of a `.sql` file; its values are bound by name. One call at a time: temporary tables are shared.
 * Every failure is a `QueryError`.
 */
export interface Database extends AsyncDisposable {
  /** A folder for unfinished files; each user makes its own folder in it and removes it. */
  readonly temporaryFolder: string
  /** What it may take. */
  readonly limits: Required<Pick<DatabaseOptions, 'memoryLimit' | 'threads'>>
  run(query: Statement, parameters?: Parameters): Promise<void>
  rows(query: Statement, parameters?: Parameters): Promise<readonly Row[]>
  /** Rows some at a time, never all in memory; a query whose number of rows is known, as for `stream`. */
  someRows(query: Statement, parameters: Parameters, expected: number): AsyncGenerator<readonly Row[]>
  /** DOUBLE columns as `Float64Array` (NULL is NaN), VARCHAR columns as string arrays. */
  columns(query: Statement, parameters?: Parameters): Promise<Columns>
  /** DOUBLE columns without NULL, chunk by chunk, never all in memory; a chunk is valid during its call only. */
  stream(query: StreamedQuery, take: (columns: readonly Float64Array[]) => void): Promise<void>
  /** INTEGER[] and FLOAT[] columns without NULL, chunk by chunk; a chunk is valid during its call only. @returns how many rows came */
  lists(
    query: Statement,
    parameters: Parameters,
    take: (columns: readonly ListColumn[]) => void,
  ): Promise<number>
  /** Gives SQL a function of one text; its result is a STRUCT(number DOUBLE, category VARCHAR), one of them set at the most. */
  define(name: string, give: TextFunction): void
  /** Does work whose queries are stopped once it takes longer: with a `QueryError` whose reason begins with INTERRUPT. */
  within<T>(seconds: number, work: () => Promise<T>): Promise<T>
  /** Adds rows to a table of BIGINT and VARCHAR columns, given by column. */
  append(table: string, columns: readonly AppendColumn[]): Promise<void>
}

/**
 * Opens a fresh in-memory database that never reaches for the network (extensions are not installed on demand).
 * Times without a zone are read as UTC whatever the machine's zone is.
 *
 * @example await using db = await openDatabase({ temporaryFolder: '/tmp/night' })
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { temporaryFolder } = options
  await mkdir(temporaryFolder, { recursive: true })
  const limits = limitsOf(options)
  const instance = await openInstance(limits, temporaryFolder)
  const connection = await instance.connect()
  const database = databaseOver(connection, { temporaryFolder, limits }, () => instance.closeSync())
  await database.run(IN_UTC)
  if (options.macros !== false) await defineMacros(database, connection)
  if (options.reach !== undefined) await confine(database, options.reach)
  return database
}

/**
 * Connects to the one database of this process that stays open, which costs a fraction of opening one: for the small, frequent
 * queries of a run's batches. It has no macros and spills nothing to disk; temporary tables belong to the connection.
 *
 * @param temporaryFolder for unfinished files; it is there already
 * @param given what it may take; another database is opened where the one that is there may take something else
 */
export async function connectShared(
  temporaryFolder: string,
  given: Partial<Database['limits']> = {},
): Promise<Database> {
  const limits = limitsOf(given)
  if (shared === null || !isDeepStrictEqual(shared.limits, limits))
    shared = { limits, instance: openInstance(limits, '') }
  const connection = await (await shared.instance).connect()
  const database = databaseOver(connection, { temporaryFolder, limits }, () => undefined)
  await database.run(IN_UTC)
  return database
}

/** Makes the next `connectShared` open another database: after a failure this one may be good for nothing. */
export function abandonShared(): void {
  shared = null
}

let shared: { readonly limits: Database['limits']; readonly instance: Promise<DuckDBInstance> } | null = null

function limitsOf({
  memoryLimit = '1GB',
  threads = 2,
}: Pick<DatabaseOptions, 'memoryLimit' | 'threads'>): Database['limits'] {
  return { memoryLimit, threads }
}

function openInstance(limits: Database['limits'], spill: string): Promise<DuckDBInstance> {
  return DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    // It keeps what was read until the memory limit is reached, which the system's own cache does without counting for us.
    enable_external_file_cache: 'false',
    memory_limit: limits.memoryLimit,
    temp_directory: spill,
    threads: String(limits.threads),
  })
}

const IN_UTC = { name: 'time zone', sql: "SET TimeZone = 'UTC'" }

async function defineMacros(database: Database, connection: DuckDBConnection): Promise<void> {
  registerTextFunction(connection)
  registerCardFunction(connection)
  await database.run(new URL('./features/text-features.sql', import.meta.url))
  await database.run(new URL('./traffic/staged-lines.sql', import.meta.url))
  await database.run(new URL('./traffic/record-fields.sql', import.meta.url))
  await database.run(new URL('./traffic/record-scores.sql', import.meta.url))
  await database.run(new URL('./traffic/stored-record.sql', import.meta.url))
  await database.run(new URL('./features/own-features.sql', import.meta.url))
  await database.run(new URL('./traffic/table-record.sql', import.meta.url))
  await database.run(new URL('./traffic/redact.sql', import.meta.url))
  await database.run(new URL('./traffic/redact-names.sql', import.meta.url))
}

/** For good: whatever a query says afterwards, it reads and writes nothing else, on this machine or in the network. */
async function confine(database: Database, reach: readonly string[]): Promise<void> {
  const folders = `[${reach.map(textOf).join(', ')}]`
  const sql = [
    `SET allowed_paths = ${folders}`,
    `SET allowed_directories = ${folders}`,
    'SET enable_external_access = false',
    'SET lock_configuration = true',
  ]
  for (const each of sql) await database.run({ name: 'confinement', sql: each })
}

function databaseOver(
  connection: DuckDBConnection,
  own: Pick<Database, 'temporaryFolder' | 'limits'>,
  close: () => void,
): Database {
  const start = async (query: Statement, parameters: Parameters = {}) => {
    const { name, sql } = await statementOf(query)
    const { values, types } = bindParameters(parameters)
    return {
      name,
      names: Object.keys(parameters),
      result: () => connection.run(sql, values, types),
      stream: () => connection.stream(sql, values, types),
    }
  }
  return {
    ...own,
    async run(query, parameters) {
      const { name, names, result } = await start(query, parameters)
      await failingAs(name, names, async () => (await result()).fetchAllChunks())
    },
    async rows(query, parameters) {
      const { name, names, result } = await start(query, parameters)
      return failingAs(name, names, async () => (await result()).getRowObjectsJS())
    },
    async *someRows(query, parameters, expected) {
      const { name, names, stream } = await start(query, parameters)
      const result = await failingAs(name, names, stream)
      const chunks = result.yieldRowObjectJs()
      let taken = 0
      for (;;) {
        const { done, value } = await failingAs(name, names, () => chunks.next())
        if (done) break
        taken += value.length
        yield value
      }
      // As in `stream`, nothing tells that a result broke off.
      if (taken !== expected) throw brokenOff(name, names, `${taken} of ${expected}`)
    },
    async columns(query, parameters) {
      const { name, names, result } = await start(query, parameters)
      return failingAs(name, names, async () => readColumns(await result()))
    },
    async stream({ name, sql, rows }, take) {
      await failingAs(name, [], async () => {
        const taken = await streamColumns(await connection.stream(sql), take)
        // A stream that fails half way ends like a whole one: the node-api does not tell (duckdb-rs #832 is the same).
        if (taken !== rows) throw new Error(`IO Error: the result broke off after ${taken} of ${rows} rows`)
      })
    },
    async lists(query, parameters, take) {
      const { name, names, stream } = await start(query, parameters)
      return failingAs(name, names, async () => streamLists(await stream(), take))
    },
    define: (name, give) => registerTextFunctionOf(connection, name, give),
    within: (seconds, work) => within(connection, seconds, work),
    append: (table, columns) => appendRows(connection, table, columns),
    async [Symbol.asyncDispose]() {
      connection.closeSync()
      close()
    },
  }
}

/** Again and again, because an interruption between two queries is forgotten. */
async function within<T>(connection: DuckDBConnection, seconds: number, work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + 1000 * seconds
  const watch = setInterval(() => {
    if (performance.now() > deadline) connection.interrupt()
  }, 100)
  try {
    return await work()
  } finally {
    clearInterval(watch)
  }
}

function brokenOff(name: string, parameters: readonly string[], rows: string): QueryError {
  return new QueryError(name, parameters, new Error(`IO Error: the result broke off after ${rows} rows`))
}

async function failingAs<T>(name: string, parameters: readonly string[], work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw new QueryError(name, parameters, cause)
  }
}
