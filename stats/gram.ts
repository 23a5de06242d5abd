import { rowCount, type SparseRows } from './sparse-rows.ts'

/** So many vectors are multiplied at a time: an entry is fetched once for all of them, and their sums fit into registers. */
export const AT_ONCE = 4

/**
 * What A·Aᵀ makes of vectors with an entry for each row of A. Column by column, so that nothing as wide as A is written
 * down: what a column adds up to goes back to its rows at once.
 *
 * @returns a function of up to `AT_ONCE` vectors, which gives as many
 * @example gramOf(rows)([Float64Array.of(1, 0)]) // of the rows [3, 0] and [1, 2]: [[9, 3]]
 */
export function gramOf(rows: SparseRows): (vectors: readonly Float64Array[]) => Float64Array[] {
  const count = rowCount(rows)
  const columns = byColumn(rows)
  const block = new Float64Array(AT_ONCE * count)
  const product = new Float64Array(AT_ONCE * count)
  return (vectors) => {
    block.fill(0)
    product.fill(0)
    for (const [k, vector] of vectors.entries())
      for (let row = 0; row < count; row += 1) block[AT_ONCE * row + k] = vector[row]!
    multiply(columns, block, product)
    return vectors.map((_, k) =>
      Float64Array.from({ length: count }, (__, row) => product[AT_ONCE * row + k]!),
    )
  }
}

/** The entries column by column: those of column c from `starts[c]` up to, not including, `starts[c + 1]`. */
interface Columns {
  readonly starts: Uint32Array
  /** Of each entry, where its row begins in a block of `AT_ONCE` vectors. */
  readonly places: Uint32Array
  readonly values: Float32Array
}

function multiply({ starts, places, values }: Columns, block: Float64Array, product: Float64Array): void {
  for (let column = 0; column + 1 < starts.length; column += 1) {
    const from = starts[column]!
    const end = starts[column + 1]!
    let [a, b, c, d] = [0, 0, 0, 0]
    for (let i = from; i < end; i += 1) {
      const value = values[i]!
      const at = places[i]!
      a += value * block[at]!
      b += value * block[at + 1]!
      c += value * block[at + 2]!
      d += value * block[at + 3]!
    }
    for (let i = from; i < end; i += 1) {
      const value = values[i]!
      const at = places[i]!
      product[at]! += value * a
      product[at + 1]! += value * b
      product[at + 2]! += value * c
      product[at + 3]! += value * d
    }
  }
}

function byColumn({ starts: rowStarts, columns, values: entries, width }: SparseRows): Columns {
  const starts = new Uint32Array(width + 1)
  for (let i = 0; i < columns.length; i += 1) starts[columns[i]! + 1]! += 1
  for (let column = 0; column < width; column += 1) starts[column + 1]! += starts[column]!
  const next = starts.slice()
  const places = new Uint32Array(columns.length)
  const values = new Float32Array(columns.length)
  for (let row = 0; row + 1 < rowStarts.length; row += 1) {
    for (let i = rowStarts[row]!; i < rowStarts[row + 1]!; i += 1) {
      const at = next[columns[i]!]!++
      places[at] = AT_ONCE * row
      values[at] = entries[i]!
    }
  }
  return { starts, places, values }
}
