import type { DescribedTexts } from '../../drift/coverage/described-texts.ts'
import type { Database } from '../database.ts'
import { numberColumn, textColumn } from '../read-columns.ts'
import type { ListColumn } from '../read-lists.ts'

const LIST = new URL('./list-vectors.sql', import.meta.url)
const VECTORS = new URL('./read-vectors.sql', import.meta.url)

/** More than any file has. */
const ALL = 2 ** 31

/** Vectors as they are kept, and which of them are dense: 1, else 0. */
export interface StoredVectors extends DescribedTexts {
  readonly isDense: Float64Array
}

/**
 * The vectors of described texts, in the order of their file; a text with nothing to embed has an empty row. Where texts
 * of one file have vectors of two kinds, as after a change of the embedder, `kind` is that of the first.
 *
 * @param most  the first texts only
 * @throws QueryError when the file cannot be read
 */
export async function readVectors(db: Database, path: string, most = ALL): Promise<StoredVectors> {
  const list = await db.columns(LIST, { path, most })
  const sizes = numberColumn(list, 'size')
  const isDense = numberColumn(list, 'dense')
  const first = sizes.findIndex((size) => size > 0)
  const rows = await filledRows(sizes, (take) => db.lists(VECTORS, { path, most }, take))
  return {
    kind: isDense[first] === 1 ? 'dense' : 'terms',
    embedders: textColumn(list, 'embedder').map(String),
    isDense,
    rows,
  }
}

type Take = (columns: readonly ListColumn[]) => void

async function filledRows(
  sizes: Float64Array,
  read: (take: Take) => Promise<number>,
): Promise<DescribedTexts['rows']> {
  const starts = new Uint32Array(sizes.length + 1)
  for (let row = 0; row < sizes.length; row += 1) starts[row + 1] = starts[row]! + sizes[row]!
  const columns = new Uint32Array(starts.at(-1)!)
  const values = new Float32Array(columns.length)
  let at = 0
  const found = await read(([terms, counts, vector]) => {
    for (let row = 0; row < terms!.sizes.length; row += 1) {
      if (vector!.sizes[row]! > 0) fillDense(vector!, row, { columns, values, at })
      else fillTerms(terms!, counts!, { row, columns, values, at })
      at += Math.max(vector!.sizes[row]!, terms!.sizes[row]!)
    }
  })
  if (found !== sizes.length || at !== columns.length)
    throw new Error(`Cannot read the vectors of a sample: ${found} of ${sizes.length} texts came.`)
  return { starts, columns, values, width: columns.reduce((most, each) => Math.max(most, each + 1), 0) }
}

interface Place {
  readonly columns: Uint32Array
  readonly values: Float32Array
  /** Where the row begins. */
  readonly at: number
}

function fillTerms(
  terms: ListColumn,
  counts: ListColumn,
  { row, columns, values, at }: Place & { row: number },
) {
  columns.set(entriesOf(terms, row), at)
  values.set(entriesOf(counts, row), at)
}

function fillDense(vector: ListColumn, row: number, { columns, values, at }: Place): void {
  const own = entriesOf(vector, row)
  values.set(own, at)
  for (let i = 0; i < own.length; i += 1) columns[at + i] = i
}

function entriesOf({ starts, sizes, values }: ListColumn, row: number): ListColumn['values'] {
  return values.subarray(starts[row], starts[row]! + sizes[row]!)
}
