import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTarget } from '../../../adapters/models/create-target.ts'
import { targetSpec } from '../../../suite/config/target-spec.ts'
import { anthropic } from '../../../suite/config/targets/anthropic.ts'
import type { Target } from '../../../suite/target.ts'
import { SECRET_KEY, testFailures } from './failures.ts'
import { json, sse, startModelServer, stream } from './model-server.ts'
import { testStreams } from './stream-failures.ts'

const signal = new AbortController().signal

function make(
  url: string,
  options: Partial<Parameters<typeof anthropic>[0]> = {},
  env = {},
): Promise<Target> {
  const spec = targetSpec.parse(anthropic({ model: 'tiny-2', baseUrl: url, ...options }))
  const readFile = async (path: string) => `text of ${path}`
  return createTarget(spec, { folder: '.', env: { ANTHROPIC_API_KEY: SECRET_KEY, ...env }, readFile })
}

/** A message as Anthropic's API reference shows it. */
function reply(content: readonly object[], stop = 'end_turn'): unknown {
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'tiny-2-20261101',
    content,
    stop_reason: stop,
    stop_sequence: null,
    usage: { input_tokens: 12, cache_creation_input_tokens: 3, cache_read_input_tokens: 4, output_tokens: 6 },
  }
}

testFailures({
  name: 'anthropic',
  target: (url, timeoutMs) => make(url, { timeoutMs }),
  errorBody: (type, message) => ({ type: 'error', error: { type, message }, request_id: 'req_1' }),
})

testStreams({
  name: 'anthropic',
  target: (url, timeoutMs) => make(url, { timeoutMs }),
  events: (text) => {
    const deltas = [...text].map((part) => delta(0, { type: 'text_delta', text: part }))
    const parts = [start(), ...block(0, { type: 'text', text: '' }, deltas), ...stop('end_turn')]
    return { parts, last: parts.length - 2 }
  },
  errorEvent: (type) => event({ type: 'error', error: { type, message: 'secret' } }),
  errors: [
    ['overloaded_error', 'unreachable', 0],
    ['api_error', 'unreachable', 0],
    ['rate_limit_error', 'rate-limited', 0],
    ['timeout_error', 'timeout', 0],
    ['authentication_error', 'unauthorised', null],
    ['invalid_request_error', 'rejected', null],
  ],
})

/** An event as Anthropic's API reference shows it: its type is also the event's name. */
function event(data: { readonly type: string; readonly [key: string]: unknown }): string {
  return sse(data, data.type)
}

function start(): string {
  const usage = {
    input_tokens: 12,
    cache_creation_input_tokens: 3,
    cache_read_input_tokens: 4,
    output_tokens: 1,
  }
  return event({ type: 'message_start', message: { ...(reply([]) as object), stop_reason: null, usage } })
}

function delta(index: number, part: object): string {
  return event({ type: 'content_block_delta', index, delta: part })
}

function block(index: number, content_block: object, deltas: readonly string[]): string[] {
  return [
    event({ type: 'content_block_start', index, content_block }),
    event({ type: 'ping' }),
    ...deltas,
    event({ type: 'content_block_stop', index }),
  ]
}

function stop(stop_reason: string): string[] {
  const usage = { output_tokens: 25, input_tokens: null, output_tokens_details: { thinking_tokens: 9 } }
  return [
    event({ type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage }),
    event({ type: 'message_stop' }),
  ]
}

test('a stream of thinking, text and a tool call is put together, its tokens added up', async () => {
  const json = (partial_json: string) => delta(2, { type: 'input_json_delta', partial_json })
  const parts = [
    start(),
    ...block(0, { type: 'thinking', thinking: '' }, [delta(0, { type: 'thinking_delta', thinking: 'hm' })]),
    ...block(1, { type: 'text', text: '' }, [
      delta(1, { type: 'text_delta', text: 'One ' }),
      delta(1, { type: 'text_delta', text: 'moment.' }),
    ]),
    ...block(2, { type: 'tool_use', id: 't', name: 'refund', input: {} }, [
      json(''),
      json('{"order"'),
      json(': 7}'),
    ]),
    ...block(3, { type: 'tool_use', id: 'u', name: 'notify', input: {} }, []),
    ...stop('tool_use'),
  ]
  await using server = await startModelServer(stream(parts))
  const target = await make(server.url)
  const {
    latencyMs: _,
    firstTokenMs,
    requestDigest,
    ...answer
  } = await target.ask({ id: 'a', input: 'q' }, { signal })
  assert.equal(server.requests[0]?.body.stream, true)
  assert.equal(requestDigest, target.requestDigest?.({ id: 'a', input: 'q' }))
  assert.equal(typeof firstTokenMs, 'number')
  assert.deepEqual(answer, {
    output: 'One moment.',
    model: 'tiny-2-20261101',
    finishReason: 'tool_use',
    tokens: { input: 19, output: 25, cached: 4, reasoning: 9 },
    costUsd: null,
    toolCalls: [
      { name: 'refund', arguments: { order: 7 } },
      { name: 'notify', arguments: {} },
    ],
  })
})

