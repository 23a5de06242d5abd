import { readdir, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { findFiles } from '../activities/find-files.ts'
import { digestOf, type LoadedConfig } from '../worker/load-config.ts'
import type { Watched } from './until-changed.ts'

/** What is watched, and its fingerprint as it was read. */
export interface Standing {
  readonly watched: Watched
  readonly known: string
}

/**
 * What a run of the suite depends on: the config, the modules it imports, the files it names, and the dataset. A file that is
 * new in a folder where there was no case yet is seen with the next change.
 */
export async function watchedSuite(loaded: LoadedConfig): Promise<Standing> {
  const { config, folder } = loaded
  const dataset = async () => (await findFiles(config.dataset, folder)).map((name) => resolve(folder, name))
  const files = [...loaded.files, ...(await dataset())]
  const folders = new Set([...files.map((file) => dirname(file)), folderOf(resolve(folder, config.dataset))])
  const stamps = async () => (await Promise.all((await dataset()).map(stampOf))).join('\n')
  const fingerprint = async () => {
    // A file that is just being replaced is missing for a moment, which is a change as well.
    const digest = await digestOf(loaded.files, folder).catch((error: Error) => error.message)
    return `${digest}\n${await stamps()}`
  }
  const watched = { folders: [...folders], fingerprint }
  return { watched, known: `${loaded.digest}\n${await stamps()}` }
}

/** Everything that stands in some folders: where a config cannot be read, nobody knows which files would mend it. */
export async function watchedFolders(folders: readonly string[]): Promise<Standing> {
  const fingerprint = async () => {
    const names = await Promise.all(folders.map(filesIn))
    return (await Promise.all(names.flat().map(stampOf))).join('\n')
  }
  return { watched: { folders, fingerprint }, known: await fingerprint() }
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name))
}

async function stampOf(file: string): Promise<string> {
  const found = await stat(file).catch(() => null)
  return `${file} ${found?.size} ${found?.mtimeMs}`
}

/** The folder that every file of a glob is below. */
function folderOf(pattern: string): string {
  const before = /^[^*?[{]*/.exec(pattern)?.[0] ?? ''
  return dirname(`${before}x`)
}
