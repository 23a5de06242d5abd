import {
  BIGINT,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  type DuckDBValue,
  VARCHAR,
} from '@duckdb/node-api'
import { QueryError } from './query-error.ts'

/** One column of rows to add: whole numbers for a BIGINT column, texts for a VARCHAR column. */
export type AppendColumn = readonly number[] | readonly (string | null)[]

/** The most rows that DuckDB takes in one chunk. */
const CHUNK = 2048

/**
 * Adds rows, given by column, to an existing table of BIGINT and VARCHAR columns.
 * @throws QueryError when the table does not take them
 */
export async function appendRows(
  connection: DuckDBConnection,
  table: string,
  columns: readonly AppendColumn[],
): Promise<void> {
  try {
    const appender = await connection.createAppender(table)
    const rows = columns[0]?.length ?? 0
    for (let start = 0; start < rows; start += CHUNK) {
      appender.appendDataChunk(chunkOf(columns, start, Math.min(start + CHUNK, rows)))
    }
    appender.closeSync()
  } catch (cause) {
    throw new QueryError(`append to ${table}`, [], cause)
  }
}

function chunkOf(columns: readonly AppendColumn[], start: number, end: number): DuckDBDataChunk {
  const values = columns.map((column) => column.slice(start, end).map(asValue))
  const chunk = DuckDBDataChunk.create(columns.map(typeOf), end - start)
  chunk.setColumns(values)
  return chunk
}

function typeOf(column: AppendColumn): DuckDBType {
  return typeof column[0] === 'number' ? BIGINT : VARCHAR
}

function asValue(value: number | string | null): DuckDBValue {
  return typeof value === 'number' ? BigInt(value) : value
}
