import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { markOf, type ProcessMark } from '../process-mark.ts'

/** Longer than any night works. */
const LONGEST_WORK_MS = 2 * 24 * 3_600_000

const NAME = /^work-(?<machine>[\da-f]{8})-(?<pid>\d+)-[\da-f]{8}-/

/** A new folder for unfinished files, which only this user may look into; its name says which process of which machine owns it. */
export async function makeWorkingFolder(within: string): Promise<string> {
  return mkdtemp(join(within, nameOf(markOf(process.pid) ?? { pid: process.pid, startedAt: null })))
}

/**
 * Removes what killed processes left behind, because it may hold log lines as they were logged: working folders whose
 * process is gone, and what has no owner that can be told from here (another machine's, or a container's with another
 * host name) and has not been touched for two days. What cannot be removed stays, for the next time.
 *
 * @param within  the folder of working folders; need not be there
 */
export async function removeAbandoned(within: string): Promise<void> {
  const names = await readdir(within).catch(() => [])
  for (const name of names) {
    const path = join(within, name)
    const isAbandoned = isOfThisMachine(name) ? !isOwned(name) : await isOld(path)
    if (isAbandoned) await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined)
  }
}

function nameOf({ pid, startedAt }: ProcessMark): string {
  return `work-${digestOf(hostname())}-${pid}-${digestOf(startedAt ?? '')}-`
}

function isOfThisMachine(name: string): boolean {
  return NAME.exec(name)?.groups?.machine === digestOf(hostname())
}

function isOwned(name: string): boolean {
  const owner = markOf(Number(NAME.exec(name)?.groups?.pid))
  return owner !== null && name.startsWith(nameOf(owner))
}

async function isOld(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  return found !== null && Date.now() - found.mtimeMs > LONGEST_WORK_MS
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}
