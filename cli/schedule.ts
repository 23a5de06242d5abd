import { type ScheduleHandle, ScheduleNotFoundError, ScheduleOverlapPolicy } from '@temporalio/client'
import cronstrue from 'cronstrue'
import { nightBefore, startOfDay } from '../activities/night-keys.ts'
import { ConfigError } from '../suite/config/errors.ts'
import { applySchedule } from '../worker/apply-schedule.ts'
import { connectTemporal } from '../worker/temporal-connection.ts'
import { scheduleId } from '../workflows/ids.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { localTime } from './local-time.ts'
import { nightOf } from './night-date.ts'
import { type OpenProject, openProject } from './project.ts'
import type { Terminal } from './terminal.ts'

export type ScheduleAction = 'apply' | 'show' | 'pause' | 'resume' | 'delete' | 'backfill'

export interface ScheduleVerbOptions {
  readonly config?: string
  /** First and last night of a backfill. */
  readonly from?: string
  readonly to?: string
}

/** What `schedule … --json` prints. */
interface ScheduleView {
  readonly id: string
  readonly words: string
  readonly timezone: string
  readonly paused: boolean
  /** ISO-8601 instants. */
  readonly nextRuns: readonly string[]
}

/** Creates, changes, shows or removes the suite's Schedule, or starts past nights through it. */
export async function schedule(
  action: ScheduleAction,
  options: ScheduleVerbOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const project = await openProject(options.config)
  const { config, folder } = project.loaded
  const range = action === 'backfill' ? rangeOf(options, config.schedule.timezone) : null
  await using temporal = await connectTemporal({
    projectFolder: folder,
    log: (line) => terminal.progress(line),
  })
  if (temporal.uiUrl !== null) {
    terminal.progress(`Temporal's pages: ${temporal.uiUrl}`)
    terminal.progress('This is the embedded server: its schedule fires while `nightdrift dev` runs.')
  }
  const handle = temporal.client.schedule.getHandle(scheduleId(config.name))
  if (action === 'apply')
    terminal.progress(`Schedule ${handle.scheduleId} ${await applySchedule(temporal.client, config)}.`)
  if (range !== null) await backfill(range, handle, terminal)
  await change(action, handle)
  if (action === 'delete') terminal.result(`Deleted schedule ${handle.scheduleId}.`)
  else await show(handle, project, terminal)
  return EXIT.done
}

interface Range {
  readonly from: string
  readonly to: string
  readonly timezone: string
}

function rangeOf({ from, to }: ScheduleVerbOptions, timezone: string): Range {
  if (from === undefined || to === undefined)
    throw new ConfigError('Cannot backfill without a stretch of nights: give --from and --to as YYYY-MM-DD.')
  const range = { from: nightOf(from, timezone, new Date()), to: nightOf(to, timezone, new Date()), timezone }
  if (range.from > range.to)
    throw new ConfigError(
      `Cannot backfill from ${from} to ${to}: the first day is after the last. Swap them.`,
    )
  return range
}

/** Starts the nights of a stretch of days, one after another, oldest first; complete nights are left alone. */
async function backfill(
  { from, to, timezone }: Range,
  handle: ScheduleHandle,
  terminal: Terminal,
): Promise<void> {
  // A night runs on the day after its own. The edge is a second early: servers differ on whether it is part of it.
  const firstStart = startOfDay(nightBefore(from, -1), timezone).getTime() - 1_000
  const lastEnd = startOfDay(nightBefore(to, -2), timezone).getTime() - 1_000
  await explained(handle, () =>
    handle.backfill({
      start: new Date(firstStart),
      end: new Date(lastEnd),
      overlap: ScheduleOverlapPolicy.BUFFER_ALL,
    }),
  )
  terminal.progress(
    `Nights ${from} to ${to} are started, oldest first. Follow one with \`nightdrift night ${from}\`.`,
  )
}

async function change(action: ScheduleAction, handle: ScheduleHandle): Promise<void> {
  const by = `nightdrift schedule ${action}`
  if (action === 'pause') await explained(handle, () => handle.pause(by))
  if (action === 'resume') await explained(handle, () => handle.unpause(by))
  if (action === 'delete') await explained(handle, () => handle.delete())
}

async function show(handle: ScheduleHandle, { loaded }: OpenProject, terminal: Terminal): Promise<void> {
  const { cron, timezone } = loaded.config.schedule
  const { info, state } = await explained(handle, () => handle.describe())
  const nextRuns = info.nextActionTimes.slice(0, 5)
  const words = cronstrue.toString(cron, { use24HourTimeFormat: true })
  const view: ScheduleView = {
    id: handle.scheduleId,
    words,
    timezone,
    paused: state.paused,
    nextRuns: nextRuns.map((at) => at.toISOString()),
  }
  terminal.document(view)
  terminal.result(`${handle.scheduleId}: ${words}, ${timezone}${state.paused ? ' (paused)' : ''}`)
  for (const at of nextRuns) terminal.result(`  ${localTime(at, timezone)}`)
}

async function explained<T>(handle: ScheduleHandle, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error
    throw new ConfigError(
      `Cannot find schedule ${handle.scheduleId}: it was never applied here. Make it with \`nightdrift schedule apply\`.`,
      { cause: error },
    )
  }
}
