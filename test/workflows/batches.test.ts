import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import { ApplicationFailure } from '@temporalio/common'
import type { Activities } from '../../activities/catalogue.ts'
import { batchProgress } from '../../workflows/messages.ts'
import type { SuiteRunInput, suiteRun } from '../../workflows/suite-run.ts'
import type { TrafficLoadInput, trafficLoad } from '../../workflows/traffic-load.ts'
import { createGate, type FakeActivities, fakeActivities } from './fake-activities.ts'
import { recordHistory } from './history-file.ts'
import { eventually, failureOf, needing, QUEUE, startTestServer } from './temporal-server.ts'

// This server wants long histories cut at 60 events, and says so.
const server = await startTestServer(['--dynamic-config-value', 'limit.historyCount.suggestContinueAsNew=60'])
const options = { ...needing(server), concurrency: true }

const night = { night: '2026-11-22', folder: 'nights/2026-11-22/r1', configDigest: '0123456789abcdef' }

/** A suite or a traffic of so many batches or files. */
function sized(count: number, overrides: Partial<Activities> = {}): FakeActivities {
  return fakeActivities({
    planSuite: async (input) => ({
      ...(await fakeActivities().activities.planSuite(input)),
      cases: count * 2,
      batches: count,
    }),
    planTraffic: async () => ({ files: count }),
    ...overrides,
  })
}

function startSuite(fakes: FakeActivities, input: Partial<SuiteRunInput> = {}) {
  const suite = randomUUID()
  server!.act(suite, fakes.activities)
  const { folder, configDigest } = night
  const defaults = { profile: 'full', patience: 'interactive', concurrency: 3, batchesPerRun: 500 } as const
  return server!.client.workflow.start<typeof suiteRun>('suiteRun', {
    workflowId: `nightdrift/${suite}/suite`,
    taskQueue: QUEUE,
    args: [{ folder, configDigest, ...defaults, ...input }],
  })
}

function startTraffic(fakes: FakeActivities, input: Partial<TrafficLoadInput> = {}) {
  const suite = randomUUID()
  server!.act(suite, fakes.activities)
  const defaults = { patience: 'interactive', concurrency: 2, batchesPerRun: 500 } as const
  return server!.client.workflow.start<typeof trafficLoad>('trafficLoad', {
    workflowId: `nightdrift/${suite}/traffic`,
    taskQueue: QUEUE,
    args: [{ ...night, ...defaults, ...input }],
  })
}

/** Counts how many are inside at once; the first ones wait until so many are. */
function turnstile(capacity: number) {
  const full = createGate()
  let inside = 0
  const most = { value: 0 }
  const pass = async () => {
    inside += 1
    most.value = Math.max(most.value, inside)
    if (inside === capacity) full.open()
    await full.passed
    await new Promise((resolve) => setTimeout(resolve, 20))
    inside -= 1
  }
  return { most, pass }
}

/** How the runs of a workflow's chain ended, once at least so many are listed: the listing lags behind, in any order. */
async function runsOf(workflowId: string, least: number): Promise<string[]> {
  const { client } = server!
  return eventually('all runs are listed', async () => {
    const statuses: string[] = []
    for await (const run of client.workflow.list({ query: `WorkflowId = "${workflowId}"` }))
      statuses.push(run.status.name)
    return statuses.length >= least && !statuses.includes('RUNNING') && statuses
  })
}

const ascending = (values: readonly number[]) => [...values].sort((a, b) => a - b)

