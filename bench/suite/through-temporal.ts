import { openProject } from '../../cli/project.ts'
import { openSession } from '../../cli/session.ts'
import type { Terminal } from '../../cli/terminal.ts'
import { taskQueue } from '../../workflows/ids.ts'
import type { SuiteRunOutcome, suiteRun } from '../../workflows/suite-run.ts'
import { type Measured, measure } from '../measure.ts'

const silent = () => undefined

/** A terminal that nobody reads. */
export const SILENT: Terminal = {
  json: true,
  live: false,
  result: silent,
  document: silent,
  progress: silent,
  status: silent,
}

/**
 * Runs a project's suite as a night does, by a worker of this process on Temporal's dev server. Server and worker are up
 * before, and not measured.
 */
export async function throughTemporal(config: string): Promise<Measured<SuiteRunOutcome>> {
  const project = await openProject(config)
  await using session = await openSession(project, SILENT, { worker: 'always' })
  const { digest, config: loaded } = project.loaded
  const run = () =>
    session.temporal.client.workflow.execute<typeof suiteRun>('suiteRun', {
      workflowId: `bench/${loaded.name}`,
      taskQueue: taskQueue(loaded.name),
      args: [
        {
          folder: 'runs/through-temporal',
          configDigest: digest,
          profile: 'full',
          patience: 'interactive',
          concurrency: 4,
          batchesPerRun: 500,
        },
      ],
    })
  return await measure(run)
}
