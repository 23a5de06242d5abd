import { execFile } from 'node:child_process'
import { copyFileSync, linkSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Test runners and npm scripts leave variables behind that would change what npm and the command do. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(NODE_|npm_|INIT_CWD$)/.test(name)),
)

/** A project of a user, made by `npm init -y`, that has the package installed. */
export interface Installed extends AsyncDisposable {
  readonly folder: string
  /** What was packed, by its path in the package, with its size in bytes. */
  readonly packed: ReadonlyMap<string, number>
  /** Runs the installed command in the project, or in another folder. */
  run(words: readonly string[], cwd?: string): Promise<Ended>
  /** Where the installed package is. */
  readonly location: string
}

/** How a command ended. */
export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/**
 * Builds and packs the package, and installs the tarball into an empty project.
 *
 * What the package depends on is linked there first, so that npm needs no network and 3 s instead of 20; npm still
 * resolves every dependency, and takes away whatever the package does not ask for.
 */
export async function installPackage(): Promise<Installed> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-package-'))
  const [packed] = await Promise.all([pack(folder), makeProject(folder)])
  const quiet = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund']
  await runOrThrow('npm', ['install', ...quiet, join(folder, packed.filename)], folder)
  const location = join(folder, 'node_modules/nightdrift')
  const command = join(location, 'cli/nightdrift.mjs')
  return {
    folder,
    location,
    packed: new Map(packed.files.map(({ path, size }) => [path, size])),
    run: (words, cwd = folder) => runToEnd(process.execPath, [command, ...words], cwd),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

interface Packed {
  readonly filename: string
  readonly files: readonly { readonly path: string; readonly size: number }[]
}

async function pack(folder: string): Promise<Packed> {
  await runOrThrow(process.execPath, [join(ROOT, 'infra/build/build.ts')], ROOT)
  const words = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]
  const [packed] = Object.values(JSON.parse(await runOrThrow('npm', words, ROOT)))
  return packed as Packed
}

async function makeProject(folder: string): Promise<void> {
  await runOrThrow('npm', ['init', '-y'], folder)
  linkDependencies(folder)
}

async function runOrThrow(file: string, words: readonly string[], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await runToEnd(file, words, cwd)
  if (code === 0) return stdout
  throw new Error(
    `Cannot make the package: "${file} ${words.join(' ')}" ended with ${code}: ${stderr}${stdout}`,
  )
}

/** Runs a program, as if no test runner and no npm were around it. */
export async function runToEnd(file: string, words: readonly string[], cwd: string): Promise<Ended> {
  try {
    const options = { cwd, env: environment, maxBuffer: 2 ** 26 }
    return { code: 0, ...(await promisify(execFile)(file, words, options)) }
  } catch (error) {
    if (error instanceof Error && 'stdout' in error) return error as unknown as Ended
    throw error
  }
}

/** Links every package that the lockfile does not call a development dependency. */
function linkDependencies(folder: string): void {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean }>
  }
  const nested = /node_modules\/.*node_modules\//
  for (const [path, { dev }] of Object.entries(lock.packages))
    if (path !== '' && !dev && !nested.test(path)) linkTree(join(ROOT, path), join(folder, path))
}

/** npm writes no file of a package that fits, so that links are as good as copies; across disks they are copies. */
function linkTree(from: string, to: string): void {
  for (const entry of readdirSyncOrNone(from)) {
    if (!entry.isFile()) continue
    const source = join(entry.parentPath, entry.name)
    const target = join(to, source.slice(from.length))
    mkdirSync(dirname(target), { recursive: true })
    try {
      linkSync(source, target)
    } catch {
      copyFileSync(source, target)
    }
  }
}

/** Packages for other platforms stand in the lockfile and are not installed. */
function readdirSyncOrNone(folder: string) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
  } catch {
    return []
  }
}
