import { join } from 'node:path'
import { type Database, openDatabase } from '../database.ts'
import { QueryError } from '../query-error.ts'
import { cutRows, type RawPart, type RowRange } from './raw-part.ts'

const ROW_GROUPS = new URL('./parquet-row-groups.sql', import.meta.url)
const SMALL_GROUPS = new URL('./parquet-small-groups.sql', import.meta.url)

/** In bytes, on average: DuckDB works on 2,048 rows at once and holds several copies of each. */
const LONG_ROW = 4096

/** How many bytes of long rows are worked on at once. */
const PART_OF_LONG_ROWS = 8 * 1024 * 1024

/** The same for all other rows, so that several threads can work. */
const PART_OF_SHORT_ROWS = 64 * 1024 * 1024

/** DuckDB reads a row group from the start to wherever a part of it stands: of more parts than this it is unpacked once, and cut. */
const MOST_PARTS_OF_GROUP = 4

/** The rows of the smallest row group that DuckDB writes. */
const FEWEST_ROWS = 2048

interface RowGroup {
  readonly rows: number
  readonly bytes: number
}

/** How a file is parted. */
export interface PartsOptions {
  /** For the file that is written anew; whoever reads the parts removes it. */
  readonly folder: string
  /** Whether rows that are not long stay together, however many they are. */
  readonly isShortWhole: boolean
}

/**
 * The rows of a Parquet file, part by part: long ones in parts of some 8 MB, others of some 64 MB. A file with a row group
 * of more than four parts is written anew in small ones, which the parts are of.
 */
export async function parquetParts(
  db: Database,
  path: string,
  { folder, isShortWhole }: PartsOptions,
): Promise<RawPart[]> {
  const groups = await rowGroups(db, path)
  const sizeOf = (group: RowGroup) => {
    if (isLong(group)) return PART_OF_LONG_ROWS
    return isShortWhole ? Number.POSITIVE_INFINITY : PART_OF_SHORT_ROWS
  }
  const isLarge = (group: RowGroup) =>
    group.bytes > MOST_PARTS_OF_GROUP * sizeOf(group) && group.rows > 2 * FEWEST_ROWS
  const small = groups.some(isLarge) ? await inSmallGroups(db, path, folder) : null
  const source = small ?? path
  const cutGroups = small === null ? groups : await rowGroups(db, small)
  return partsOf(cutGroups, sizeOf).map((rows) => ({ files: [source], rows }))
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

/** Row groups stand in one part until it is full; one that is more than a part is cut. */
function partsOf(groups: readonly RowGroup[], sizeOf: (group: RowGroup) => number): RowRange[] {
  const ranges: RowRange[] = []
  let [from, filled] = [0, 1]
  for (const group of groups) {
    const share = group.bytes / sizeOf(group)
    const to = from + group.rows
    const open = filled + share <= 1 ? ranges.pop() : undefined
    if (open !== undefined) ranges.push({ from: open.from, to })
    else ranges.push(...cutRows({ from, to }, Math.ceil(group.rows / Math.max(1, share))))
    filled = open === undefined ? share : filled + share
    from = to
  }
  return ranges.length === 0 ? [{ from: 0, to: 0 }] : ranges
}
