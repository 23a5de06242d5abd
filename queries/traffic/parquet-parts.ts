import { join } from 'node:path'
import { type Database, openDatabase } from '../database.ts'
import { QueryError } from '../query-error.ts'
import type { RawPart } from './stage-log.ts'

const ROW_GROUPS = new URL('./parquet-row-groups.sql', import.meta.url)
const SMALL_GROUPS = new URL('./parquet-small-groups.sql', import.meta.url)

/** In bytes, on average: DuckDB works on 2,048 rows at once and holds several copies of each. */
const LONG_ROW = 4096

/** How many bytes of long rows are worked on at once. */
const PART_OF_LONG_ROWS = 8 * 1024 * 1024

/** DuckDB reads a row group from the start to wherever a part of it stands: from this size on it is unpacked once, and cut. */
const LARGE_GROUP = 4 * PART_OF_LONG_ROWS

/** The rows of the smallest row group that DuckDB writes. */
const FEWEST_ROWS = 2048

interface RowGroup {
  readonly rows: number
  readonly bytes: number
}

/** Consecutive rows, counted from 0. */
export interface RowRange {
  readonly from: number
  /** The first that is not among them. */
  readonly to: number
}

/**
 * The rows of a Parquet file, part by part: long ones in parts of some 8 MB, all others between them at once, on all
 * threads. A file with a large row group of long rows is written anew in small ones, which the parts are of.
 *
 * @param folder for the file that is written anew; whoever reads the parts removes it
 */
export async function parquetParts(db: Database, path: string, folder: string): Promise<RawPart[]> {
  const groups = await rowGroups(db, path)
  const isLarge = (group: RowGroup) =>
    isLong(group) && group.bytes > LARGE_GROUP && group.rows > 2 * FEWEST_ROWS
  const small = groups.some(isLarge) ? await inSmallGroups(db, path, folder) : null
  if (small !== null) return partsOf(small, await rowGroups(db, small))
  return partsOf(path, groups)
}

async function rowGroups(db: Database, path: string): Promise<readonly RowGroup[]> {
  return (await db.rows(ROW_GROUPS, { path })) as readonly { rows: number; bytes: number }[]
}

function isLong({ rows, bytes }: RowGroup): boolean {
  return bytes > rows * LONG_ROW
}

/**
 * Writes the rows of a Parquet file anew, in row groups of 2,048, by one thread: several would hold whole row groups in
 * memory. Where there is not the memory for a page of the file, which may be 100 MB, it is left as it is.
 */
async function inSmallGroups(db: Database, source: string, folder: string): Promise<string | null> {
  const path = join(folder, 'small-groups.parquet')
  await using single = await openDatabase({
    temporaryFolder: join(folder, 'spill-small-groups'),
    memoryLimit: db.limits.memoryLimit,
    threads: 1,
    reach: [source, folder],
    macros: false,
  })
  try {
    await single.run(SMALL_GROUPS, { source, path })
    return path
  } catch (error) {
    if (!(error instanceof QueryError)) throw error
    return null
  }
}

function partsOf(path: string, groups: readonly RowGroup[]): RawPart[] {
  const ranges: RowRange[] = []
  let [short, from] = [0, 0]
  for (const group of groups) {
    const { rows, bytes } = group
    const to = from + rows
    if (isLong(group)) {
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
