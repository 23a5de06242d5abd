import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, realpath } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'

/** A project that is to get a suite. */
export interface Place {
  readonly folder: string
  /** The Git repository that it is in; null where it is in none. */
  readonly repository: string | null
  /** The folder in its repository, with `/`; `.` for the root itself. */
  readonly inside: string
  /** What pull requests are merged into. */
  readonly branch: string
  /** What the suite can be called. */
  readonly name: string
  /** Whether the command is installed there, as CI needs it. */
  readonly installed: boolean
}

/** Looks at a folder that exists: its repository, its package, its name. */
export async function placeAt(given: string): Promise<Place> {
  const folder = await realpath(given)
  const root = await git(folder, 'rev-parse', '--show-toplevel')
  const repository = root === null ? null : await realpath(root)
  const inside = repository === null ? '.' : relative(repository, folder).split(sep).join('/') || '.'
  return {
    folder,
    repository,
    inside,
    branch: await branchOf(folder),
    name: suiteName((await packageName(folder)) ?? basename(folder)),
    installed: isInstalled(folder),
  }
}

async function git(folder: string, ...words: string[]): Promise<string | null> {
  const ran = await promisify(execFile)('git', ['-C', folder, ...words]).catch(() => null)
  return ran?.stdout.trim() || null
}

/** A branch's name is anybody's choice; one with other signs is not written into a workflow. */
async function branchOf(folder: string): Promise<string> {
  const remote = await git(folder, 'symbolic-ref', '--short', 'refs/remotes/origin/HEAD')
  const found = remote?.replace(/^origin\//, '') ?? (await git(folder, 'branch', '--show-current'))
  return found !== null && /^[\w./-]+$/.test(found) ? found : 'main'
}

async function packageName(folder: string): Promise<string | null> {
  try {
    const { name } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    return typeof name === 'string' ? name : null
  } catch {
    return null
  }
}

function suiteName(text: string): string {
  const name = text.replace(/^@[^/]*\//, '').replace(/[^\w.-]+/g, '-')
  return name.replace(/^[^a-z\d]+/i, '').slice(0, 64) || 'suite'
}

function isInstalled(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, 'node_modules', '.bin', 'nightdrift'))) return true
    if (dirname(at) === at) return false
  }
}
