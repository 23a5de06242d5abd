/**
 * The rows of a large matrix that is mostly 0 (compressed sparse rows). The entries `starts[i]` up to, not including,
 * `starts[i + 1]` are of row i: their columns, no column twice, and the value in each.
 */
export interface SparseRows {
  readonly starts: Uint32Array
  readonly columns: Uint32Array
  readonly values: Float32Array
  /** One more than the largest column that may occur. */
  readonly width: number
}

/** How many rows there are. */
export function rowCount({ starts }: SparseRows): number {
  return starts.length - 1
}

/** Some rows of a matrix, by their places. */
interface ChosenRows {
  readonly rows: SparseRows
  readonly chosen: ArrayLike<number>
}

/** The chosen rows of both over the wider one's columns, those of `a` first. */
export function stackRows(a: ChosenRows, b: ChosenRows): SparseRows {
  const parts = [a, b].flatMap(({ rows, chosen }) =>
    Array.from(chosen, (row) => ({ rows, from: rows.starts[row]!, end: rows.starts[row + 1]! })),
  )
  const starts = new Uint32Array(parts.length + 1)
  for (const [row, { from, end }] of parts.entries()) starts[row + 1] = starts[row]! + end - from
  const columns = new Uint32Array(starts[parts.length]!)
  const values = new Float32Array(columns.length)
  for (const [row, { rows, from, end }] of parts.entries()) {
    columns.set(rows.columns.subarray(from, end), starts[row]!)
    values.set(rows.values.subarray(from, end), starts[row]!)
  }
  return { starts, columns, values, width: Math.max(a.rows.width, b.rows.width) }
}

/**
 * Some of the rows, over the columns that at least two of them have: what a single row has can place it beside no other.
 *
 * @param chosen  places of rows, in the order wanted
 * @returns columns are numbered anew, in the order of the old ones
 */
export function pickRows(rows: SparseRows, chosen: ArrayLike<number>): SparseRows {
  const numbers = timesFound(rows, chosen)
  let width = 0
  for (let column = 0; column < numbers.length; column += 1)
    numbers[column] = numbers[column]! > 1 ? ++width : 0
  return renumbered(rows, chosen, { numbers, width })
}

/** Of each column, how many of the chosen rows have it. */
function timesFound({ starts, columns, width }: SparseRows, chosen: ArrayLike<number>): Uint32Array {
  const found = new Uint32Array(width)
  for (let place = 0; place < chosen.length; place += 1) {
    const end = starts[chosen[place]! + 1]!
    for (let i = starts[chosen[place]!]!; i < end; i += 1) found[columns[i]!]! += 1
  }
  return found
}

/** The chosen rows over columns that have a number; numbers start at 1, and 0 leaves a column out. */
function renumbered(
  rows: SparseRows,
  chosen: ArrayLike<number>,
  { numbers, width }: { readonly numbers: Uint32Array; readonly width: number },
): SparseRows {
  const most = Array.from(chosen).reduce((sum, row) => sum + rows.starts[row + 1]! - rows.starts[row]!, 0)
  const starts = new Uint32Array(chosen.length + 1)
  const columns = new Uint32Array(most)
  const values = new Float32Array(most)
  let at = 0
  for (let place = 0; place < chosen.length; place += 1) {
    const end = rows.starts[chosen[place]! + 1]!
    for (let i = rows.starts[chosen[place]!]!; i < end; i += 1) {
      const number = numbers[rows.columns[i]!]!
      if (number === 0) continue
      columns[at] = number - 1
      values[at] = rows.values[i]!
      at += 1
    }
    starts[place + 1] = at
  }
  return { starts, columns: columns.subarray(0, at), values: values.subarray(0, at), width }
}
