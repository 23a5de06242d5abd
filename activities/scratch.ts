import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseLimits } from '../queries/database.ts'
import { abandonShared, connectShared, type Database, openDatabase } from '../queries/database.ts'
import type { Lake } from './ports.ts'

/** A database and a folder for unfinished files, both gone after the work. */
export interface Scratch {
  readonly db: Database
  readonly folder: string
}

/**
 * Gives the work a fresh database and folder; what it wants to keep it publishes.
 *
 * @param options the database's limits, where they are not those of the lake; `macros: false` for the tables of a suite's run, which need none
 */
export async function withScratch<T>(
  lake: Lake,
  work: (scratch: Scratch) => Promise<T>,
  options: DatabaseLimits & { readonly macros?: boolean } = {},
): Promise<T> {
  return withFolder(lake, async (folder) => {
    await using db = await openDatabase({
      ...lake.limits,
      ...options,
      temporaryFolder: join(folder, 'spill'),
    })
    return await work({ db, folder })
  })
}

/** Gives small work on the tables of a suite's run a folder and a connection to the database that stays open. */
export async function withTables<T>(lake: Lake, work: (scratch: Scratch) => Promise<T>): Promise<T> {
  return withFolder(lake, (folder) => shared(lake, folder, (db) => work({ db, folder })))
}

/** The same for work that only reads, and so needs no folder. */
export function readTables<T>(lake: Lake, work: (db: Database) => Promise<T>): Promise<T> {
  return shared(lake, tmpdir(), work)
}

async function shared<T>({ limits }: Lake, folder: string, work: (db: Database) => Promise<T>): Promise<T> {
  try {
    await using db = await connectShared(folder, limits)
    return await work(db)
  } catch (error) {
    abandonShared()
    throw error
  }
}

async function withFolder<T>(lake: Lake, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await lake.temporaryFolder()
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
