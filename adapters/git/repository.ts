import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { isAbsolute, join, relative, resolve } from 'node:path'
import type { CheckedOut, Commit, Repository } from '../../activities/ports.ts'
import { ConfigError } from '../../suite/config/errors.ts'
import { GitError, git } from './git.ts'
import { linkPackages } from './link-packages.ts'

/** A project in a repository. */
export interface ProjectPlace {
  /** The project's folder, anywhere in the working tree. */
  readonly folder: string
  /** Paths that nightdrift writes itself, such as the lake: they make no tree dirty. */
  readonly apart: readonly string[]
}

/**
 * Installed packages are of no commit. A base's tree holds them as a link, which a `.gitignore` that says `node_modules/`
 * lets through: that means folders alone.
 */
const PACKAGES = ':(top,exclude,glob)**/node_modules'

/** The repository that a folder is in, through the git of this machine. */
export function createGitRepository(place: ProjectPlace): Repository {
  return {
    head: () => headOf(place),
    resolve: (ref) => commitOf(place.folder, ref),
    checkOut: (sha) => checkOut(place.folder, sha),
  }
}

async function headOf({ folder, apart }: ProjectPlace): Promise<Commit | null> {
  const sha = await commitOf(folder, 'HEAD')
  if (sha === null) return null
  const without = [PACKAGES, ...apart.flatMap((path) => exclusionOf(folder, path))]
  const changed = await git(folder, ['status', '--porcelain', '--', ':/', ...without]).catch(() => null)
  return changed === null ? null : { sha, dirty: changed !== '' }
}

/** What is not below the project is in no tree of its own. */
function exclusionOf(folder: string, path: string): string[] {
  if (path.includes('://')) return []
  const inside = relative(folder, resolve(folder, path))
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? [] : [`:(exclude)${inside}`]
}

async function commitOf(folder: string, ref: string): Promise<string | null> {
  try {
    const words = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]
    return (await git(folder, words)).trim()
  } catch (error) {
    if (error instanceof GitError) return null
    throw error
  }
}

async function checkOut(folder: string, sha: string): Promise<CheckedOut> {
  const place = await realpath(await mkdtemp(join(tmpdir(), 'nightdrift-base-')))
  const tree = join(place, 'tree')
  const leave = async () => {
    await git(folder, ['worktree', 'remove', '--force', tree]).catch(() => undefined)
    await rm(place, { recursive: true, force: true })
  }
  try {
    const root = (await git(folder, ['rev-parse', '--show-toplevel'])).trim()
    await git(folder, ['worktree', 'add', '--detach', '--force', tree, sha])
    const inside = relative(await realpath(root), await realpath(folder))
    await linkPackages({ root, tree, inside })
    return { folder: join(tree, inside), [Symbol.asyncDispose]: leave }
  } catch (error) {
    await leave()
    if (!(error instanceof GitError)) throw error
    throw new ConfigError(`Cannot check out the commit ${sha.slice(0, 12)}: ${error.message}`, {
      cause: error,
    })
  }
}
