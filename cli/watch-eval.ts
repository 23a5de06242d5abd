import { dirname } from 'node:path'
import { passTableOf } from '../activities/results-in-lake.ts'
import type { RunSummary } from '../activities/run-summary.ts'
import { ConfigError } from '../suite/config/errors.ts'
import type { PassTable } from '../suite/pass-table.ts'
import { findConfig } from '../worker/load-config.ts'
import { type EvalOptions, tellOf } from './eval.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { interrupted } from './interrupted.ts'
import { type OpenProject, openProject } from './project.ts'
import { newRunId, runFolderOf, runSuite } from './run-suite.ts'
import { deltaLine } from './tell-delta.ts'
import type { Terminal } from './terminal.ts'
import { untilChanged } from './until-changed.ts'
import { type Standing, watchedFolders, watchedSuite } from './watched-suite.ts'

/** What the last whole run came to. */
interface Told {
  readonly id: string
  readonly summary: RunSummary
  readonly table: PassTable
}

/**
 * Runs the suite again whenever what it depends on changes, until Ctrl-C. A change while it runs begins it anew. What makes a
 * run impossible is told and waited out.
 *
 * @param stop  ends it (default: Ctrl-C)
 */
export async function watchEval(
  options: EvalOptions,
  terminal: Terminal,
  stop: AbortSignal = untilCtrlC(),
): Promise<ExitCode> {
  refuseUnwatchable(options, terminal)
  let folders = [dirname(findConfig(options.config, process.cwd()))]
  let before: Told | null = null
  while (!stop.aborted) {
    const around = await watchedFolders(folders)
    const project = await openOrTell(options, terminal)
    const standing = project === null ? around : await watchedSuite(project.loaded)
    folders = [...new Set([...folders, ...standing.watched.folders])]
    if (project === null) await quietly(untilChanged(standing.watched, standing.known, stop), stop)
    else before = (await round({ options, project, standing, before }, terminal, stop)) ?? before
  }
  terminal.progress('Watching has ended.')
  return EXIT.done
}

/** One run, and the wait for the next change; null when that came first, or nothing could be run. */
async function round(
  work: {
    readonly options: EvalOptions
    readonly project: OpenProject
    readonly standing: Standing
    readonly before: Told | null
  },
  terminal: Terminal,
  stop: AbortSignal,
): Promise<Told | null> {
  const { watched, known } = work.standing
  const changed = new AbortController()
  const change = untilChanged(watched, known, stop).finally(() => changed.abort())
  // It is awaited below; a failure before that must not end the process.
  change.catch(() => undefined)
  const told = await runOrTell(work, terminal, AbortSignal.any([stop, changed.signal]))
  if (!changed.signal.aborted) terminal.progress('Watching prompt, config and cases. Ctrl-C ends it.')
  await quietly(change, stop)
  return told
}

async function runOrTell(
  { options, project, before }: Parameters<typeof round>[0],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Told | null> {
  const { ports } = project
  const id = newRunId(ports.now(), options.profile)
  const run = { id, profile: options.profile, useCache: options.cache !== false }
  try {
    const summary = await runSuite(run, ports, { terminal, signal })
    const table = await passTableOf(ports.lake, runFolderOf(id))
    if (before === null) await tellOf({ id, summary }, ports, terminal)
    else terminal.result(deltaLine({ before: before.table, table, summary, at: ports.now() }))
    return { id, summary, table }
  } catch (error) {
    if (signal.aborted) return null
    terminal.progress(error instanceof Error ? error.message : String(error))
    return null
  }
}

/** Null, after it was told why, for a config that cannot be used. */
async function openOrTell({ config }: EvalOptions, terminal: Terminal): Promise<OpenProject | null> {
  try {
    return await openProject(config)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    terminal.progress(`${error.message}\nWaiting for a change.`)
    return null
  }
}

/** A wait that was ended by the signal is no failure. */
async function quietly(waiting: Promise<void>, stop: AbortSignal): Promise<void> {
  await waiting.catch((error: unknown) => {
    if (!stop.aborted) throw error
  })
}

function refuseUnwatchable({ resume }: EvalOptions, { json }: Terminal): void {
  const other = json ? '--json, which prints one document' : resume && '--resume, which ends one run'
  if (other)
    throw new ConfigError(`Cannot use --watch with ${other}, while --watch runs until Ctrl-C. Leave one out.`)
}

function untilCtrlC(): AbortSignal {
  const stop = new AbortController()
  void interrupted().then(() => stop.abort(new Error('Interrupted.')))
  return stop.signal
}
