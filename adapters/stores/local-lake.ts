import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { copyFile, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Lake } from '../../activities/ports.ts'
import { writingTo } from './lake-error.ts'
import { byCodePoint, keySegments } from './lake-key.ts'
import { refuseUnwritable } from './refuse-unwritable.ts'
import { createWhole, hasCode, linkIfAbsent, syncFile, syncFinished } from './whole-file.ts'
import { makeWorkingFolder, removeAbandoned } from './working-folders.ts'

/**
 * A lake in one folder of this machine (or of a mounted disk), made when first written to.
 * Files are written below `.tmp` in it, brought to disk, and published by a hard link that fails when the key is
 * taken: nothing is ever overwritten, concurrent publishers agree on one `created`, and what a crash leaves behind
 * is never listed or read. `publishFile` copies first when the file is on another filesystem.
 *
 * @param folder  a path; relative ones are resolved once, now
 * @throws ConfigError from every method for a key that is none (see `keySegments`)
 */
export function createLocalLake(folder: string): Lake {
  const location = resolve(folder)
  const temporary = join(location, '.tmp')
  const pathOf = (key: string): string => join(location, ...keySegments(key))
  return {
    location,
    address: pathOf,
    refuseUnwritable: () => refuseUnwritable(location),
    read: async (key) => readOrNull(pathOf(key)),
    list: async (below) => listKeys(location, below),
    publish: async (key, content) => {
      const file = { target: pathOf(key), content, temporaryFolder: temporary }
      return writingTo(location, () => createWhole(file))
    },
    publishFile: async (key, path) => {
      const file = { key, path, target: pathOf(key), temporary }
      return writingTo(location, () => publishFile(file))
    },
    localPath: async (key) => existingPath(location, key, pathOf(key)),
    temporaryFolder: () =>
      writingTo(location, async () => {
        await mkdir(temporary, { recursive: true })
        return makeWorkingFolder(temporary)
      }),
    removeAbandoned: () => removeAbandoned(temporary),
  }
}

async function readOrNull(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'EISDIR')) return null
    throw error
  }
}

async function listKeys(location: string, below: string): Promise<readonly string[]> {
  const trimmed = below.endsWith('/') ? below.slice(0, -1) : below
  const start = trimmed === '' ? [] : keySegments(trimmed)
  const keys: string[] = []
  await collect(location, start.join('/'), keys)
  return keys.sort(byCodePoint)
}

async function collect(location: string, prefix: string, keys: string[]): Promise<void> {
  for (const entry of await entriesOf(join(location, prefix))) {
    if (entry.name.startsWith('.')) continue
    const key = prefix === '' ? entry.name : `${prefix}/${entry.name}`
    const kind = entry.isSymbolicLink() ? await stat(join(location, key)) : entry
    if (kind.isDirectory()) await collect(location, key, keys)
    else if (kind.isFile()) keys.push(key)
  }
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return []
    throw error
  }
}

async function publishFile(file: {
  readonly key: string
  readonly path: string
  readonly target: string
  readonly temporary: string
}): Promise<'created' | 'existed'> {
  await syncFinished(file.key, file.path)
  const outcome = await linkOrCopy(file)
  await rm(file.path)
  return outcome
}

async function linkOrCopy(file: {
  readonly path: string
  readonly target: string
  readonly temporary: string
}): Promise<'created' | 'existed'> {
  try {
    return await linkIfAbsent(file.path, file.target)
  } catch (error) {
    if (!hasCode(error, 'EXDEV')) throw error
  }
  await mkdir(file.temporary, { recursive: true })
  const copy = join(file.temporary, `${randomUUID()}.part`)
  try {
    await copyFile(file.path, copy, constants.COPYFILE_EXCL)
    await syncFile(copy)
    return await linkIfAbsent(copy, file.target)
  } finally {
    await rm(copy, { force: true })
  }
}

async function existingPath(location: string, key: string, path: string): Promise<string> {
  try {
    if ((await stat(path)).isFile()) return path
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'ENOTDIR')) throw error
  }
  throw new Error(`Cannot find \`${key}\` in the lake at \`${location}\`; expected it to be published before`)
}
