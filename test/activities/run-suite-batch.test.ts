import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { publishCases } from '../../activities/cases-in-lake.ts'
import { publishJson } from '../../activities/json-file.ts'
import type { Ports } from '../../activities/ports.ts'
import { passTableOf } from '../../activities/results-in-lake.ts'
import { runSuiteBatch } from '../../activities/run-suite-batch.ts'
import type { Case } from '../../suite/case.ts'
import { passes } from '../../suite/passes.ts'
import { type Target, TargetError } from '../../suite/target.ts'
import { ATTEMPT, testPorts } from './ports.ts'

const FOLDER = 'nights/2026-11-22/r1'
const CASES: Case[] = Array.from({ length: 60 }, (_, i) => ({
  id: `c${i}`,
  input: `${i}?`,
  expected: `${i}`,
}))

/** A model that answers so many requests, then nobody does, until it is mended. */
function frailTarget(answers: number) {
  const asked: string[] = []
  const state = { left: answers }
  const target: Target = {
    name: 'frail',
    async ask(item) {
      if (state.left <= 0) throw new TargetError('unauthorised', 'The key is not accepted.', null)
      state.left -= 1
      asked.push(item.id)
      return {
        output: item.id.slice(1),
        model: 'm',
        finishReason: 'stop',
        latencyMs: 1,
        tokens: null,
        costUsd: null,
      }
    },
  }
  return { target, asked, state }
}

async function planned(t: TestContext, target: Target) {
  const ports: Ports = await testPorts(t, { target: async () => target })
  const { key: datasetKey, digest } = await publishCases([CASES], ports.lake)
  const plan = { profile: 'full', datasetDigest: digest, datasetKey, cases: 60, batches: 1, batchSize: 100 }
  return { ports, input: { folder: FOLDER, configDigest: ports.project.configDigest, plan, index: 0 } }
}

test('answers from before an outage are kept: the next attempt asks only the rest', async (t) => {
  const { target, asked, state } = frailTarget(47)
  const { ports, input } = await planned(t, target)
  await assert.rejects(runSuiteBatch(input, ports, ATTEMPT), /The key is not accepted/)
  state.left = Number.POSITIVE_INFINITY
  assert.deepEqual(await runSuiteBatch(input, ports, ATTEMPT), { answered: 60, errored: 0 })
  assert.equal(asked.length, 60)
  assert.equal(new Set(asked).size, 60)
  const rows = await passTableOf(ports.lake, FOLDER)
  assert.deepEqual(rows.map((row) => row.caseId).toSorted(), CASES.map((item) => item.id).toSorted())
  assert.ok(rows.every((row) => row.status === 'answered' && passes(row.scores.contains)))
})

test('answers from before a cancellation are kept', async (t) => {
  const { target, asked } = frailTarget(Number.POSITIVE_INFINITY)
  const { ports, input } = await planned(t, target)
  const stop = new AbortController()
  const heartbeat = () => {
    if (asked.length >= 30) stop.abort(new Error('Cancelled.'))
  }
  await assert.rejects(runSuiteBatch(input, ports, { signal: stop.signal, heartbeat }), /Cancelled/)
  const before = asked.length
  assert.ok(before < 60)
  await runSuiteBatch(input, ports, ATTEMPT)
  assert.ok(asked.length < 60 + before, 'kept answers are not asked for again')
})

test('a batch that is whole is not asked again', async (t) => {
  const { target, asked } = frailTarget(60)
  const { ports, input } = await planned(t, target)
  const first = await runSuiteBatch(input, ports, ATTEMPT)
  assert.deepEqual(await runSuiteBatch(input, ports, ATTEMPT), first)
  assert.equal(asked.length, 60)
})

test('a re-run takes over what an earlier revision finished, and asks again what had an error', async (t) => {
  const { target, asked, state } = frailTarget(Number.POSITIVE_INFINITY)
  const { ports, input } = await planned(t, target)
  await publishJson(ports.lake, `${FOLDER}/plan/suite.json`, input.plan)
  await runSuiteBatch(input, ports, ATTEMPT)
  const again = async (revision: number, continues: string | null, plan = input.plan) => {
    const folder = `nights/2026-11-22/r${revision}`
    await publishJson(ports.lake, `${folder}/opened.json`, { openedAt: 'x', configDigest: 'x', continues })
    const before = asked.length
    const outcome = await runSuiteBatch({ ...input, folder, plan }, ports, ATTEMPT)
    assert.equal((await passTableOf(ports.lake, folder)).length, 60)
    return { outcome, asked: asked.length - before }
  }
  assert.deepEqual(await again(2, FOLDER), { outcome: { answered: 60, errored: 0 }, asked: 0 })
  assert.equal((await again(3, null)).asked, 60)
  assert.equal((await again(4, FOLDER, { ...input.plan, datasetDigest: 'another' })).asked, 60)
  await publishJson(ports.lake, 'nights/2026-11-22/r5/plan/suite.json', input.plan)
  await publishJson(ports.lake, 'nights/2026-11-22/r5/results/batch-00000.json', { answered: 59, errored: 1 })
  assert.equal((await again(6, 'nights/2026-11-22/r5')).asked, 60)
  assert.equal(state.left, Number.POSITIVE_INFINITY)
})

test('every epoch of a case is asked, kept and told apart', async (t) => {
  const { target, asked, state } = frailTarget(70)
  const { ports, input } = await planned(t, target)
  const thrice = { ...input, plan: { ...input.plan, epochs: 3 } }
  await assert.rejects(runSuiteBatch(thrice, ports, ATTEMPT), /The key is not accepted/)
  state.left = Number.POSITIVE_INFINITY
  assert.deepEqual(await runSuiteBatch(thrice, ports, ATTEMPT), { answered: 180, errored: 0 })
  assert.equal(asked.length, 180)
  const rows = await passTableOf(ports.lake, FOLDER)
  assert.deepEqual(
    rows.filter(({ caseId }) => caseId === 'c7').map(({ epoch }) => epoch),
    [1, 2, 3],
  )
})
