import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, type TestContext, test } from 'node:test'
import { WorkflowFailedError, type WorkflowHandle } from '@temporalio/client'
import { CancelledFailure } from '@temporalio/common'
import { NativeConnection } from '@temporalio/worker'
import pLimit from 'p-limit'
import type { Ports } from '../../activities/ports.ts'
import { createGitRepository } from '../../adapters/git/repository.ts'
import { createLocalLogs } from '../../adapters/logs/local-files.ts'
import { createLocalLake } from '../../adapters/stores/local-lake.ts'
import { loadLog } from '../../queries/traffic/load-log.ts'
import { createRenderer } from '../../report/renderer.ts'
import { ConfigError } from '../../suite/config/errors.ts'
import { configSchema } from '../../suite/config/schema.ts'
import { type Target, TargetError } from '../../suite/target.ts'
import type { ProjectSource } from '../../worker/project-source.ts'
import { type RunningWorker, startWorker } from '../../worker/run-worker.ts'
import { taskQueue } from '../../workflows/ids.ts'
import type { SuiteRunInput, suiteRun } from '../../workflows/suite-run.ts'
import { historyText } from './history-file.ts'
import { eventually, failureOf, needing, startTestServer } from './temporal-server.ts'

const server = await startTestServer()
const options = { ...needing(server), concurrency: true }

const DIGEST = '0123456789abcdef'
const SECRET = 'what a stranger wrote'
const CASES = ['refund', 'lost key'].map((input, i) =>
  JSON.stringify({ id: `c${i}`, input, expected: 'yes' }),
)

const folder = mkdtempSync(join(tmpdir(), 'nightdrift-activities-'))
writeFileSync(join(folder, 'cases.jsonl'), `${CASES.join('\n')}\n`)
after(() => rmSync(folder, { recursive: true, force: true }))

const answering: Target = {
  name: 'yes-man',
  ask: async () => ({
    ...{ output: 'yes', model: 'yes-man', finishReason: 'stop' },
    ...{ latencyMs: 1, tokens: null, costUsd: null },
  }),
}

/** Asks and never hears anything until the case is given up. */
const silent: Target = {
  name: 'silence',
  ask: (_, { signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
    }),
}

/** Holds one project of two cases, in a lake of its suite. */
function sourceOf(suite: string, target: Target): ProjectSource {
  const config = configSchema.parse({
    name: suite,
    dataset: 'cases.jsonl',
    target: { kind: 'replay', path: 'outputs.jsonl' },
    scorers: [{ kind: 'exact' }],
  })
  const unused = async () => {
    throw new Error('Nobody is told anything here.')
  }
  const ports: Ports = {
    project: { config, folder, configDigest: DIGEST, fault: null },
    lake: createLocalLake(join(folder, 'lake', suite)),
    lakeIn: createLocalLake,
    repository: createGitRepository({ folder, apart: [] }),
    logs: createLocalLogs(folder),
    loader: { load: (log) => loadLog(log, {}) },
    target: async () => target,
    judges: async () => new Map(),
    slots: pLimit(1),
    scorerEmbedders: async () => new Map(),
    ...{
      tracker: unused,
      mailer: unused,
      embedder: unused,
      renderer: createRenderer(),
      now: () => new Date(),
    },
  }
  return { current: async () => ports, pinned: async () => ports }
}

/** Every activity under it ends with these errors, one an attempt, the last again and again. */
function sourceFailing(...errors: Error[]): ProjectSource & { attempts: number } {
  const source = {
    attempts: 0,
    current: () => source.pinned(),
    async pinned(): Promise<Ports> {
      source.attempts += 1
      throw errors[Math.min(source.attempts, errors.length) - 1]
    },
  }
  return source
}

/** Starts a worker as a process of its own would: a connection serves no two workers of one queue. */
async function work(t: TestContext, suite: string, source: ProjectSource): Promise<RunningWorker> {
  const connection = await NativeConnection.connect({ address: server!.address })
  const { bundle } = server!
  const worker = await startWorker({ suite, source, connection, bundle, namespace: 'default' })
  t.after(async () => {
    await worker[Symbol.asyncDispose]()
    await connection.close()
  })
  return worker
}

function run(t: TestContext, suite: string, patience: SuiteRunInput['patience'] = 'interactive') {
  const fixed = { folder: 'nights/2026-11-22/r1', configDigest: DIGEST, profile: 'full' }
  t.after(() =>
    server!.client.workflow
      .getHandle(`nightdrift/${suite}/suite`)
      .terminate()
      .catch(() => null),
  )
  return server!.client.workflow.start<typeof suiteRun>('suiteRun', {
    workflowId: `nightdrift/${suite}/suite`,
    taskQueue: taskQueue(suite),
    args: [{ ...fixed, patience, concurrency: 2, batchesPerRun: 500 }],
  })
}

