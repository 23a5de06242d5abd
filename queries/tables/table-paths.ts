import { glob, stat } from 'node:fs/promises'
import { ConfigError } from '../../suite/config/errors.ts'

/**
 * The files that a path or glob means, in name order. A file whose very name is the pattern is meant itself, whatever
 * signs it holds. `**` before a name's ending (`logs/**.parquet`) looks into all folders below.
 *
 * @param expected what a table can be, for the error
 * @throws ConfigError when nothing is there, or a folder
 * @example tablePaths('logs/2026-11-*\/**.parquet', '…') // ['logs/2026-11-01/a.parquet', …]
 */
export async function tablePaths(pattern: string, expected: string): Promise<readonly string[]> {
  const own = await stat(pattern).catch(() => null)
  if (own?.isFile()) return [pattern]
  if (own !== null) throw new ConfigError(`Cannot read table "${pattern}": it is not a file. ${expected}`)
  const isGlob = /[*?[{]/.test(pattern)
  if (!isGlob) throw new ConfigError(`Cannot read table "${pattern}": there is no such file. ${expected}`)
  const names = await Array.fromAsync(glob(pattern.replace(/(^|\/)\*\*(?=[^/])/g, '$1**/*')))
  const files: string[] = []
  for (const name of names.sort()) if ((await stat(name).catch(() => null))?.isFile()) files.push(name)
  if (files.length > 0) return files
  throw new ConfigError(`Cannot read table "${pattern}": no file is called like that. ${expected}`)
}
