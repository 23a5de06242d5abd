import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../queries/database.ts'
import { cacheFolder } from '../../worker/dev-server/cache-folder.ts'

const TABLE = new URL('./generate-table.sql', import.meta.url)

/** A table to be made: the same numbers give the same rows. */
export interface GeneratedTable {
  readonly rows: number
  readonly seed: number
  /** By how many standard deviations the column `score` is moved. */
  readonly shift: number
}

/** Makes a table of 8 number and 2 text columns as Parquet in the user's cache, once; returns its path. */
export async function generateTable({ rows, seed, shift }: GeneratedTable): Promise<string> {
  const folder = join(cacheFolder(process.env), 'bench')
  const path = join(folder, `table-${rows}-${seed}-${shift}.parquet`)
  if (existsSync(path)) return path
  mkdirSync(folder, { recursive: true })
  await using db = await openDatabase({ temporaryFolder: join(tmpdir(), 'nightdrift-bench') })
  await db.run(TABLE, { rows, seed, shift, path: `${path}.unfinished` })
  renameSync(`${path}.unfinished`, path)
  return path
}
