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
  const sizes = [a, b].flatMap(({ rows, chosen }) =>
    Array.from(chosen, (row) => rows.starts[row + 1]! - rows.starts[row]!),
  )
  const starts = new Uint32Array(sizes.length + 1)
  for (const [row, size] of sizes.entries()) starts[row + 1] = starts[row]! + size
  const columns = new Uint32Array(starts[sizes.length]!)
  const values = new Float32Array(columns.length)
  let at = 0
  for (const { rows, chosen } of [a, b]) {
    eachEntry(rows, chosen, (i) => {
      columns[at] = rows.columns[i]!
      values[at++] = rows.values[i]!
    })
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
  const { columns, width } = rows
  const found = new Uint32Array(width)
  eachEntry(rows, chosen, (i) => {
    found[columns[i]!]! += 1
  })
  const numbers = new Uint32Array(width)
  let shared = 0
  for (let column = 0; column < width; column += 1) if (found[column]! > 1) numbers[column] = ++shared
  return renumbered(rows, chosen, { numbers, width: shared })
}

/** The chosen rows over columns that have a number; numbers start at 1, and 0 leaves a column out. */
function renumbered(
  rows: SparseRows,
  chosen: ArrayLike<number>,
  { numbers, width }: { readonly numbers: Uint32Array; readonly width: number },
): SparseRows {
  let size = 0
  eachEntry(rows, chosen, (i) => {
    if (numbers[rows.columns[i]!]! > 0) size += 1
  })
  const starts = new Uint32Array(chosen.length + 1)
  const columns = new Uint32Array(size)
  const values = new Float32Array(size)
  let at = 0
  eachEntry(rows, chosen, (i, place) => {
    const number = numbers[rows.columns[i]!]!
    if (number > 0) {
      columns[at] = number - 1
      values[at++] = rows.values[i]!
    }
    starts[place + 1] = at
  })
  for (let row = 0; row < chosen.length; row += 1) starts[row + 1] = Math.max(starts[row + 1]!, starts[row]!)
  return { starts, columns, values, width }
}

function eachEntry(
  { starts }: SparseRows,
  chosen: ArrayLike<number>,
  visit: (entry: number, place: number) => void,
): void {
  for (let place = 0; place < chosen.length; place += 1) {
    const row = chosen[place]!
    for (let i = starts[row]!; i < starts[row + 1]!; i += 1) visit(i, place)
  }
}

/**
 * A·B: each row's mix of the rows of a dense block.
 *
 * @param block  `width` rows of `size` numbers, one after the other
 * @returns as many rows as A has, of `size` numbers
 */
export function timesBlock(
  { starts, columns, values }: SparseRows,
  block: Float64Array,
  size: number,
): Float64Array {
  const product = new Float64Array((starts.length - 1) * size)
  for (let row = 0; row + 1 < starts.length; row += 1) {
    const to = row * size
    for (let i = starts[row]!; i < starts[row + 1]!; i += 1) {
      const from = columns[i]! * size
      const value = values[i]!
      for (let j = 0; j < size; j += 1) product[to + j]! += value * block[from + j]!
    }
  }
  return product
}

/**
 * Aᵀ·B: what each column adds up to over the rows of a dense block.
 *
 * @param block  as many rows as A has, of `size` numbers
 * @returns `width` rows of `size` numbers
 */
export function transposedTimesBlock(
  { starts, columns, values, width }: SparseRows,
  block: Float64Array,
  size: number,
): Float64Array {
  const product = new Float64Array(width * size)
  for (let row = 0; row + 1 < starts.length; row += 1) {
    const from = row * size
    for (let i = starts[row]!; i < starts[row + 1]!; i += 1) {
      const to = columns[i]! * size
      const value = values[i]!
      for (let j = 0; j < size; j += 1) product[to + j]! += value * block[from + j]!
    }
  }
  return product
}
