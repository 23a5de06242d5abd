import { randomUUID } from 'node:crypto'
import { link, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Where a file goes, and the folder on the same filesystem where it is made ready. */
export interface WholeFile {
  readonly target: string
  readonly content: Uint8Array | string
  readonly temporaryFolder: string
}

/**
 * Creates a file whole, or leaves the one that is there.
 * Among any number of callers, in any number of processes, exactly one gets `created`; a reader never sees a part,
 * and the content is on disk before the name is.
 * @throws Error when a folder stands at the target, or the filesystem cannot make hard links
 */
export async function createWhole(file: WholeFile): Promise<'created' | 'existed'> {
  const temporary = await writeTemporary(file)
  try {
    return await linkIfAbsent(temporary, file.target)
  } finally {
    await rm(temporary, { force: true })
  }
}

/** Writes a file whole, in place of the one that is there: a reader sees the old content or the new, nothing between. */
export async function replaceWhole(file: WholeFile): Promise<void> {
  const temporary = await writeTemporary(file)
  try {
    await mkdir(dirname(file.target), { recursive: true })
    await rename(temporary, file.target)
    await syncFolder(dirname(file.target))
  } finally {
    await rm(temporary, { force: true })
  }
}

/**
 * Gives a finished file a second name unless that name is taken, and makes the name durable.
 * A hard link is the one operation of the portable file API that fails instead of replacing what is there.
 */
export async function linkIfAbsent(finished: string, target: string): Promise<'created' | 'existed'> {
  const firstCreated = await mkdir(dirname(target), { recursive: true })
  try {
    await link(finished, target)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw linkError(error, target)
    if ((await stat(target)).isFile()) return 'existed'
    throw new Error(`Cannot publish \`${target}\`: a folder of that name is there; expected a free name`)
  }
  await syncFolders(dirname(target), firstCreated)
  return 'created'
}

/** Makes a file's content durable: it is on disk when this returns. */
export async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes the finished file durable that is to be published under a key of a lake; says so when there is none. */
export async function syncFinished(key: string, path: string): Promise<void> {
  try {
    await syncFile(path)
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
    throw new Error(`Cannot publish \`${key}\`: the finished file \`${path}\` is not there`, { cause: error })
  }
}

/** Whether something thrown is a system error of one of these codes: `hasCode(error, 'ENOENT')`. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}

async function writeTemporary(file: WholeFile): Promise<string> {
  await mkdir(file.temporaryFolder, { recursive: true })
  const path = join(file.temporaryFolder, `.${randomUUID()}.part`)
  const handle = await open(path, 'wx')
  try {
    await handle.writeFile(file.content)
    await handle.sync()
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await handle.close()
  }
  return path
}

async function syncFolders(folder: string, firstCreated: string | undefined): Promise<void> {
  const last = firstCreated === undefined ? folder : dirname(firstCreated)
  for (let each = folder; ; each = dirname(each)) {
    await syncFolder(each)
    if (each === last || each === dirname(each)) return
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder as a file; NTFS journals names itself.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch (error) {
    // Some network filesystems refuse to sync a folder; they order names themselves.
    if (!hasCode(error, 'EINVAL', 'ENOTSUP')) throw error
  } finally {
    await handle.close()
  }
}

function linkError(error: unknown, target: string): unknown {
  if (!hasCode(error, 'EPERM', 'ENOTSUP', 'ENOSYS', 'EMLINK')) return error
  const message = `Cannot publish \`${target}\`: its filesystem makes no hard links, which create-if-absent needs; put the folder on a filesystem that does (ext4, xfs, APFS, NTFS)`
  return new Error(message, { cause: error })
}
