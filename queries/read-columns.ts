import type { DuckDBDataChunk, DuckDBResult, DuckDBVector } from '@duckdb/node-api'

/** A result by column name: numbers as a typed array (NULL is NaN), texts as strings (NULL is null). */
export type Columns = Readonly<Record<string, Float64Array | readonly (string | null)[]>>

/**
 * Reads a whole result by column, without an object a row.
 * DOUBLE columns become `Float64Array`s, VARCHAR columns string arrays; other types must be cast in SQL.
 */
export async function readColumns(result: DuckDBResult): Promise<Columns> {
  const chunks = await result.fetchAllChunks()
  const columns: Record<string, Float64Array | (string | null)[]> = {}
  for (const [index, name] of result.columnNames().entries()) {
    const type = String(result.columnType(index))
    columns[name] = type === 'DOUBLE' ? numbers(chunks, index) : texts(chunks, index)
  }
  return columns
}

/**
 * Gives the DOUBLE columns of a result chunk by chunk, as DuckDB holds them: without NULL, and for the call only.
 *
 * @returns how many rows came; fewer than there are when DuckDB failed on the way, which it does not tell
 */
export async function streamColumns(
  result: DuckDBResult,
  take: (columns: readonly Float64Array[]) => void,
): Promise<number> {
  let rows = 0
  let next = result.fetchChunk()
  try {
    for (let chunk = await next; chunk !== null && chunk.rowCount > 0; chunk = await next) {
      // DuckDB makes the next chunk on another thread while this one is taken.
      next = result.fetchChunk()
      take(columnsOf(chunk))
      rows += chunk.rowCount
    }
    return rows
  } finally {
    await next.catch(() => undefined)
  }
}

function columnsOf(chunk: DuckDBDataChunk): Float64Array[] {
  return Array.from({ length: chunk.columnCount }, (_, i) => doublesOf(chunk.getColumnVector(i)))
}

/** The numbers of a DOUBLE column without NULL. */
function doublesOf(vector: DuckDBVector): Float64Array {
  // The library declares `items` private; without it there is a call a number.
  const items: unknown = Reflect.get(vector, 'items')
  if (items instanceof Float64Array) return items
  throw new TypeError('A column was expected as DOUBLE. Cast it in the query.')
}

function numbers(chunks: readonly DuckDBDataChunk[], column: number): Float64Array {
  const size = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0)
  const out = new Float64Array(size)
  let at = 0
  for (const chunk of chunks) {
    const vector = chunk.getColumnVector(column)
    // Each look at `rowCount` is a call into DuckDB.
    const rows = chunk.rowCount
    for (let row = 0; row < rows; row++) {
      out[at++] = (vector.getItem(row) as number | null) ?? Number.NaN
    }
  }
  return out
}

function texts(chunks: readonly DuckDBDataChunk[], column: number): (string | null)[] {
  return chunks.flatMap((chunk) => chunk.getColumnValues(column) as (string | null)[])
}

/** A column that the query is known to give as numbers. @throws TypeError when it is not one */
export function numberColumn(columns: Columns, name: string): Float64Array {
  const column = columns[name]
  if (column instanceof Float64Array) return column
  throw new TypeError(`Column "${name}" was expected as DOUBLE. Cast it in the query.`)
}

/** A column that the query is known to give as texts. @throws TypeError when it is not one */
export function textColumn(columns: Columns, name: string): readonly (string | null)[] {
  const column = columns[name]
  if (column !== undefined && !(column instanceof Float64Array)) return column
  throw new TypeError(`Column "${name}" was expected as VARCHAR. Cast it in the query.`)
}
