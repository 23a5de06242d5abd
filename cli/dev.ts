import type { Client } from '@temporalio/client'
import type { Config } from '../suite/config/schema.ts'
import { applySchedule } from '../worker/apply-schedule.ts'
import { scheduleId } from '../workflows/ids.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { interrupted } from './interrupted.ts'
import { localTime } from './local-time.ts'
import { openProject } from './project.ts'
import { openSession } from './session.ts'
import { tellNight } from './tell-night.ts'
import type { Terminal } from './terminal.ts'
import { watchNights } from './watch-nights.ts'

/** Embedded Temporal, a worker and the schedule in one terminal, until it is stopped. */
export async function dev(options: { readonly config?: string }, terminal: Terminal): Promise<ExitCode> {
  const project = await openProject(options.config)
  await using session = await openSession(project, terminal, { worker: 'always' })
  const { config } = project.loaded
  await applySchedule(session.temporal.client, config)
  terminal.progress(`${config.name}: ${await nextNight(session.temporal.client, config)}`)
  const where = options.config === undefined ? '' : ` --config ${options.config}`
  terminal.progress(`Run one now, in another terminal: nightdrift night${where}`)
  terminal.progress('Ctrl-C stops.')
  const stop = new AbortController()
  const watched = watchNights(project.ports, (night) => tellNight(night, 'never', terminal), stop.signal)
  await Promise.race([interrupted(), session.worker?.ended])
  terminal.progress('Stopping …')
  stop.abort()
  await watched
  return EXIT.done
}

async function nextNight(client: Client, { name, schedule }: Config): Promise<string> {
  const { info, state } = await client.schedule.getHandle(scheduleId(name)).describe()
  const next = info.nextActionTimes[0]
  if (state.paused) return 'the schedule is paused. Go on with `nightdrift schedule resume`.'
  if (next === undefined) return `the schedule (${schedule.cron}) names no time to come.`
  return `the next night begins ${localTime(next, schedule.timezone)} (${schedule.timezone}).`
}
