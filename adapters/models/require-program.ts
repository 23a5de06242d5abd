import { access, constants } from 'node:fs/promises'
import { delimiter, join, resolve } from 'node:path'
import { ConfigError } from '../../suite/config/errors.ts'

/**
 * Makes sure that a program is there before any case is asked: at its path, relative to the config's folder, or as a
 * bare name on `PATH`. Not checked on Windows, where a name stands for several files.
 *
 * @throws ConfigError when it is not, or may not be run
 */
export async function requireProgram(
  file: string,
  { folder, env }: { readonly folder: string; readonly env: Readonly<Record<string, string | undefined>> },
): Promise<void> {
  if (process.platform === 'win32') return
  const isPath = file.includes('/')
  const places = isPath
    ? [resolve(folder, file)]
    : (env.PATH ?? '').split(delimiter).map((at) => join(at, file))
  const found = await Promise.all(places.map(canRun))
  if (found.includes(true)) return
  const where = isPath
    ? `${resolve(folder, file)} is no program that can be run`
    : `no folder of PATH holds it`
  throw new ConfigError(
    `Cannot start the target's program "${file}": ${where}. Mend \`command\`, or install the program.`,
  )
}

async function canRun(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}