test('arguments of a tool that were cut off are kept as text; a streamed refusal is refused', async () => {
  const text = block(0, { type: 'text', text: '' }, [delta(0, { type: 'text_delta', text: 'Well' })])
  const cut = block(1, { type: 'tool_use', id: 't', name: 'refund', input: {} }, [
    delta(1, { type: 'input_json_delta', partial_json: '{"ord' }),
  ])
  const ask = async (parts: readonly string[]) => {
    await using server = await startModelServer(stream(parts))
    return await (await make(server.url)).ask({ id: 'a', input: 'q' }, { signal })
  }
  const { toolCalls } = await ask([start(), ...text, ...cut, ...stop('max_tokens')])
  assert.deepEqual(toolCalls, [{ name: 'refund', arguments: '{"ord' }])
  await assert.rejects(ask([start(), ...stop('refusal')]), { kind: 'refused' })
})

test('an answer joins the text blocks and counts cached input tokens', async () => {
  const blocks = [
    { type: 'thinking', thinking: 'hm', signature: 's' },
    { type: 'text', text: 'Fo' },
    { type: 'text', text: 'ur.' },
  ]
  await using server = await startModelServer(json(200, reply(blocks)))
  const target = await make(server.url)
  const {
    latencyMs: _,
    requestDigest: __,
    ...answer
  } = await target.ask({ id: 'a', input: '2+2?' }, { signal })
  assert.deepEqual(answer, {
    output: 'Four.',
    model: 'tiny-2-20261101',
    finishReason: 'end_turn',
    firstTokenMs: null,
    tokens: { input: 19, output: 6, cached: 4 },
    costUsd: null,
    toolCalls: [],
  })
})

test('system messages of a case are joined to the system prompt of the target', async () => {
  await using server = await startModelServer(json(200, reply([{ type: 'text', text: 'x' }])))
  const target = await make(server.url, { system: 'Be brief.', temperature: 0, stream: false })
  const input = [
    { role: 'system', content: 'Be kind.' },
    { role: 'user', content: 'hi' },
  ] as const
  await target.ask({ id: 'a', input }, { signal })
  assert.equal(server.requests[0]?.url, '/v1/messages')
  assert.equal(server.requests[0]?.headers.authorization, `Bearer ${SECRET_KEY}`)
  assert.deepEqual(server.requests[0]?.body, {
    model: 'tiny-2',
    max_tokens: 4096,
    messages: [{ role: 'user', content: 'hi' }],
    system: 'Be brief.\n\nBe kind.',
    temperature: 0,
  })
})

test('a server on this machine may go without a key, and then gets none', async () => {
  await using server = await startModelServer(json(200, reply([{ type: 'text', text: 'x' }])))
  const target = await make(server.url, {}, { ANTHROPIC_API_KEY: '' })
  await target.ask({ id: 'a', input: 'q' }, { signal })
  assert.equal(server.requests[0]?.headers['x-api-key'], undefined)
  assert.equal(server.requests[0]?.headers.authorization, undefined)
})

test('tools are offered as they are, and the calls of the model come back as values', async () => {
  const tools = [{ name: 'refund', input_schema: { type: 'object' } }]
  const content = [
    { type: 'text', text: 'One moment.' },
    { type: 'tool_use', id: 't', name: 'refund', input: { order: 7 } },
  ]
  await using server = await startModelServer(json(200, reply(content, 'tool_use')))
  const target = await make(server.url, { tools })
  const { output, toolCalls } = await target.ask({ id: 'a', input: 'q' }, { signal })
  assert.deepEqual(server.requests[0]?.body.tools, tools)
  assert.deepEqual(
    { output, toolCalls },
    { output: 'One moment.', toolCalls: [{ name: 'refund', arguments: { order: 7 } }] },
  )
})

test('a refusal, exhausted tokens and a tool message are errors of their kinds', async () => {
  const ask = async (content: readonly object[], stop: string, role: 'user' | 'tool' = 'user') => {
    await using server = await startModelServer(json(200, reply(content, stop)))
    const target = await make(server.url)
    return await target.ask({ id: 'a', input: [{ role, content: 'q' }] }, { signal })
  }
  await assert.rejects(ask([], 'refusal'), { kind: 'refused' })
  assert.equal((await ask([{ type: 'tool_use', id: 't', name: 'n', input: {} }], 'tool_use')).output, '')
  await assert.rejects(ask([], 'max_tokens'), { kind: 'invalid-answer', message: /maxTokens/ })
  await assert.rejects(ask([], 'end_turn', 'tool'), { kind: 'rejected', message: /role "tool"/ })
})
