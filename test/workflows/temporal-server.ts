import { after } from 'node:test'
import { Context } from '@temporalio/activity'
import type { Client, WorkflowHandle } from '@temporalio/client'
import { TestWorkflowEnvironment } from '@temporalio/testing'
import { type NativeConnection, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker'
import { type Activities, catalogue } from '../../activities/catalogue.ts'
import { bundleWorkflows } from '../../worker/bundle-workflows.ts'
import { obtainTemporalBinary } from '../../worker/dev-server/obtain-binary.ts'
import { installRuntime } from '../../worker/run-worker.ts'

/** The queue of a test server's one worker: starting a worker for each test costs most of a test's time. */
export const QUEUE = 'nightdrift-tests'

/** A real Temporal server of one test file, in memory, and a worker with the workflows as they are. */
export interface TestServer {
  readonly client: Client
  readonly connection: NativeConnection
  /** `host:port`. */
  readonly address: string
  readonly bundle: WorkflowBundleWithSourceMap
  /** Activities of one suite, known by the second part of a workflow's id: `nightdrift/SUITE/…`. */
  act(suite: string, activities: Activities): void
}

/**
 * Starts a server that stops after the file's last test.
 *
 * @param extraArgs passed to `temporal server start-dev`
 * @returns null when no Temporal binary can be had
 * @throws Error instead where everything must be there
 */
export async function startTestServer(extraArgs: readonly string[] = []): Promise<TestServer | null> {
  const path = await binaryPath()
  if (path === null) return null
  installRuntime(() => undefined)
  // Histories of tests are kept: no name of a machine may stand in them.
  const environment = await TestWorkflowEnvironment.createLocal({
    server: { executable: { type: 'existing-path', path }, extraArgs: [...extraArgs] },
    client: { identity: 'test' },
  })
  const { client, nativeConnection: connection, address } = environment
  const bundle = await bundleWorkflows()
  const suites = new Map<string, Activities>()
  const stopWorker = await startWorker({ connection, bundle, suites })
  after(async () => {
    await stopWorker()
    await environment.teardown()
  })
  const act = (suite: string, activities: Activities) => void suites.set(suite, activities)
  return { client, connection, address, bundle, act }
}

async function startWorker(options: {
  readonly connection: NativeConnection
  readonly bundle: WorkflowBundleWithSourceMap
  readonly suites: ReadonlyMap<string, Activities>
}): Promise<() => Promise<void>> {
  const worker = await Worker.create({
    connection: options.connection,
    identity: 'test',
    taskQueue: QUEUE,
    workflowBundle: options.bundle,
    activities: activitiesBySuite(options.suites),
    // Cancellation is heard of with the next heartbeat that is not throttled.
    maxHeartbeatThrottleInterval: 200,
    // Nothing is remembered between workflow tasks: each replays from the start, so what cannot be replayed fails.
    maxCachedWorkflows: 0,
  })
  const ended = worker.run()
  return () => {
    worker.shutdown()
    return ended
  }
}

function activitiesBySuite(
  suites: ReadonlyMap<string, Activities>,
): Record<string, (input: never) => unknown> {
  const bySuite = (name: keyof Activities) => (input: never) => {
    const workflowId = Context.current().info.workflowExecution?.workflowId ?? ''
    const suite = workflowId.split('/')[1] ?? ''
    const activities = suites.get(suite)
    if (activities === undefined) throw new Error(`No test acts for the workflow "${workflowId}".`)
    return activities[name](input)
  }
  return Object.fromEntries(Object.keys(catalogue).map((name) => [name, bySuite(name as keyof Activities)]))
}

/** Options for a test that needs the server: left out, with the reason, when there is none. */
export function needing(server: TestServer | null): {
  readonly skip: string | false
  readonly timeout: number
} {
  const skip = server === null && 'left out: no Temporal CLI could be found or installed on this machine'
  return { skip, timeout: 120_000 }
}

/** Waits until a question is answered with something else than false, null or undefined; fails after 60 s. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | false | null | undefined> | T | false | null | undefined,
): Promise<T> {
  const deadline = performance.now() + 60_000
  for (;;) {
    const answer = await ask()
    if (answer !== false && answer !== null && answer !== undefined) return answer
    if (performance.now() > deadline) throw new Error(`Waited 60 s in vain until ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** The message at the bottom of a failed workflow: what the activity, or the workflow itself, said. */
export async function failureOf(handle: Pick<WorkflowHandle, 'result'>): Promise<string> {
  try {
    await handle.result()
  } catch (error) {
    let inner = error
    while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause
    return inner instanceof Error ? inner.message : String(inner)
  }
  throw new Error('The workflow was expected to fail and did not.')
}

async function binaryPath(): Promise<string | null> {
  try {
    return (
      await obtainTemporalBinary({ env: process.env, log: (line) => process.stderr.write(`${line}\n`) })
    ).path
  } catch (error) {
    if (process.env.NIGHTDRIFT_STRICT === '1') throw error
    return null
  }
}
