import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Summary } from '../../../drift/summary.ts'
import { type Database, openDatabase } from '../../../queries/database.ts'
import type { ColumnType } from '../../../queries/tables/infer-column.ts'
import { summariseTables } from '../../../queries/tables/read-table.ts'
import type { RowDesignInput } from '../../../queries/tables/row-design.ts'

/** Two tables as files write them. */
interface Files {
  readonly reference: string | Buffer
  readonly current: string | Buffer
  readonly types?: Record<string, ColumnType>
  readonly skip?: readonly string[]
  readonly rows?: RowDesignInput
  readonly as?: string
}

/** Does work with a database of its own, and a folder that is gone afterwards. */
export async function withDatabase<T>(work: (db: Database, folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-'))
  try {
    await using db = await openDatabase({ temporaryFolder: join(folder, 'spill') })
    return await work(db, folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Both tables summarised, as files of one format. */
export function compare({ reference, current, as = 'csv', ...options }: Files) {
  return withDatabase(async (db, folder) => {
    const paths = { reference: join(folder, `reference.${as}`), current: join(folder, `current.${as}`) }
    await writeFile(paths.reference, reference)
    await writeFile(paths.current, current)
    return await summariseTables(db, { ...paths, ...options })
  })
}

/** A summary as plain lists. */
export const short = (summary: Summary) => ({
  values: summary.type === 'numeric' ? [...summary.values] : summary.categories,
  counts: [...summary.counts],
  missing: summary.missing,
  ...(summary.type === 'numeric' && summary.infinite > 0 ? { infinite: summary.infinite } : {}),
})