describe('a suite run', options, () => {
  test('keeps as many batches under way as it may, and never more', async () => {
    const { most, pass } = turnstile(3)
    const fakes = sized(8, {
      async runSuiteBatch() {
        await pass()
        return { answered: 1, errored: 1 }
      },
    })
    const run = await startSuite(fakes)
    assert.deepEqual(await run.result(), { cases: 16, answered: 8, errored: 8 })
    assert.equal(most.value, 3)
    assert.equal(fakes.names().at(-1), 'closeSuite')
  })

  test('continues as new after so many batches, with its counts and its place', async () => {
    const gate = createGate()
    const fakes = sized(5, {
      async runSuiteBatch({ index }) {
        if (index === 4) await gate.passed
        return { answered: index, errored: 1 }
      },
    })
    const run = await startSuite(fakes, { batchesPerRun: 2 })
    const latest = server!.client.workflow.getHandle(run.workflowId)
    const progress = await eventually('the third run asks', async () => {
      const now = await latest.query(batchProgress)
      return now.done === 4 && now
    })
    assert.deepEqual(progress, { done: 4, total: 5, items: 0 + 1 + 2 + 3, faults: 4 })
    gate.open()
    assert.deepEqual(await run.result(), { cases: 10, answered: 10, errored: 5 })
    assert.deepEqual((await runsOf(run.workflowId, 3)).sort(), [
      'COMPLETED',
      'CONTINUED_AS_NEW',
      'CONTINUED_AS_NEW',
    ])
    const indices = fakes.inputs('runSuiteBatch').map(({ index }) => index)
    assert.deepEqual(ascending(indices), [0, 1, 2, 3, 4])
    assert.equal(fakes.inputs('planSuite').length, 1)
    assert.equal(fakes.inputs('closeSuite').length, 1)
    const first = server!.client.workflow.getHandle(run.workflowId, run.firstExecutionRunId)
    await recordHistory('suite-run-first', first)
    await recordHistory('suite-run-last', latest)
  })

  test('continues as new when the server finds its history long', async () => {
    const fakes = sized(30)
    const run = await startSuite(fakes)
    assert.deepEqual(await run.result(), { cases: 60, answered: 60, errored: 0 })
    assert.ok((await runsOf(run.workflowId, 2)).includes('CONTINUED_AS_NEW'))
    const indices = fakes.inputs('runSuiteBatch').map(({ index }) => index)
    assert.deepEqual(ascending(indices), [...Array(30).keys()])
    assert.equal(fakes.inputs('planSuite').length, 1)
  })

  test('of which a batch fails begins no other, waits for those under way, and fails as that batch did', async () => {
    const [begun, gate] = [createGate(), createGate()]
    const ended: number[] = []
    const fakes = sized(9, {
      async runSuiteBatch({ index }) {
        if (index === 1) {
          await begun.passed
          throw ApplicationFailure.nonRetryable('The key is not accepted.', 'TargetError')
        }
        if (index === 2) begun.open()
        await gate.passed
        ended.push(index)
        return { answered: 2, errored: 0 }
      },
    })
    const run = await startSuite(fakes)
    await eventually('the failure is known', async () => {
      const { events } = await run.fetchHistory()
      return events?.some((event) => event.activityTaskFailedEventAttributes)
    })
    gate.open()
    assert.equal(await failureOf(run), 'The key is not accepted.')
    assert.deepEqual(ascending(ended), [0, 2])
    assert.deepEqual(ascending(fakes.inputs('runSuiteBatch').map(({ index }) => index)), [0, 1, 2])
    assert.equal(fakes.names().includes('closeSuite'), false)
  })

  test('without any batch is closed all the same', async () => {
    const fakes = sized(0)
    const run = await startSuite(fakes)
    assert.deepEqual(await run.result(), { cases: 0, answered: 0, errored: 0 })
    assert.deepEqual(fakes.names(), ['planSuite', 'closeSuite'])
  })
})

describe('a traffic load', options, () => {
  test('loads file after file, then summarises partition after partition, as many at once as it may', async () => {
    const [loading, summarising] = [turnstile(2), turnstile(2)]
    const fakes = sized(5, {
      async loadTrafficFile() {
        await loading.pass()
        return { nightRecords: 10, quarantined: 1 }
      },
      closeTraffic: async () => ({ partitions: 4 }),
      summarisePartition: () => summarising.pass(),
    })
    const run = await startTraffic(fakes)
    assert.deepEqual(await run.result(), { files: 5, records: 50, quarantined: 5 })
    assert.deepEqual([loading.most.value, summarising.most.value], [2, 2])
    const names = fakes.names()
    assert.deepEqual(names.slice(6), ['closeTraffic', ...Array(4).fill('summarisePartition')])
    assert.deepEqual(ascending(fakes.inputs('summarisePartition').map(({ index }) => index)), [0, 1, 2, 3])
    assert.deepEqual(await run.query(batchProgress), { done: 5, total: 5, items: 50, faults: 5 })
  })

  test('continues as new with its counts and its place, and plans once', async () => {
    const fakes = sized(5)
    const run = await startTraffic(fakes, { batchesPerRun: 2 })
    assert.deepEqual(await run.result(), { files: 5, records: 50, quarantined: 5 })
    assert.deepEqual((await runsOf(run.workflowId, 3)).sort(), [
      'COMPLETED',
      'CONTINUED_AS_NEW',
      'CONTINUED_AS_NEW',
    ])
    assert.deepEqual(ascending(fakes.inputs('loadTrafficFile').map(({ index }) => index)), [0, 1, 2, 3, 4])
    assert.equal(fakes.inputs('planTraffic').length, 1)
    assert.equal(fakes.inputs('closeTraffic').length, 1)
    await recordHistory('traffic-load-last', server!.client.workflow.getHandle(run.workflowId))
  })

  test('of which a file cannot be read fails as that file did, and closes nothing', async () => {
    const fakes = sized(2, {
      loadTrafficFile: async () => {
        throw ApplicationFailure.nonRetryable('Cannot read logs/a.jsonl.gz: it ends too early.')
      },
    })
    const run = await startTraffic(fakes)
    assert.equal(await failureOf(run), 'Cannot read logs/a.jsonl.gz: it ends too early.')
    assert.equal(fakes.names().includes('closeTraffic'), false)
  })
})
