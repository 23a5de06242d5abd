import { join } from 'node:path'
import { type DatabaseLimits, openDatabase } from '../database.ts'
import { type LoadedTraffic, type LoadTrafficOptions, loadTraffic } from './load-traffic.ts'

/**
 * Loads one log by a database of its own, which reaches that log and the folder for what is written, and nothing else.
 * Errors are those of `loadTraffic`.
 */
export async function loadLog(options: LoadTrafficOptions, limits: DatabaseLimits): Promise<LoadedTraffic> {
  const { source, folder } = options
  await using db = await openDatabase({
    ...limits,
    temporaryFolder: join(folder, 'spill'),
    reach: [source, folder],
  })
  return await loadTraffic(db, options)
}
