import { applySchedule } from '../worker/apply-schedule.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { interrupted } from './interrupted.ts'
import { openProject } from './project.ts'
import { openSession } from './session.ts'
import type { Terminal } from './terminal.ts'

/** Embedded Temporal, a worker and the schedule in one terminal, until it is stopped. */
export async function dev(options: { readonly config?: string }, terminal: Terminal): Promise<ExitCode> {
  const project = await openProject(options.config)
  await using session = await openSession(project, terminal, { worker: 'always' })
  const { config } = project.loaded
  await applySchedule(session.temporal.client, config)
  terminal.progress(
    `${config.name} runs nightly (${config.schedule.cron}, ${config.schedule.timezone}). Run one now: nightdrift night. Ctrl-C stops.`,
  )
  await Promise.race([interrupted(), session.worker?.ended])
  terminal.progress('Stopping …')
  return EXIT.done
}
