import { installRuntime, type RunningWorker, startWorker } from '../worker/run-worker.ts'
import { connectTemporal, type TemporalConnection } from '../worker/temporal-connection.ts'
import { workflowBundle } from '../worker/workflow-bundle.ts'
import type { OpenProject } from './project.ts'
import type { Terminal } from './terminal.ts'

/** Temporal and, where the server is embedded, a worker of this process. */
export interface Session extends AsyncDisposable {
  readonly temporal: TemporalConnection
  readonly worker: RunningWorker | null
}

/**
 * Connects to Temporal and says where its pages are. With an embedded server, or when asked to, this process works
 * on the suite's queue itself; with a configured server that is the job of `nightdrift worker`.
 */
export async function openSession(
  project: OpenProject,
  terminal: Terminal,
  options: { readonly worker: 'always' | 'when-embedded' },
): Promise<Session> {
  const temporal = await connectTemporal({
    projectFolder: project.loaded.folder,
    log: (line) => terminal.progress(line),
  })
  if (temporal.uiUrl !== null) terminal.progress(`Temporal's pages: ${temporal.uiUrl}`)
  try {
    const worker =
      options.worker === 'always' || temporal.embedded ? await workOn(project, temporal, terminal) : null
    return {
      temporal,
      worker,
      async [Symbol.asyncDispose]() {
        await worker?.[Symbol.asyncDispose]()
        await temporal[Symbol.asyncDispose]()
      },
    }
  } catch (error) {
    await temporal[Symbol.asyncDispose]()
    throw error
  }
}

async function workOn(
  project: OpenProject,
  temporal: TemporalConnection,
  terminal: Terminal,
): Promise<RunningWorker> {
  // Only here: a runtime that forwards logs and has no worker never lets the process end.
  installRuntime((line) => terminal.progress(line))
  const { lake } = await project.source.current()
  await lake.removeAbandoned()
  const [connection, bundle] = await Promise.all([temporal.nativeConnection(), workflowBundle()])
  return startWorker({
    suite: project.loaded.config.name,
    source: project.source,
    connection,
    namespace: temporal.namespace,
    bundle,
  })
}
