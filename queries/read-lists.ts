import { type DuckDBDataChunk, DuckDBListVector, type DuckDBResult } from '@duckdb/node-api'

/** A LIST column of some rows: the entries of row i are `values` from `starts[i]` on, `sizes[i]` many. */
export interface ListColumn {
  readonly starts: Uint32Array
  readonly sizes: Uint32Array
  readonly values: Int32Array | Float32Array
}

/**
 * Gives the columns of a result, all INTEGER[] or FLOAT[] without NULL, chunk by chunk, as DuckDB holds them, for the call only: an
 * object a number would take minutes for the vectors of a large sample.
 *
 * @returns how many rows came; fewer than there are when DuckDB failed on the way, which it does not tell
 */
export async function streamLists(
  result: DuckDBResult,
  take: (columns: readonly ListColumn[]) => void,
): Promise<number> {
  let rows = 0
  for (let chunk = await result.fetchChunk(); chunk !== null; chunk = await result.fetchChunk()) {
    const { rowCount, columnCount } = chunk
    if (rowCount === 0) break
    take(Array.from({ length: columnCount }, (_, column) => listsOf(chunk!, column, rowCount)))
    rows += rowCount
  }
  return rows
}

function listsOf(chunk: DuckDBDataChunk, column: number, rows: number): ListColumn {
  const vector = chunk.getColumnVector(column)
  if (!(vector instanceof DuckDBListVector)) throw new TypeError('A column was expected as a list.')
  const starts = new Uint32Array(rows)
  const sizes = new Uint32Array(rows)
  for (let row = 0; row < rows; row += 1) {
    starts[row] = vector.getEntryOffset(row)
    sizes[row] = vector.getEntryLength(row)
  }
  return { starts, sizes, values: numbersOf(vector) }
}

/** The library declares `items` private; without it there is a call a number. */
function numbersOf({ childVector }: DuckDBListVector): ListColumn['values'] {
  const items: unknown = Reflect.get(childVector, 'items')
  if (items instanceof Int32Array || items instanceof Float32Array) return items
  throw new TypeError('A list was expected as INTEGER[] or FLOAT[]. Cast it in the query.')
}
