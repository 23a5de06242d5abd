import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { openai } from '../../../suite/config/targets/openai.ts'
import { sse, startModelServer, stream } from './model-server.ts'
import { chunk, HEAD, make, USAGE } from './openai-wire.ts'
import { testStreams } from './stream-failures.ts'

const signal = new AbortController().signal

testStreams({
  name: 'openai',
  target: (url, timeoutMs) => make(url, { timeoutMs }),
  events: (text) => ({
    parts: [
      chunk({ role: 'assistant', content: '' }),
      ...[...text].map((content) => chunk({ content })),
      chunk({}, 'stop'),
      sse({ ...HEAD, choices: [], usage: USAGE }),
      sse('[DONE]'),
    ],
    last: [...text].length + 1,
  }),
  errorEvent: (code) => sse({ error: { message: 'secret', type: 'error', code } }),
  errors: [
    ['rate_limit_exceeded', 'rate-limited', 0],
    ['server_error', 'unreachable', 0],
    ['content_filter', 'filtered', null],
    ['invalid_prompt', 'rejected', null],
    ['insufficient_quota', 'unauthorised', null],
  ],
})

/** Asks a server that streams these parts. */
async function askStream(parts: readonly string[], options: Partial<Parameters<typeof openai>[0]> = {}) {
  await using server = await startModelServer(stream(parts))
  const answer = await (await make(server.url, options)).ask({ id: 'a', input: 'q' }, { signal })
  return { answer, body: server.requests[0]?.body }
}

test('a stream is asked for with its usage, and tells model, fingerprint and all tokens', async () => {
  const parts = [chunk({ role: 'assistant', content: 'Fo' }), chunk({ content: 'ur.' }), chunk({}, 'length')]
  const { answer, body } = await askStream([
    ...parts,
    sse({ ...HEAD, choices: [], usage: USAGE }),
    sse('[DONE]'),
  ])
  assert.deepEqual([body?.stream, body?.stream_options], [true, { include_usage: true }])
  const { latencyMs: _, firstTokenMs: __, requestDigest: ___, ...told } = answer
  assert.deepEqual(told, {
    output: 'Four.',
    model: 'tiny-1-2026-11-01',
    finishReason: 'length',
    tokens: { input: 19, output: 10, cached: 16, reasoning: 4 },
    costUsd: null,
    fingerprint: 'fp_44709d6fcb',
    toolCalls: [],
  })
})

test('tool calls are put together from their pieces, also where a server leaves the index out', async () => {
  const call = (index: object, name: string, args: string) =>
    chunk({
      tool_calls: [{ ...index, type: 'function', function: { ...(name && { name }), arguments: args } }],
    })
  for (const at of [(index: number) => ({ index }), () => ({})]) {
    const { answer } = await askStream([
      call(at(0), 'refund', ''),
      call(at(0), '', '{"order"'),
      call(at(0), '', ': 7}'),
      call(at(1), 'notify', '{}'),
      chunk({}, 'tool_calls'),
    ])
    assert.equal(answer.output, '')
    assert.deepEqual(answer.toolCalls, [
      { name: 'refund', arguments: '{"order": 7}' },
      { name: 'notify', arguments: '{}' },
    ])
    assert.equal(typeof answer.firstTokenMs, 'number')
  }
})

test('a refusal and a filter in a stream are errors of their kinds', async () => {
  const refusing = [chunk({ refusal: 'I can' }), chunk({ refusal: 'not' }), chunk({}, 'stop')]
  await assert.rejects(askStream(refusing), { kind: 'refused' })
  await assert.rejects(askStream([chunk({ content: 'part' }), chunk({}, 'content_filter')]), {
    kind: 'filtered',
  })
})
