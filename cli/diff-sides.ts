import { newestBaseline } from '../activities/accept-baseline.ts'
import { type FoundRun, findRun, knownRuns, runIn } from '../activities/find-run.ts'
import { runOfCommit } from '../activities/runs-of-commit.ts'
import { ConfigError } from '../suite/config/errors.ts'
import { openAtCommit } from './at-commit.ts'
import type { OpenProject } from './project.ts'
import { newRunId, runFolderOf, runSuite } from './run-suite.ts'
import type { Terminal } from './terminal.ts'

/** How runs are made where none is given. */
export interface Running {
  readonly profile: string
  readonly useCache: boolean
  readonly terminal: Terminal
  readonly signal: AbortSignal
}

/** One side of a diff, and where it came from. */
export interface DiffRun {
  /** What it is called: `origin/main`, `baseline main`, `working tree`. */
  readonly label: string
  readonly found: FoundRun
  /** Whether it was there before. */
  readonly stored: boolean
}

/**
 * The run that `--base` means: a run's file or id, else an accepted baseline, else the run of a Git commit, made now where
 * nobody made it yet.
 *
 * @throws ConfigError for what is none of these
 */
export async function baseRun(name: string, project: OpenProject, running: Running): Promise<DiffRun> {
  const { ports } = project
  const found = await findRun(name, ports, process.cwd())
  if (found !== null) return { label: name, found, stored: true }
  const baseline = /^[\w-]{1,64}$/.test(name) ? await newestBaseline(ports.lake, name) : null
  const accepted = baseline && (await runIn(ports.lake, baseline.run))
  const sha = await ports.repository.resolve(name)
  if (accepted !== null) {
    if (sha !== null)
      running.terminal.progress(
        `"${name}" is an accepted baseline and a Git ref: the baseline is taken. The ref is refs/heads/${name}.`,
      )
    return { label: `baseline ${name}`, found: accepted, stored: true }
  }
  if (sha !== null) return runAtCommit({ label: name, sha }, project, running)
  throw new ConfigError(
    `Cannot compare with ${JSON.stringify(name)}: it is no run's file or id, no accepted baseline, and no Git ref here (a shallow clone has few: fetch it, or fetch-depth: 0). ${await knownRuns(ports.lake)}`,
  )
}

/** The working tree's run, made now, or the one that `--head` names. */
export async function headRun(
  given: string | undefined,
  { ports }: OpenProject,
  running: Running,
): Promise<DiffRun> {
  if (given === undefined)
    return { label: 'working tree', found: await runNow(ports, running), stored: false }
  const found = await findRun(given, ports, process.cwd())
  if (found !== null) return { label: given, found, stored: true }
  throw new ConfigError(
    `Cannot compare ${JSON.stringify(given)}: it is no run's file or id. ${await knownRuns(ports.lake)}`,
  )
}

async function runAtCommit(
  { label, sha }: { readonly label: string; readonly sha: string },
  project: OpenProject,
  running: Running,
): Promise<DiffRun> {
  await using there = await openAtCommit(sha, project)
  const stored = await runOfCommit(running.profile, there.ports)
  if (stored !== null) return { label, found: stored, stored: true }
  running.terminal.progress(`No run of ${label} (${sha.slice(0, 12)}) is stored: it is made now.`)
  return { label, found: await runNow(there.ports, running), stored: false }
}

async function runNow(ports: OpenProject['ports'], running: Running): Promise<FoundRun> {
  const { profile, useCache } = running
  const id = newRunId(ports.now(), profile)
  const summary = await runSuite({ id, profile, useCache }, ports, running)
  return { lake: ports.lake, folder: runFolderOf(id), summary }
}
