import type { DescribedTexts } from '../../drift/coverage/described-texts.ts'
import type { Database } from '../database.ts'
import { numberColumn, textColumn } from '../read-columns.ts'

const LIST = new URL('./list-vectors.sql', import.meta.url)
const TERMS = new URL('./read-terms.sql', import.meta.url)
const DENSE = new URL('./read-dense.sql', import.meta.url)

/**
 * The vectors of described texts, in the order of their file; a text with nothing to embed has an empty row.
 *
 * @throws QueryError when the file cannot be read
 */
export async function readVectors(db: Database, path: string): Promise<DescribedTexts> {
  const list = await db.columns(LIST, { path })
  const sizes = numberColumn(list, 'size')
  const isDense = numberColumn(list, 'dense').includes(1)
  const entries = await db.columns(isDense ? DENSE : TERMS, { path })
  const columns = Uint32Array.from(numberColumn(entries, 'entry'))
  const starts = new Uint32Array(sizes.length + 1)
  for (const [row, size] of sizes.entries()) starts[row + 1] = starts[row]! + size
  return {
    kind: isDense ? 'dense' : 'terms',
    embedders: textColumn(list, 'embedder').map(String),
    rows: {
      starts,
      columns,
      values: Float32Array.from(numberColumn(entries, 'value')),
      width: columns.reduce((widest, column) => Math.max(widest, column + 1), 0),
    },
  }
}
