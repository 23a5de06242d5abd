import { EXIT, type ExitCode } from './exit.ts'
import { interrupted } from './interrupted.ts'
import { openProject } from './project.ts'
import { openSession } from './session.ts'
import type { Terminal } from './terminal.ts'

/** Works on the suite's queue until it is stopped; SIGTERM lets batches under way end or be taken up elsewhere. */
export async function worker(options: { readonly config?: string }, terminal: Terminal): Promise<ExitCode> {
  const project = await openProject(options.config)
  await using session = await openSession(project, terminal, { worker: 'always' })
  terminal.progress(`Working on ${project.loaded.config.name} at ${session.temporal.address}. Ctrl-C stops.`)
  await Promise.race([interrupted(), session.worker?.ended])
  terminal.progress('Stopping …')
  return EXIT.done
}
