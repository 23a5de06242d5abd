import type { Ports } from '../activities/ports.ts'
import { worstOf } from '../activities/results-in-lake.ts'
import { type RunSummary, runSummaryKey } from '../activities/run-summary.ts'
import { ConfigError } from '../suite/config/errors.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { openProject } from './project.ts'
import { newRunId, runFolderOf, runSuite } from './run-suite.ts'
import { tellRun } from './tell-run.ts'
import type { Terminal } from './terminal.ts'
import { untilInterrupted } from './until-interrupted.ts'

/** Failed scores that are told; the run's results have all. */
const MOST_WORST = 8

export interface EvalOptions {
  readonly config?: string
  readonly profile: string
  /** `false` asks anew what was answered before. */
  readonly cache?: boolean
  /** The id of a run that ended early. */
  readonly resume?: string
}

/** Runs the suite in this process: the same activities as at night, without Temporal. */
export async function evaluate(options: EvalOptions, terminal: Terminal): Promise<ExitCode> {
  const { ports } = await openProject(options.config)
  const id = options.resume ?? newRunId(ports.now(), options.profile)
  if (options.resume !== undefined) await refuseUnknown(options.resume, ports)
  const run = { id, profile: options.profile, useCache: options.cache !== false }
  const summary = await untilInterrupted(interrupted(id, options), (signal) =>
    runSuite(run, ports, { terminal, signal }),
  )
  await tellOf({ id, summary }, ports, terminal)
  const { counts } = summary
  return counts.errored > 0 && counts.scored + counts.unscored === 0 ? EXIT.incomplete : EXIT.done
}

/** Tells a run with its worst cases. */
export async function tellOf(
  { id, summary }: { readonly id: string; readonly summary: RunSummary },
  { lake, project }: Ports,
  terminal: Terminal,
): Promise<void> {
  const folder = runFolderOf(id)
  const worst = await worstOf(lake, folder, MOST_WORST)
  const { answeredAtLeast } = project.config
  const file = lake.address(runSummaryKey(folder))
  tellRun({ id, summary, worst, file, answeredAtLeast }, terminal)
}

async function refuseUnknown(run: string, { lake }: Ports): Promise<void> {
  if (/^[\w.-]+$/.test(run) && (await lake.list(runFolderOf(run))).length > 0) return
  throw new ConfigError(
    `Cannot go on with the run ${JSON.stringify(run)}: the lake has none of this name. Take it from what the run said when it ended.`,
  )
}

function interrupted(id: string, { profile, config }: EvalOptions): string {
  const place = config === undefined ? '' : ` --config ${config}`
  return `Cancelled. What was answered is kept; go on with \`nightdrift eval --profile ${profile} --resume ${id}${place}\`.`
}
