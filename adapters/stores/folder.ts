import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createWhole, hasCode, replaceWhole } from './whole-file.ts'

/** Files that may change, and that people may edit: one folder of a disk or of a bucket, without folders in it. */
export interface Folder {
  /** What people are shown as its place. */
  readonly location: string
  /** What people are shown as a file's place. */
  addressOf(name: string): string
  /** Names of its files; none while there is no such folder. */
  names(): Promise<readonly string[]>
  read(name: string): Promise<string>
  /** Creates a file whole, or leaves the one that is there. */
  create(name: string, content: Uint8Array | string): Promise<'created' | 'existed'>
  /** Writes a file whole in place of the one that is there. */
  replace(name: string, content: string): Promise<void>
}

/** A folder of this machine, made when first written to. Its errors are the system's. */
export function createLocalFolder(path: string): Folder {
  const location = resolve(path)
  const place = (name: string) => ({ target: join(location, name), temporaryFolder: location })
  return {
    location,
    addressOf: (name) => join(location, name),
    names: async () => {
      try {
        return (await readdir(location)).filter((name) => !name.startsWith('.'))
      } catch (error) {
        if (hasCode(error, 'ENOENT')) return []
        throw error
      }
    },
    read: (name) => readFile(join(location, name), 'utf8'),
    create: (name, content) => createWhole({ ...place(name), content }),
    replace: (name, content) => replaceWhole({ ...place(name), content }),
  }
}
