import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTarget } from '../../../adapters/models/create-target.ts'
import { targetSpec } from '../../../suite/config/target-spec.ts'
import { fn, type Replied } from '../../../suite/config/targets/fn.ts'
import type { Target } from '../../../suite/target.ts'

const live = new AbortController().signal
type Respond = Parameters<typeof fn>[0]

function make(respond: Respond, options: Parameters<typeof fn>[1] = {}): Promise<Target> {
  const readFile = async () => assert.fail('a function names no file')
  return createTarget(targetSpec.parse(fn(respond, options)), { folder: '.', env: {}, readFile })
}

test('a function is given input, conversation and case, and its text is the output', async () => {
  const turns = [
    { role: 'user', content: 'Hi' },
    { role: 'assistant', content: 'Hello' },
    { role: 'user', content: '2+2?' },
  ] as const
  const seen: unknown[] = []
  const target = await make(
    async ({ input, messages, case: item, signal }) => {
      seen.push(messages, item, signal.aborted)
      return `${input} 4`
    },
    { version: '1' },
  )
  const item = { id: 'a', input: turns, tags: { plan: 'pro' } }
  const answer = await target.ask(item, { signal: live })
  assert.deepEqual(seen, [turns, item, false])
  assert.equal(answer.output, '2+2? 4')
  assert.deepEqual(
    [answer.tokens, answer.costUsd, answer.model, answer.finishReason],
    [null, null, null, null],
  )
  assert.ok(answer.latencyMs !== null && answer.latencyMs >= 0)
  assert.equal(answer.requestDigest, target.requestDigest?.(item))
  assert.equal((await make(() => 'x')).requestDigest, undefined)
})

test('what it tells besides is kept, and the config names the model where it does not', async () => {
  const full: Replied = {
    output: 'x',
    model: 'm-1',
    finishReason: 'stop',
    firstTokenMs: 3,
    tokens: { input: 5, output: 2, cached: 1 },
    costUsd: 0.01,
    fingerprint: 'f',
    toolCalls: [{ name: 'refund', arguments: { order: 7 } }],
  }
  const ask = async (reply: Replied) =>
    (await make(() => reply, { model: 'm-0' })).ask({ id: 'a', input: 'q' }, { signal: live })
  const { latencyMs: _, requestDigest: __, ...told } = await ask(full)
  assert.deepEqual(told, full)
  assert.equal((await ask({ output: 'x' })).model, 'm-0')
})

test('what it throws is rejected by its class, and never quoted', async () => {
  class BotDown extends Error {}
  const throwing = await make(() => {
    throw new BotDown('secret')
  })
  const rejecting = await make(() => Promise.reject('secret'))
  await assert.rejects(throwing.ask({ id: 'a', input: 'q' }, { signal: live }), {
    kind: 'rejected',
    retryAfterMs: null,
    message: 'Cannot get an answer from the function: it threw BotDown. Call it with this case to see why.',
  })
  await assert.rejects(rejecting.ask({ id: 'a', input: 'q' }, { signal: live }), {
    message: /it threw string/,
  })
})

test('what is no answer is an invalid one', async () => {
  for (const reply of [
    undefined,
    null,
    4,
    {},
    { output: 4 },
    { output: 'x', tokens: { input: -1, output: 1 } },
  ]) {
    const target = await make(() => reply as unknown as Replied)
    await assert.rejects(target.ask({ id: 'a', input: 'q' }, { signal: live }), { kind: 'invalid-answer' })
  }
})

test('a function that heeds no signal is not waited for: late it is a timeout, aborted it ends at once', async () => {
  const given: AbortSignal[] = []
  const hanging = await make(
    ({ signal }) => {
      given.push(signal)
      return new Promise(() => undefined)
    },
    { timeoutMs: 50 },
  )
  await assert.rejects(hanging.ask({ id: 'a', input: 'q' }, { signal: live }), {
    kind: 'timeout',
    retryAfterMs: 0,
  })
  const stop = new AbortController()
  const reason = new Error('stopped')
  const asked = hanging.ask({ id: 'a', input: 'q' }, { signal: stop.signal })
  stop.abort(reason)
  await assert.rejects(asked, reason)
  assert.deepEqual(
    given.map(({ aborted }) => aborted),
    [true, true],
  )
  await assert.rejects(hanging.ask({ id: 'a', input: 'q' }, { signal: stop.signal }), reason)
})
