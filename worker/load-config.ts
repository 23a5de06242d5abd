import { createHash, type Hash } from 'node:crypto'
import { createReadStream, existsSync, statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { whyUnreadable } from '../activities/find-files.ts'
import { ConfigError } from '../suite/config/errors.ts'
import { parseConfig } from '../suite/config/parse.ts'
import type { Config } from '../suite/config/schema.ts'
import { scorerFiles } from '../suite/config/scorer-spec.ts'
import { targetFiles } from '../suite/config/target-spec.ts'
import { importConfig } from './config-modules.ts'

const FILE_NAME = 'nightdrift.config.ts'

/** A config as one command or one night uses it. Paths in `config` are relative to `folder`. */
export interface LoadedConfig {
  readonly config: Config
  readonly path: string
  readonly folder: string
  /** Covers the config file, the local modules it imports and the files it names; 16 hex digits. */
  readonly digest: string
  /** What the digest covers, so that a change can be noticed. */
  readonly files: readonly string[]
}

/**
 * Finds the config: the given file or the one in the given folder, or `nightdrift.config.ts` in a folder or the nearest one above it.
 *
 * @throws ConfigError when there is none, naming where it was looked for
 */
export function findConfig(given: string | undefined, folder: string): string {
  if (given !== undefined) {
    const path = resolve(folder, given)
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
      return findConfig(join(path, FILE_NAME), folder)
    if (existsSync(path)) return path
    throw new ConfigError(
      `Cannot read the config ${path}: there is no such file. Give an existing one with --config.`,
    )
  }
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, FILE_NAME))) return join(at, FILE_NAME)
    if (dirname(at) === at) break
  }
  throw new ConfigError(
    `Cannot find a ${FILE_NAME} in ${folder} or any folder above. Write one (the README shows how), or give one with --config FILE.`,
  )
}

/**
 * Reads and checks a config file.
 *
 * @throws ConfigError when it cannot be loaded, has no default export, or breaks the schema
 */
export async function loadConfig(path: string): Promise<LoadedConfig> {
  const { module, files } = await importOrExplain(path)
  if (module.default === undefined) {
    throw new ConfigError(
      `Cannot use the config ${path}: it has no default export. End it with \`export default defineConfig({ … })\`.`,
    )
  }
  const config = parseConfig(module.default, path)
  const folder = dirname(path)
  // The dataset and the logs have digests of their own.
  const named = [...targetFiles(config.target), ...config.scorers.flatMap(scorerFiles)].map((file) =>
    resolve(folder, file),
  )
  const all = [...new Set([...files, ...named])].sort()
  return { config, path, folder, digest: await digestOf(all, folder), files: all }
}

/** The digest that `loadConfig` would give now for the same set of files. */
export async function digestOf(files: readonly string[], folder: string): Promise<string> {
  const hash = createHash('sha256')
  for (const file of files) {
    hash.update(`${relative(folder, file)}\0`)
    await addNamedFile(hash, file)
    hash.update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}

async function importOrExplain(path: string) {
  try {
    return await importConfig(path)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ConfigError(`Cannot load the config ${path}: ${reason}${placeOf(cause)}`, { cause })
  }
}

/** Where a module cannot be read or linked: Node puts the place of a syntax error before the stack, not in the message. */
function placeOf(cause: unknown): string {
  const stack = cause instanceof SyntaxError ? cause.stack : undefined
  const [, at, line] = /^(file:\/\/.+|\/.+|[A-Z]:\\.+):(\d+)\n/i.exec(stack ?? '') ?? []
  if (at === undefined) return ''
  return ` (${at.startsWith('file:') ? fileURLToPath(at) : at}:${line})`
}

/** Piece by piece: a recording may be larger than memory. */
async function addNamedFile(hash: Hash, file: string): Promise<void> {
  try {
    const found = await stat(file)
    if (found.isFile() || found.isDirectory()) {
      for await (const piece of createReadStream(file)) hash.update(piece)
      return
    }
  } catch (cause) {
    throw new ConfigError(`Cannot read ${file}, which the config names: ${whyUnreadable(cause)}`, { cause })
  }
  // Reading a pipe or a device may never end.
  throw new ConfigError(`Cannot read ${file}, which the config names: it is no ordinary file. Mend the path.`)
}
