import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { publishCases } from '../../activities/cases-in-lake.ts'
import type { Ports } from '../../activities/ports.ts'
import { withResults } from '../../activities/results-in-lake.ts'
import { runSuiteBatch } from '../../activities/run-suite-batch.ts'
import { sumCosts } from '../../queries/results/sum-costs.ts'
import type { Case } from '../../suite/case.ts'
import type { Target } from '../../suite/target.ts'
import { answerOf } from '../suite/scorers/answers.ts'
import { ATTEMPT, testPorts } from './ports.ts'

const CASES: Case[] = Array.from({ length: 12 }, (_, i) => ({
  id: `c${i}`,
  input: `${i}?`,
  expected: `${i}`,
}))

const NOTHING = {
  usd: null,
  unknown: 0,
  cached: 0,
  tokens: { input: 0, output: 0 },
  judges: { usd: null, tokens: 0 },
}

/** A model that counts what it is asked; its prompt is part of every request. */
function countingModel(digest = 'd1') {
  const asked: string[] = []
  const state = { prompt: 'p' }
  const requestDigest = ({ input }: Case) => `${state.prompt} ${input}`
  const target: Target = {
    name: 'counting',
    digest,
    requestDigest,
    async ask(item) {
      asked.push(item.id)
      const more = { costUsd: 0.25, requestDigest: requestDigest(item), tokens: { input: 3, output: 2 } }
      return answerOf(item.id.slice(1), more)
    },
  }
  return { target, asked, state }
}

async function world(t: TestContext, target: Target) {
  let day = '2026-11-22'
  const ports: Ports = await testPorts(t, {
    target: async () => target,
    now: () => new Date(`${day}T12:00:00Z`),
  })
  const { key: datasetKey, digest } = await publishCases([CASES], ports.lake)
  let runs = 0
  const run = async (more: object = {}) => {
    runs += 1
    const plan = {
      profile: 'full',
      datasetDigest: digest,
      datasetKey,
      cases: 12,
      batches: 1,
      batchSize: 100,
      ...more,
    }
    const folder = `runs/${runs}`
    const outcome = await runSuiteBatch({ folder, configDigest: 'x', plan, index: 0 }, ports, ATTEMPT)
    return { outcome, cost: await withResults(ports.lake, folder, sumCosts) }
  }
  return { ports, run, on: (night: string) => (day = night) }
}

test('a second run of an unchanged suite asks nothing and costs nothing', async (t) => {
  const { target, asked } = countingModel()
  const { run } = await world(t, target)
  const first = await run({ useCache: true })
  assert.deepEqual(first.cost, { ...NOTHING, usd: 3, tokens: { input: 36, output: 24 } })
  assert.deepEqual(first.outcome, { answered: 12, errored: 0, costMicroUsd: 3_000_000 })
  const second = await run({ useCache: true })
  assert.equal(asked.length, 12)
  assert.deepEqual(second.outcome, { answered: 12, errored: 0 })
  assert.deepEqual(second.cost, { ...NOTHING, cached: 12 })
})

test('another prompt, another epoch, and a night are asked anew', async (t) => {
  const { target, asked, state } = countingModel()
  const { run } = await world(t, target)
  await run({ useCache: true })
  await run({ useCache: true, epochs: 2 })
  assert.equal(asked.length, 24, 'the second epoch alone')
  state.prompt = 'q'
  await run({ useCache: true })
  assert.equal(asked.length, 36)
  await run()
  assert.equal(asked.length, 48, 'without useCache')
})

test('answers older than the config allows are asked anew', async (t) => {
  const { target, asked } = countingModel()
  const { run, on } = await world(t, target)
  await run({ useCache: true })
  on('2026-11-29')
  await run({ useCache: true })
  assert.equal(asked.length, 12, 'seven days')
  on('2026-11-30')
  await run({ useCache: true })
  assert.equal(asked.length, 24)
})

test('a target that cannot tell its requests apart is asked every time', async (t) => {
  const { target, asked } = countingModel()
  const { run } = await world(t, { name: target.name, ask: target.ask })
  await run({ useCache: true })
  await run({ useCache: true })
  assert.equal(asked.length, 24)
})
