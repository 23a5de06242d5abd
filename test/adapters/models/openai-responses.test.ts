import assert from 'node:assert/strict'
import { test } from 'node:test'
import { targetSpec } from '../../../suite/config/target-spec.ts'
import type { openai } from '../../../suite/config/targets/openai.ts'
import { testFailures } from './failures.ts'
import { json, sse, startModelServer, stream } from './model-server.ts'
import { make as makeOpenAi } from './openai-wire.ts'
import { testStreams } from './stream-failures.ts'

const signal = new AbortController().signal

function make(url: string, options: Partial<Parameters<typeof openai>[0]> = {}) {
  return makeOpenAi(url, { api: 'responses', ...options })
}

/** A response as OpenAI's API reference shows it. */
function response(output: readonly object[], more: object = {}): object {
  return {
    id: 'resp_1',
    object: 'response',
    created_at: 1_760_000_000,
    status: 'completed',
    error: null,
    incomplete_details: null,
    model: 'tiny-1-2026-11-01',
    output,
    usage: {
      input_tokens: 36,
      input_tokens_details: { cached_tokens: 30 },
      output_tokens: 87,
      output_tokens_details: { reasoning_tokens: 64 },
      total_tokens: 123,
    },
    ...more,
  }
}

function said(...texts: string[]): object {
  const content = texts.map((text) => ({ type: 'output_text', text, annotations: [] }))
  return { type: 'message', id: 'msg_1', status: 'completed', role: 'assistant', content }
}

const reasoning = { type: 'reasoning', id: 'rs_1', summary: [] }
const call = { type: 'function_call', id: 'fc_1', call_id: 'c', name: 'refund', arguments: '{"order": 7}' }

function event(type: string, data: object): string {
  return sse({ type, sequence_number: 1, ...data }, type)
}

testFailures({
  name: 'openai responses',
  target: (url, timeoutMs) => make(url, { timeoutMs }),
  errorBody: (type, message) => ({ error: { message, type, param: null, code: null } }),
})

testStreams({
  name: 'openai responses',
  target: (url, timeoutMs) => make(url, { timeoutMs }),
  events: (text) => {
    const parts = [
      event('response.created', { response: response([], { status: 'in_progress', usage: null }) }),
      event('response.output_item.added', { output_index: 0, item: reasoning }),
      ...[...text].map((delta) => event('response.output_text.delta', { item_id: 'msg_1', delta })),
      event('response.completed', { response: response([reasoning, said(text)]) }),
    ]
    return { parts, last: parts.length - 1 }
  },
  errorEvent: (code) => event('error', { code, message: 'secret', param: null }),
  errors: [
    ['rate_limit_exceeded', 'rate-limited', 0],
    ['server_error', 'unreachable', 0],
    ['invalid_prompt', 'rejected', null],
  ],
})

test('the request has what the API calls it, and nothing is kept at the provider', async () => {
  await using server = await startModelServer(json(200, response([said('x')])))
  const tools = [{ type: 'function', name: 'refund', parameters: {} }]
  const options = { system: 'Be brief.', prompt: 'Q: {{input}}', temperature: 0, maxTokens: 50, tools }
  const target = await make(server.url, {
    ...options,
    stream: false,
    extra: { reasoning: { effort: 'low' } },
  })
  const input = [
    { role: 'assistant', content: 'Hello' },
    { role: 'user', content: 'hi' },
  ] as const
  await target.ask({ id: 'a', input }, { signal })
  assert.equal(server.requests[0]?.url, '/v1/responses')
  assert.deepEqual(server.requests[0]?.body, {
    model: 'tiny-1',
    instructions: 'Be brief.',
    input: [
      { role: 'assistant', content: 'Hello' },
      { role: 'user', content: 'Q: hi' },
    ],
    temperature: 0,
    tools,
    max_output_tokens: 50,
    store: false,
    reasoning: { effort: 'low' },
  })
})

test('an answer joins its texts, and tells its tokens and calls', async () => {
  await using server = await startModelServer(json(200, response([reasoning, said('Fo', 'ur.'), call])))
  const answer = await (await make(server.url)).ask({ id: 'a', input: 'q' }, { signal })
  const { latencyMs: _, requestDigest: __, ...told } = answer
  assert.deepEqual(told, {
    output: 'Four.',
    model: 'tiny-1-2026-11-01',
    finishReason: 'completed',
    firstTokenMs: null,
    tokens: { input: 36, output: 87, cached: 30, reasoning: 64 },
    costUsd: null,
    toolCalls: [{ name: 'refund', arguments: '{"order": 7}' }],
  })
})

test('a refusal, a filter, exhausted tokens, a failure and a tool message are errors of their kinds', async () => {
  const cut = (reason: string) => ({ status: 'incomplete', incomplete_details: { reason } })
  const refusal = { type: 'message', content: [{ type: 'refusal', refusal: 'I cannot' }] }
  const failed = { status: 'failed', error: { code: 'rate_limit_exceeded', message: 'secret' } }
  const ask = async (output: readonly object[], more: object = {}, role: 'user' | 'tool' = 'user') => {
    const end = event(`response.${'status' in more ? more.status : 'completed'}`, {
      response: response(output, more),
    })
    await using server = await startModelServer(stream([end]))
    return await (await make(server.url)).ask({ id: 'a', input: [{ role, content: 'q' }] }, { signal })
  }
  await assert.rejects(ask([refusal]), { kind: 'refused', retryAfterMs: null })
  await assert.rejects(ask([said('par')], cut('content_filter')), { kind: 'filtered' })
  await assert.rejects(ask([reasoning], cut('max_output_tokens')), {
    kind: 'invalid-answer',
    message: /maxTokens/,
  })
  await assert.rejects(ask([reasoning]), { kind: 'invalid-answer', message: /holds no text/ })
  await assert.rejects(ask([], failed), { kind: 'rate-limited', retryAfterMs: 0 })
  await assert.rejects(ask([said('x')], {}, 'tool'), { kind: 'rejected', message: /role "tool"/ })
  assert.equal((await ask([said('par')], cut('max_output_tokens'))).finishReason, 'max_output_tokens')
  assert.equal((await ask([call])).output, '')
})

test('a seed is refused, which the API does not know', () => {
  const spec = { kind: 'openai', model: 'm', seed: 1 }
  assert.equal(targetSpec.safeParse(spec).success, true)
  const refused = targetSpec.safeParse({ ...spec, api: 'responses' })
  assert.match(refused.error?.issues[0]?.message ?? '', /takes no seed/)
})
