import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SECRET_KEY, testFailures } from './failures.ts'
import { json, startModelServer } from './model-server.ts'
import { completion, make } from './openai-wire.ts'

const signal = new AbortController().signal

testFailures({
  name: 'openai',
  target: (url, timeoutMs) => make(url, { timeoutMs }),
  errorBody: (type, message) => ({ error: { message, type, param: null, code: null } }),
})

test('`stream: false` asks for no stream', async () => {
  await using server = await startModelServer(json(200, completion({ content: 'x' })))
  const target = await make(server.url, { stream: false })
  const { firstTokenMs } = await target.ask({ id: 'a', input: 'q' }, { signal })
  assert.deepEqual([server.requests[0]?.body.stream, firstTokenMs], [undefined, null])
})

test('the digest of a request is known before it is sent, and depends on neither server nor key', async () => {
  const item = { id: 'a', input: 'q' }
  await using server = await startModelServer(json(200, completion({ content: 'x' })))
  const one = await make(server.url)
  const digest = one.requestDigest?.(item)
  assert.match(digest ?? '', /^[0-9a-f]{32}$/)
  assert.equal((await one.ask(item, { signal })).requestDigest, digest)
  const other = await make(
    'http://127.0.0.1:9',
    { stream: false, timeoutMs: 1 },
    { OPENAI_API_KEY: 'another' },
  )
  assert.equal(other.requestDigest?.(item), digest)
  const warmer = await make(server.url, { temperature: 1 })
  assert.notEqual(warmer.requestDigest?.(item), digest)
  assert.notEqual(one.requestDigest?.({ ...item, input: 'r' }), digest)
})

test('an answer carries the text, the model that served it, the finish reason and the tokens', async () => {
  await using server = await startModelServer(json(200, completion({ content: 'Four.' })))
  const target = await make(server.url)
  const { latencyMs, requestDigest: _, ...answer } = await target.ask({ id: 'a', input: '2+2?' }, { signal })
  assert.deepEqual(answer, {
    output: 'Four.',
    model: 'tiny-1-2026-11-01',
    finishReason: 'stop',
    firstTokenMs: null,
    tokens: { input: 19, output: 10 },
    costUsd: null,
    fingerprint: null,
    toolCalls: [],
  })
  assert.ok(latencyMs !== null && latencyMs > 0)
  assert.equal(target.name, 'openai tiny-1')
})

test('the request holds the system prompt of a file, the case and only the settings that were given', async () => {
  await using server = await startModelServer(json(200, completion({ content: 'x' })))
  const system = { kind: 'file', path: 'prompts/system.md' } as const
  const target = await make(server.url, { system, temperature: 0, seed: 7, maxTokens: 5, stream: false })
  await target.ask({ id: 'a', input: [{ role: 'user', content: 'hi' }] }, { signal })
  assert.equal(server.requests[0]?.url, '/v1/chat/completions')
  assert.equal(server.requests[0]?.headers.authorization, `Bearer ${SECRET_KEY}`)
  assert.deepEqual(server.requests[0]?.body, {
    model: 'tiny-1',
    messages: [
      { role: 'system', content: 'text of prompts/system.md' },
      { role: 'user', content: 'hi' },
    ],
    temperature: 0,
    seed: 7,
    max_tokens: 5,
  })
})

test('a server on this machine may go without a key, and then gets none', async () => {
  await using server = await startModelServer(json(200, completion({ content: 'x' })))
  const target = await make(server.url, {}, { OPENAI_API_KEY: undefined })
  await target.ask({ id: 'a', input: 'q' }, { signal })
  assert.equal(server.requests[0]?.headers.authorization, undefined)
})

test('a missing or unusable key is a config error that names the variable and never quotes it', async () => {
  const elsewhere = 'https://models.acme.example'
  await assert.rejects(make(elsewhere, { apiKeyEnv: 'ACME_KEY' }), /the environment has no ACME_KEY/)
  await assert.rejects(make(elsewhere, {}, { OPENAI_API_KEY: 'sk a' }), (error: Error) => {
    return (
      error.name === 'ConfigError' &&
      /OPENAI_API_KEY holds spaces/.test(error.message) &&
      !error.message.includes('sk a')
    )
  })
})

test('an empty text is an answer; a refusal, a filtered, an exhausted and a tool answer are not', async () => {
  const ask = async (message: object, finish?: string) => {
    await using server = await startModelServer(json(200, completion(message, finish)))
    const target = await make(server.url)
    return await target.ask({ id: 'a', input: 'q' }, { signal })
  }
  assert.equal((await ask({ content: '' })).output, '')
  await assert.rejects(ask({ content: null, refusal: 'I cannot' }), { kind: 'refused', retryAfterMs: null })
  await assert.rejects(ask({ content: 'part' }, 'content_filter'), { kind: 'filtered' })
  await assert.rejects(ask({ content: '' }, 'length'), {
    kind: 'invalid-answer',
    message: /raise the target's `maxTokens`/,
  })
  await assert.rejects(ask({ content: null }, 'tool_calls'), {
    kind: 'invalid-answer',
    message: /calls a tool/,
  })
})

test('tools are offered as they are, and the calls of the model come back, with or without a text', async () => {
  const tools = [{ type: 'function', function: { name: 'refund' } }]
  const call = { id: 'c', type: 'function', function: { name: 'refund', arguments: '{"order": 7}' } }
  await using server = await startModelServer(
    json(200, completion({ content: null, tool_calls: [call] }, 'tool_calls')),
  )
  const target = await make(server.url, { tools })
  const { output, toolCalls } = await target.ask({ id: 'a', input: 'q' }, { signal })
  assert.deepEqual(server.requests[0]?.body.tools, tools)
  assert.deepEqual({ output, toolCalls }, { output: '', toolCalls: [call.function] })
})

test('an account without credit is not asked again', async () => {
  const body = {
    error: { message: 'quota', type: 'insufficient_quota', param: null, code: 'insufficient_quota' },
  }
  await using server = await startModelServer(json(429, body, { 'retry-after': '1' }))
  const target = await make(server.url)
  await assert.rejects(target.ask({ id: 'a', input: 'q' }, { signal }), {
    kind: 'unauthorised',
    retryAfterMs: null,
  })
})

test('an answer without usage has no tokens rather than 0', async () => {
  const { usage: _, ...body } = completion({ content: 'x' }) as Record<string, unknown>
  await using server = await startModelServer(json(200, body))
  const target = await make(server.url)
  assert.equal((await target.ask({ id: 'a', input: 'q' }, { signal })).tokens, null)
})
