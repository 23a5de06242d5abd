import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTarget } from '../../../adapters/models/create-target.ts'
import { anthropic, targetSpec } from '../../../suite/config/target-spec.ts'
import type { Target } from '../../../suite/target.ts'
import { SECRET_KEY, testFailures } from './failures.ts'
import { json, startModelServer } from './model-server.ts'

const signal = new AbortController().signal

function make(
  url: string,
  options: Partial<Parameters<typeof anthropic>[0]> = {},
  env = {},
): Promise<Target> {
  const spec = targetSpec.parse(anthropic({ model: 'tiny-2', baseUrl: url, ...options }))
  const readFile = async (path: string) => `text of ${path}`
  return createTarget(spec, { env: { ANTHROPIC_API_KEY: SECRET_KEY, ...env }, readFile })
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

test('an answer joins the text blocks and counts cached input tokens', async () => {
  const blocks = [
    { type: 'thinking', thinking: 'hm', signature: 's' },
    { type: 'text', text: 'Fo' },
    { type: 'text', text: 'ur.' },
  ]
  await using server = await startModelServer(json(200, reply(blocks)))
  const target = await make(server.url)
  const { latencyMs: _, ...answer } = await target.ask({ id: 'a', input: '2+2?' }, { signal })
  assert.deepEqual(answer, {
    output: 'Four.',
    model: 'tiny-2-20261101',
    finishReason: 'end_turn',
    tokens: { input: 19, output: 6 },
    costUsd: null,
    toolCalls: [],
  })
})

test('system messages of a case are joined to the system prompt of the target', async () => {
  await using server = await startModelServer(json(200, reply([{ type: 'text', text: 'x' }])))
  const target = await make(server.url, { system: 'Be brief.', temperature: 0 })
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
