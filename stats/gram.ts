import type { Points } from './points.ts'
import { rowCount, type SparseRows, timesBlock, transposedTimesBlock } from './sparse-rows.ts'

/** Up to so many rows the products of all pairs are few enough to be written down. */
const FEW_ROWS = 400

/**
 * What A·Aᵀ makes of a block with a row for each row of A. Of few rows the matrix is written down once, which makes each
 * product many times cheaper; of many it never is.
 *
 * @returns a function of a block; the result has its dimensions
 */
export function gramOf(rows: SparseRows): (block: Points) => Points {
  if (rowCount(rows) > FEW_ROWS)
    return ({ dimensions, values }) => {
      const sides = transposedTimesBlock(rows, values, dimensions)
      return { dimensions, values: timesBlock(rows, sides, dimensions) }
    }
  const products = innerProductsOfRows(rows)
  return (block) => timesDense(products, rowCount(rows), block)
}

function timesDense(matrix: Float64Array, size: number, { dimensions, values }: Points): Points {
  const product = new Float64Array(values.length)
  for (let row = 0; row < size; row += 1) {
    const to = row * dimensions
    for (let i = 0; i < size; i += 1) {
      const factor = matrix[row * size + i]!
      if (factor === 0) continue
      const from = i * dimensions
      for (let j = 0; j < dimensions; j += 1) product[to + j]! += factor * values[from + j]!
    }
  }
  return { dimensions, values: product }
}

/** A·Aᵀ: of each two rows, the sum of the products of what they have in common. */
function innerProductsOfRows(rows: SparseRows): Float64Array {
  const { starts, columns, values } = rows
  const count = rowCount(rows)
  const { from, having, held } = byColumn(rows)
  const products = new Float64Array(count * count)
  for (let row = 0; row < count; row += 1) {
    for (let i = starts[row]!; i < starts[row + 1]!; i += 1) {
      const value = values[i]!
      const end = from[columns[i]! + 1]!
      for (let k = from[columns[i]!]!; k < end; k += 1)
        products[row * count + having[k]!]! += value * held[k]!
    }
  }
  return products
}

/** The same entries column by column: those of column c from `from[c]` up to, not including, `from[c + 1]`. */
function byColumn({ starts, columns, values, width }: SparseRows) {
  const from = new Uint32Array(width + 1)
  for (const column of columns) from[column + 1]! += 1
  for (let column = 0; column < width; column += 1) from[column + 1]! += from[column]!
  const next = from.slice()
  const having = new Uint32Array(columns.length)
  const held = new Float32Array(columns.length)
  for (let row = 0; row + 1 < starts.length; row += 1) {
    for (let i = starts[row]!; i < starts[row + 1]!; i += 1) {
      const at = next[columns[i]!]!++
      having[at] = row
      held[at] = values[i]!
    }
  }
  return { from, having, held }
}
