import {
  DefaultLogger,
  type NativeConnection,
  Runtime,
  Worker,
  type WorkflowBundleOption,
} from '@temporalio/worker'
import { taskQueue } from '../workflows/ids.ts'
import { logLine } from './log-line.ts'
import type { ProjectSource } from './project-source.ts'
import { registerActivities } from './register-activities.ts'

/** A worker that runs until it is stopped. */
export interface RunningWorker extends AsyncDisposable {
  /** Resolves when the worker has stopped; rejects when it failed. */
  readonly ended: Promise<void>
}

/**
 * Quiets the SDK to warnings through the given line printer. Call once, before the first connection.
 */
export function installRuntime(log: (line: string) => void): void {
  let last = ''
  Runtime.install({
    logger: new DefaultLogger('WARN', (entry) => {
      const line = logLine(entry)
      // Batches that run side by side meet the same outage.
      if (line !== null && line !== last) log(line)
      last = line ?? last
    }),
    telemetryOptions: { logging: { forward: {}, filter: { core: 'WARN', other: 'WARN' } } },
    // Signals belong to the command: it cancels or finishes first.
    shutdownSignals: [],
  })
}

/** Starts a worker for one suite: workflows and activities on the suite's own queue. */
export async function startWorker(options: {
  readonly suite: string
  readonly source: ProjectSource
  readonly connection: NativeConnection
  readonly namespace: string
  readonly bundle: WorkflowBundleOption
}): Promise<RunningWorker> {
  const worker = await Worker.create({
    connection: options.connection,
    namespace: options.namespace,
    taskQueue: taskQueue(options.suite),
    workflowBundle: options.bundle,
    activities: registerActivities(options.source),
    maxConcurrentActivityTaskExecutions: 8,
    maxCachedWorkflows: 50,
    // A cancellation is heard of with a heartbeat that is sent: by default only every 24 s.
    maxHeartbeatThrottleInterval: '5s',
    shutdownGraceTime: '2s',
    shutdownForceTime: '20s',
  })
  const ended = worker.run()
  return {
    ended,
    async [Symbol.asyncDispose]() {
      if (worker.getState() === 'RUNNING') worker.shutdown()
      await ended
    },
  }
}
