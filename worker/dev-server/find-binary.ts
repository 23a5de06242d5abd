import { execFile } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import { promisify } from 'node:util'
import { cacheFolder, type Environment } from './cache-folder.ts'

/** A Temporal CLI that was run and answered. */
export interface TemporalBinary {
  readonly path: string
  /** What it says of itself, as in `temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)`. */
  readonly version: string
  readonly source: 'PATH' | 'cache' | 'download' | 'build'
}

/** A place or way that gave no usable binary, and why. */
export interface Attempt {
  readonly place: string
  readonly problem: string
}

/** The first usable binary, and every place that was looked at before it. */
export interface BinarySearch {
  readonly found: TemporalBinary | null
  readonly tried: readonly Attempt[]
}

/** What a way of getting the binary works with. */
export interface ObtainContext {
  readonly env: Environment
  readonly log: (line: string) => void
  readonly signal?: AbortSignal | undefined
}

/** The release that is built and cached when there is none to find. */
export const temporalCliVersion = 'v1.5.1'

/** Older servers lack what workflows rely on (a start that joins the running workflow, updates by default). */
const oldestServer = { major: 1, minor: 25 }

const executable = process.platform === 'win32' ? 'temporal.exe' : 'temporal'

/** Where a built binary is kept: `…/nightdrift/temporal-v1.5.1/temporal`. */
export function builtBinaryPath(env: Environment): string {
  return join(cacheFolder(env), `temporal-${temporalCliVersion}`, executable)
}

/** Where the SDK's own download is kept. */
export function downloadFolder(env: Environment): string {
  return join(cacheFolder(env), 'temporal-sdk')
}

/**
 * Looks for a Temporal CLI on this machine: on `PATH`, then in the user's cache. Installs nothing.
 *
 * @param env  where `PATH`, `XDG_CACHE_HOME` and `HOME` are read from
 */
export async function findTemporalBinary(env: Environment): Promise<BinarySearch> {
  const tried: Attempt[] = []
  for (const { place, path, source } of places(env)) {
    const checked = path === null ? { problem: 'not there' } : await checkBinary(path, source)
    if ('path' in checked) return { found: checked, tried }
    tried.push({ place, problem: checked.problem })
  }
  return { found: null, tried }
}

/**
 * Runs `--version`: is this a Temporal CLI with a server that is new enough?
 *
 * @returns the binary, or why it cannot be used
 */
export async function checkBinary(
  path: string,
  source: TemporalBinary['source'],
): Promise<TemporalBinary | { readonly problem: string }> {
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: 15_000 })
    const version = stdout.trim().split('\n')[0] ?? ''
    const server = /^temporal version .*\(server (\d+)\.(\d+)/i.exec(version)
    if (server === null) return { problem: `"${path} --version" does not answer as Temporal's CLI does` }
    const [major, minor] = [Number(server[1]), Number(server[2])]
    const isOld = major < oldestServer.major || (major === oldestServer.major && minor < oldestServer.minor)
    if (!isOld) return { path, version, source }
    const expected = `${oldestServer.major}.${oldestServer.minor}`
    return { problem: `"${path}" holds server ${major}.${minor}, expected ${expected} or newer` }
  } catch (error) {
    return { problem: `"${path} --version" failed: ${reasonOf(error)}` }
  }
}

/** The first line of why something failed. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.trim().split('\n')[0] ?? ''
}

/** The first executable file of that name on `PATH`, relative entries left out; null when there is none. */
export function findOnPath(name: string, env: Environment): string | null {
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => isAbsolute(folder))
  return folders.map((folder) => join(folder, name)).find(isExecutableFile) ?? null
}

function places(
  env: Environment,
): { place: string; path: string | null; source: TemporalBinary['source'] }[] {
  const built = builtBinaryPath(env)
  const downloads = downloadFolder(env)
  return [
    { place: '`temporal` on PATH', path: findOnPath(executable, env), source: 'PATH' },
    { place: `the cache (${built})`, path: isExecutableFile(built) ? built : null, source: 'cache' },
    { place: `the SDK's downloads (${downloads})`, path: downloadedBinary(downloads), source: 'download' },
  ]
}

/** The newest finished download of the SDK in its folder, or null. */
export function downloadedBinary(folder: string): string | null {
  if (!existsSync(folder)) return null
  const names = readdirSync(folder).filter((name) => /^temporal-sdk-typescript-[\d.]+(\.exe)?$/.test(name))
  const newest = names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1)
  return newest === undefined ? null : join(folder, newest)
}

function isExecutableFile(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
