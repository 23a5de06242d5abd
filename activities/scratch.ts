import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Database, openDatabase } from '../queries/database.ts'
import type { DatabaseLimits } from '../queries/traffic/load-log.ts'
import type { Lake } from './ports.ts'

/** A database and a folder for unfinished files, both gone after the work. */
export interface Scratch {
  readonly db: Database
  readonly folder: string
}

/** Gives the work a fresh database and folder; what it wants to keep it publishes. */
export async function withScratch<T>(
  lake: Lake,
  work: (scratch: Scratch) => Promise<T>,
  limits: DatabaseLimits = {},
): Promise<T> {
  const folder = await lake.temporaryFolder()
  try {
    await using db = await openDatabase({ ...limits, temporaryFolder: join(folder, 'spill') })
    return await work({ db, folder })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
