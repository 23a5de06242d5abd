import type { Database } from '../database.ts'
import type { RawPart } from './stage-log.ts'

const ROW_GROUPS = new URL('./parquet-row-groups.sql', import.meta.url)

/** In bytes, on average: DuckDB works on 2,048 rows at once and holds several copies of each. */
const LONG_ROW = 4096

/** How many bytes of long rows are worked on at once. */
const PART_OF_LONG_ROWS = 8 * 1024 * 1024

/** Consecutive rows, counted from 0. */
export interface RowRange {
  readonly from: number
  /** The first that is not among them. */
  readonly to: number
}

/** The rows of a Parquet file, part by part: long ones in parts of some 8 MB, all others between them at once, on all threads. */
export async function parquetParts(db: Database, path: string): Promise<RawPart[]> {
  const groups = (await db.rows(ROW_GROUPS, { path })) as readonly { rows: number; bytes: number }[]
  const ranges: RowRange[] = []
  let [short, from] = [0, 0]
  for (const { rows, bytes } of groups) {
    const to = from + rows
    if (bytes > rows * LONG_ROW) {
      if (from > short) ranges.push({ from: short, to: from })
      ranges.push(...cut({ from, to }, Math.ceil((rows * PART_OF_LONG_ROWS) / bytes)))
      short = to
    }
    from = to
  }
  if (from > short || ranges.length === 0) ranges.push({ from: short, to: from })
  return ranges.map((rows) => ({ files: [path], rows }))
}

/** The halves of a part whose rows take more memory than there is; null of one that cannot be cut. */
export function halvesOf({ files, rows }: RawPart): RawPart[] | null {
  const size = rows === undefined ? 0 : rows.to - rows.from
  if (rows === undefined || size < 2) return null
  return cut(rows, Math.ceil(size / 2)).map((half) => ({ files, rows: half }))
}

function cut({ from, to }: RowRange, size: number): RowRange[] {
  return Array.from({ length: Math.ceil((to - from) / size) }, (_, part) => ({
    from: from + part * size,
    to: Math.min(to, from + (part + 1) * size),
  }))
}
