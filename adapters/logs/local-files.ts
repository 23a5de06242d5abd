import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { findFiles, whyUnreadable } from '../../activities/find-files.ts'
import type { LogFile, LogSource } from '../../activities/ports.ts'

/** File systems keep times of change with a grain of up to 2 s (FAT): a younger file may change without a trace. */
const GRAIN_MS = 2_000

/**
 * Log files of this machine, read where they lie. A version is the time of the last change, to the nanosecond.
 *
 * @param folder  what relative patterns and names are relative to
 */
export function createLocalLogs(folder: string): LogSource {
  return {
    list: async (pattern) => {
      const names = await findFiles(pattern, folder)
      return Promise.all(names.map((name) => lookAt(name, folder).catch(() => unknown(name))))
    },
    stage: async (name) => {
      const path = resolve(folder, name)
      const file = await lookAt(name, folder).catch((cause: unknown) => {
        throw new Error(`Cannot read the log file ${path}: ${whyUnreadable(cause)}`, { cause })
      })
      return { path, file }
    },
  }
}

async function lookAt(name: string, folder: string): Promise<LogFile> {
  const { size, mtimeNs, mtimeMs } = await stat(resolve(folder, name), { bigint: true })
  const isSettled = Date.now() - Number(mtimeMs) >= GRAIN_MS
  return { name, bytes: Number(size), version: isSettled ? String(mtimeNs) : null }
}

/** A link that leads nowhere, or what this user may not look at: reading it says so. */
function unknown(name: string): LogFile {
  return { name, bytes: 0, version: null }
}
