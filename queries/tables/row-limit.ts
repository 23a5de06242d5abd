import { ConfigError } from '../../suite/config/errors.ts'
import type { RowDesign } from './row-design.ts'

/** Of all columns and both sides; measured, each takes 80 bytes, so that these are 2 GB. */
const MOST_VALUES = 25_000_000

/**
 * Clusters, weights and slices need every value beside those of its row, so tables that are too large for it are
 * refused before they fill the memory.
 *
 * @param size rows of both sides together, and columns
 * @throws ConfigError when there are more than 25,000,000 values
 */
export function requireHeld(
  { rows, columns }: { readonly rows: number; readonly columns: number },
  design: RowDesign,
): void {
  if (rows * columns <= MOST_VALUES) return
  const { asker, remedy } = askerOf(design)
  const count = (number: number) => number.toLocaleString('en-US')
  throw new ConfigError(
    `Cannot compare ${count(rows)} rows × ${count(columns)} columns row by row, as ${asker} asks for: that keeps ${count(rows * columns)} values in memory, expected at most ${count(MOST_VALUES)}. Compare fewer columns or a sample of the rows, or ${remedy}.`,
  )
}

function askerOf({ cluster, by }: RowDesign): { readonly asker: string; readonly remedy: string } {
  if (by !== null) return { asker: `--by ${JSON.stringify(by.column)}`, remedy: 'leave out --by' }
  if (cluster === null)
    return { asker: '`inclusion_probability`', remedy: 'take that column out of the tables' }
  return {
    asker: `the cluster column ${JSON.stringify(cluster.column)}`,
    remedy: 'take rows as independent with --cluster none',
  }
}
