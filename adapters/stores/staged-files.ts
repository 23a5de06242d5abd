import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { hasCode } from './whole-file.ts'
import { makeWorkingFolder, removeAbandoned } from './working-folders.ts'

/** A copy that nobody asked for in so long is removed: it is longer than the stretch of nights that a night looks back. */
const KEPT_DAYS = 40

/** Which version of which object of a lake. */
interface StagedVersion {
  readonly key: string
  readonly etag: string
}

/** Local copies of a lake's objects, each fetched once and published whole. */
export interface StagedFiles {
  /** The path of the copy; `fetch` fills a file when there is none yet. Callers that ask together share one fetch. */
  pathOf(version: StagedVersion, fetch: (path: string) => Promise<unknown>): Promise<string>
  /** Takes a finished local file as the copy of an object that was made of it; the file is gone afterwards. */
  adopt(version: StagedVersion, path: string): Promise<void>
  temporaryFolder(): Promise<string>
  /** As `removeAbandoned` of a folder of working folders. */
  removeAbandoned(): Promise<void>
}

/**
 * Copies in one folder, which only this user may look into: they hold what the lake holds. The name of a copy is made
 * of key and ETag, so that a lake that was emptied and filled anew is not taken for the old one.
 */
export function createStagedFiles(folder: string): StagedFiles {
  const temporary = join(folder, '.tmp')
  const underWay = new Map<string, Promise<string>>()
  let cleaned: Promise<void> | null = null
  return {
    pathOf: (version, fetch) => {
      cleaned ??= removeUnused(folder)
      const path = placeOf(folder, version)
      const known = underWay.get(path)
      if (known !== undefined) return known
      const made = cleaned
        .then(() => inWords(folder, () => obtain({ path, temporary, fetch })))
        .finally(() => underWay.delete(path))
      underWay.set(path, made)
      return made
    },
    adopt: async (version, path) => {
      try {
        await publish(path, placeOf(folder, version))
      } catch (error) {
        if (!hasCode(error, 'EXDEV')) throw error
        await rm(path)
      }
    },
    temporaryFolder: () =>
      inWords(folder, async () => {
        await makePrivate(temporary)
        return makeWorkingFolder(temporary)
      }),
    removeAbandoned: () => removeAbandoned(temporary),
  }
}

/** Why the folder cannot be written to, for people: the store's own errors have their words already. */
async function inWords<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!hasCode(error, 'EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR', 'EEXIST')) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new Error(
      `Cannot keep local copies of the lake in ${folder}: the system says ${code}. Make room there and let this user write there, or set XDG_CACHE_HOME to another folder.`,
      { cause: error },
    )
  }
}

function placeOf(folder: string, { key, etag }: StagedVersion): string {
  const name = createHash('sha256').update(`${key}\0${etag}`).digest('hex').slice(0, 32)
  return join(folder, 'files', name, basename(key))
}

async function obtain(copy: {
  readonly path: string
  readonly temporary: string
  readonly fetch: (path: string) => Promise<unknown>
}): Promise<string> {
  if (await isThere(copy.path)) return copy.path
  await makePrivate(copy.temporary)
  const part = join(copy.temporary, `${randomUUID()}.part`)
  try {
    await copy.fetch(part)
    await publish(part, copy.path)
    return copy.path
  } finally {
    await rm(part, { force: true })
  }
}

/** Says also, by its time, that the copy was used. */
async function isThere(path: string): Promise<boolean> {
  try {
    const now = new Date()
    await utimes(path, now, now)
    return true
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false
    throw error
  }
}

async function publish(finished: string, path: string): Promise<void> {
  await makePrivate(dirname(path))
  await rename(finished, path)
}

async function makePrivate(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
}

/** Removes copies that nobody has used for long. Not worth an error. */
async function removeUnused(folder: string): Promise<void> {
  const oldest = Date.now() - KEPT_DAYS * 24 * 3_600_000
  const names = await readdir(join(folder, 'files')).catch(() => [])
  for (const name of names) await removeIfOlder(join(folder, 'files', name), oldest).catch(() => undefined)
}

async function removeIfOlder(place: string, oldest: number): Promise<void> {
  const inside = await readdir(place).catch(() => [])
  const times = await Promise.all(
    [place, ...inside.map((name) => join(place, name))].map((path) => stat(path)),
  )
  if (times.every(({ mtimeMs }) => mtimeMs < oldest)) await rm(place, { recursive: true })
}
