import { diffSideOf } from '../activities/diff-side.ts'
import { ConfigError } from '../suite/config/errors.ts'
import { conclude } from '../suite/gate/conclude.ts'
import type { Confirmation } from '../suite/gate/confirm.ts'
import { diffRuns } from '../suite/gate/diff-runs.ts'
import { hasScorer } from '../suite/gate/incomparable.ts'
import { parseShare } from '../suite/gate/share.ts'
import { confirmFlips } from './confirm-flips.ts'
import { baseRun, type DiffRun, headRun, type Running } from './diff-sides.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { type OpenProject, openProject } from './project.ts'
import { type ToldDiff, tellDiff } from './tell-diff.ts'
import type { Terminal } from './terminal.ts'
import { untilInterrupted } from './until-interrupted.ts'

export interface DiffOptions {
  readonly config?: string
  readonly base: string
  readonly head?: string
  readonly profile: string
  readonly threshold: string
  readonly minPassRate?: string
  /** How often flipped cases are asked anew when the rule stops the change. */
  readonly confirm?: string
  readonly cache?: boolean
  /** A file for the table as Markdown. */
  readonly markdown?: string
}

/** The pull-request gate: is the working tree worse than what it is to be merged into? */
export async function diff(options: DiffOptions, terminal: Terminal): Promise<ExitCode> {
  const threshold = parseShare(options.threshold, '--threshold')
  const minPassRate =
    options.minPassRate === undefined ? undefined : parseShare(options.minPassRate, '--min-pass-rate')
  const times = parseTimes(options.confirm)
  const project = await openProject(options.config)
  const { answeredAtLeast } = project.ports.project.config
  const told = await untilInterrupted(STOPPED, async (signal) => {
    const running = { profile: options.profile, useCache: options.cache !== false, terminal, signal }
    const base = await baseRun(options.base, project, running)
    const head = await headRun(options.head, project, running)
    return compareRunsOf(
      { base, head },
      { rule: { threshold, minPassRate, answeredAtLeast }, times },
      { project, running },
    )
  })
  await tellDiff(told, options, terminal)
  if (told.gate === 'passed') return EXIT.done
  return told.incomplete ? EXIT.incomplete : EXIT.found
}

const STOPPED = 'Cancelled: no verdict. What was answered is kept for the next time.'

async function compareRunsOf(
  runs: { readonly base: DiffRun; readonly head: DiffRun },
  { rule, times }: { readonly rule: ToldDiff['rule']; readonly times: number },
  { project, running }: { readonly project: OpenProject; readonly running: Running },
): Promise<ToldDiff> {
  const [base, head] = [await diffSideOf(runs.base.found), await diffSideOf(runs.head.found)]
  const compared = diffRuns(base, head, rule)
  const none = { confirmations: new Map<string, Confirmation>(), notes: [] }
  const fresh = times === 0 ? none : await confirmFlips({ diff: compared, ...runs, times }, project, running)
  const conclusion = conclude(compared, fresh.confirmations, (name) => !hasScorer(base, name))
  return { ...runs, diff: compared, rule, ...fresh, ...conclusion }
}

function parseTimes(text: string | undefined): number {
  if (text === undefined) return 0
  const times = Number(text)
  if (Number.isInteger(times) && times >= 1 && times <= 100) return times
  throw new ConfigError(
    `Cannot use --confirm ${JSON.stringify(text)}: expected how often flipped cases are asked anew, from 1 to 100, such as 5.`,
  )
}
