import { cp, mkdir, mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, extname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigError } from '../suite/config/errors.ts'

const EXAMPLE = fileURLToPath(new URL('../examples/bike-share/', import.meta.url))
const CONFIG = 'nightdrift.config.ts'

/**
 * Copies the example project into a folder, a new one in the system's temporary folder when none is given.
 *
 * @returns the folder's path
 * @throws ConfigError for a folder that holds anything but an earlier copy, so that no file of a project is overwritten
 */
export async function copyExample(given: string | undefined): Promise<string> {
  const folder = given === undefined ? await mkdtemp(join(tmpdir(), 'nightdrift-demo-')) : resolve(given)
  if (given !== undefined) await refuseOthers(folder)
  await mkdir(folder, { recursive: true })
  const leftOut = new Set(['lake', 'logs', '.nightdrift'])
  // In the package, what the demo itself runs of the example stands compiled beside it.
  const isOfProject = (path: string) => !leftOut.has(basename(path)) && extname(path) !== '.js'
  await cp(EXAMPLE, folder, { recursive: true, filter: isOfProject })
  return folder
}

async function refuseOthers(folder: string): Promise<void> {
  const mend = 'Give --folder a new or empty folder.'
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw new ConfigError(
      `Cannot put the example project into ${folder}: it is no folder to write to. ${mend}`,
    )
  })
  if (names.length === 0 || (await isEarlierCopy(folder))) return
  throw new ConfigError(
    `Cannot put the example project into ${folder}: it holds other files, which might be overwritten. ${mend}`,
  )
}

async function isEarlierCopy(folder: string): Promise<boolean> {
  const [own, found] = await Promise.all([
    readFile(join(EXAMPLE, CONFIG), 'utf8'),
    readFile(join(folder, CONFIG), 'utf8').catch(() => null),
  ])
  return own === found
}
