import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { RequestGate } from '../../../adapters/models/request-gate.ts'
import type { GateLimits } from '../../../suite/config/limit-spec.ts'
import { TargetError } from '../../../suite/target.ts'

const { signal } = new AbortController()
const LIMITED = new TargetError('rate-limited', 'too many', 0)

/** A provider whose every answer takes 100 ms, on a clock of its own. */
function providerOf(t: TestContext, limits: GateLimits, tokens = 0) {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 })
  const gate = new RequestGate(limits)
  const state = { inFlight: 0, most: 0, sent: [] as number[] }
  const ask = (fault: TargetError | null = null) =>
    gate.run(
      async () => {
        state.inFlight += 1
        state.most = Math.max(state.most, state.inFlight)
        state.sent.push(Date.now() - 1_000_000)
        await new Promise<void>((done) => setTimeout(done, 100))
        state.inFlight -= 1
        if (fault) throw fault
        return tokens
      },
      { signal, tokensOf: (count) => count },
    )
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await null
  }
  const pass = async (ms: number) => {
    await settle()
    for (let gone = 0; gone < ms; gone += 10) {
      t.mock.timers.tick(10)
      await settle()
    }
  }
  return { gate, state, ask, pass }
}

test('it begins with ten, doubles a round while all is well, and stops at the most', async (t) => {
  const { gate, state, ask, pass } = providerOf(t, { concurrency: 35 })
  const all = Promise.all(Array.from({ length: 200 }, () => ask()))
  const allowed = []
  for (let round = 0; round < 4; round += 1) {
    allowed.push(gate.allowed)
    await pass(100)
  }
  assert.deepEqual(allowed, [10, 20, 35, 35])
  await pass(1000)
  await all
  assert.equal(state.most, 35)
  assert.equal(state.sent.length, 200)
})

test('one 429 of a round halves it, the others of that round do not, and then it grows by one a round', async (t) => {
  const { gate, ask, pass } = providerOf(t, { concurrency: 100 })
  const refused = Array.from({ length: 10 }, () => assert.rejects(ask(LIMITED)))
  await pass(100)
  await Promise.all(refused)
  assert.equal(gate.allowed, 5)
  const answered = Array.from({ length: 50 }, () => ask())
  await pass(100)
  assert.equal(gate.allowed, 6)
  await pass(2000)
  await Promise.all(answered)
  assert.ok(gate.allowed > 6 && gate.allowed < 15, `${gate.allowed}`)
})

test('nothing is sent while the provider asks for patience, whoever waits', async (t) => {
  const { state, ask, pass } = providerOf(t, { concurrency: 1 })
  const refused = assert.rejects(ask(new TargetError('rate-limited', 'too many', 3000)))
  await pass(100)
  await refused
  const later = Promise.all([ask(), ask()])
  await pass(2900)
  assert.equal(state.sent.length, 1)
  await pass(500)
  await later
  assert.deepEqual(state.sent.slice(1), [3100, 3200])
})

test('an outage and a time-out neither grow nor cut it', async (t) => {
  const { gate, ask, pass } = providerOf(t, { concurrency: 100 })
  const failed = Array.from({ length: 10 }, () =>
    assert.rejects(ask(new TargetError('unreachable', 'down', 0))),
  )
  await pass(100)
  await Promise.all(failed)
  assert.equal(gate.allowed, 10)
})

test('requests a minute are spread evenly, after a burst of a second', async (t) => {
  const { state, ask, pass } = providerOf(t, { concurrency: 100, requestsPerMinute: 300 })
  const all = Promise.all(Array.from({ length: 30 }, () => ask()))
  await pass(6000)
  await all
  assert.equal(state.sent.filter((at) => at === 0).length, 5)
  assert.ok(state.sent.at(-1)! >= 4990 && state.sent.at(-1)! <= 5050, `${state.sent.at(-1)}`)
})

test('tokens a minute hold back requests once it is known how many one takes', async (t) => {
  const { state, ask, pass } = providerOf(t, { concurrency: 1, tokensPerMinute: 60_000 }, 500)
  const all = Promise.all(Array.from({ length: 21 }, () => ask()))
  await pass(11_000)
  await all
  assert.ok(state.sent.at(-1)! >= 9000 && state.sent.at(-1)! <= 10_500, `${state.sent.at(-1)}`)
})

test('what remains of an advertised quota is spread over the time until it is whole', async (t) => {
  const { gate, state, ask, pass } = providerOf(t, { concurrency: 10 })
  gate.advertised([{ limit: 100, remaining: 50, resetMs: 1000 }])
  await Promise.all([ask(), pass(150)])
  gate.advertised([{ limit: 100, remaining: 4, resetMs: 1000 }])
  const paced = Promise.all([ask(), ask(), ask()])
  await pass(1000)
  await paced
  const gaps = state.sent.slice(1).map((at, i) => at - state.sent[i]!)
  assert.deepEqual(gaps, [250, 250, 250])
  gate.advertised([{ limit: 100, remaining: 0, resetMs: 2000 }])
  const before = state.sent.length
  const late = ask()
  await pass(1900)
  assert.equal(state.sent.length, before)
  await pass(400)
  await late
})

test('a request that is cancelled while it waits is not sent, and holds nothing open', async (t) => {
  const { gate, state, ask, pass } = providerOf(t, { concurrency: 1 })
  const first = ask()
  const stop = new AbortController()
  const waiting = assert.rejects(
    gate.run(async () => 0, { signal: stop.signal, tokensOf: () => 0 }),
    /stopped/,
  )
  stop.abort(new Error('stopped'))
  await waiting
  await pass(100)
  await first
  assert.equal(state.sent.length, 1)
  await assert.rejects(
    gate.run(async () => 0, { signal: stop.signal, tokensOf: () => 0 }),
    /stopped/,
  )
})