/** The one activity that is scheduled or under way, as the server sees it. */
async function pending(handle: WorkflowHandle) {
  return (await handle.describe()).raw.pendingActivities?.[0]
}

describe('an activity on a worker', options, () => {
  test('is heard of while it is busy, and stops when it is cancelled', async (t) => {
    const suite = randomUUID()
    await work(t, suite, sourceOf(suite, silent))
    const handle = await run(t, suite)
    const busy = await eventually('it was heard of', async () => {
      const activity = await pending(handle)
      return activity?.activityType?.name === 'runSuiteBatch' && activity.lastHeartbeatTime && activity
    })
    assert.equal(busy.attempt, 1)
    await handle.cancel()
    await assert.rejects(
      handle.result(),
      (error) => error instanceof WorkflowFailedError && error.cause instanceof CancelledFailure,
    )
    const { events } = await handle.fetchHistory()
    assert.ok(events?.some((event) => event.activityTaskCanceledEventAttributes))
  })

  test('passes to another worker when its own is stopped', async (t) => {
    const suite = randomUUID()
    const first = await work(t, suite, sourceOf(suite, silent))
    const handle = await run(t, suite)
    await eventually('the batch is under way', async () => {
      const activity = await pending(handle)
      return activity?.activityType?.name === 'runSuiteBatch' && activity.lastStartedTime
    })
    await first[Symbol.asyncDispose]()
    await work(t, suite, sourceOf(suite, answering))
    assert.deepEqual(await handle.result(), { cases: 2, answered: 2, errored: 0 })
  })

  test('is not tried again when a person must mend the cause, and says only its message', async (t) => {
    const suite = randomUUID()
    const error = new ConfigError('Cannot read cases.jsonl: line 3 is broken.', { cause: new Error(SECRET) })
    error.stack = `Error: ${SECRET}`
    const source = sourceFailing(error)
    await work(t, suite, source)
    const handle = await run(t, suite, 'scheduled')
    assert.equal(await failureOf(handle), 'Cannot read cases.jsonl: line 3 is broken.')
    assert.equal(source.attempts, 1)
    assert.equal((await historyText(handle)).includes(SECRET), false)
  })

  test('is tried again when it may get better, and leaves no stack, cause or row in history', async (t) => {
    const suite = randomUUID()
    const error = Object.assign(new Error('Cannot load logs/a.jsonl.', { cause: new Error(SECRET) }), {
      row: SECRET,
      stack: `Error: ${SECRET}\n    at somewhere (/secret/place.ts:1:1)`,
    })
    const source = sourceFailing(error)
    await work(t, suite, source)
    const handle = await run(t, suite)
    assert.equal(await failureOf(handle), 'Cannot load logs/a.jsonl.')
    assert.equal(source.attempts, 3)
    const history = await historyText(handle)
    assert.equal(history.includes(SECRET) || history.includes('/secret/place'), false)
  })

  test('waits as long as the other side asks, and never less than the retry policy', async (t) => {
    for (const { error, seconds } of [
      { error: new TargetError('rate-limited', 'Ask again in a minute.', 60_000), seconds: 60 },
      { error: new TargetError('unreachable', 'Nobody answers.', 0), seconds: 5 },
      { error: new TargetError('rate-limited', 'Ask again in a second.', 1_000), seconds: 5 },
    ]) {
      const suite = randomUUID()
      await using _worker = await work(t, suite, sourceFailing(error))
      const handle = await run(t, suite, 'scheduled')
      const waiting = await eventually('it waits', async () => {
        const activity = await pending(handle)
        return activity?.lastFailure && activity
      })
      assert.equal(waiting.currentRetryInterval?.seconds?.toNumber(), seconds, error.message)
    }
  })

  test('of a night under another config is left to a worker that holds it', async (t) => {
    const suite = randomUUID()
    const refusal = 'Cannot work on a night of config 0123: this worker holds 4567.'
    const other = await work(t, suite, sourceFailing(new Error(refusal)))
    const handle = await run(t, suite, 'scheduled')
    const refused = await eventually('it is refused', async () => {
      const activity = await pending(handle)
      return activity?.lastFailure && activity
    })
    assert.equal(refused.lastFailure?.message, refusal)
    await work(t, suite, sourceOf(suite, answering))
    await other[Symbol.asyncDispose]()
    assert.deepEqual(await handle.result(), { cases: 2, answered: 2, errored: 0 })
  })
})
