import { glob, stat } from 'node:fs/promises'
import { resolve } from 'node:path'

/**
 * The files that a path or glob of the config means, in name order, as the pattern writes them: relative to `folder`
 * unless the pattern is absolute. A file whose very name is the pattern is meant itself, whatever signs it holds.
 * Folders are left out, and pipes and devices, which may never end; a link that leads nowhere stays in, so that
 * reading it says so.
 *
 * @example findFiles('cases/*.jsonl', '/home/ana/bot') // ['cases/chat.jsonl', 'cases/refunds.jsonl']
 */
export async function findFiles(pattern: string, folder: string): Promise<string[]> {
  if ((await kindOf(resolve(folder, pattern))) === 'file') return [pattern]
  const names = (await Array.fromAsync(glob(pattern, { cwd: folder }))).sort()
  const kinds = await Promise.all(names.map((name) => kindOf(resolve(folder, name))))
  return names.filter((_, index) => kinds[index] !== 'other')
}

/** Says in words why a file that was found cannot be read, and what to do. */
export function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'an unknown fault'
  if (code === 'ENOENT')
    return 'there is no such file, or it is a link that leads nowhere. Put the file there or mend the path.'
  if (code === 'EISDIR') return 'it is a folder. Mend the path.'
  if (code === 'EACCES' || code === 'EPERM') return 'this user may not read it. Give it the right to.'
  return `the system says ${code}. Check the file and its disk.`
}

async function kindOf(path: string): Promise<'file' | 'other' | 'none'> {
  try {
    return (await stat(path)).isFile() ? 'file' : 'other'
  } catch {
    return 'none'
  }
}
