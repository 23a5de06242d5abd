import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTarget } from '../../../adapters/models/create-target.ts'
import type { Case } from '../../../suite/case.ts'
import { targetSpec } from '../../../suite/config/target-spec.ts'
import { http } from '../../../suite/config/targets/http.ts'
import type { Target } from '../../../suite/target.ts'
import { SECRET_KEY, testFailures } from './failures.ts'
import { json, raw, startModelServer } from './model-server.ts'

const signal = new AbortController().signal
type Options = Partial<Parameters<typeof http>[0]>

function make(url: string, options: Options = {}, env: Record<string, string> = {}): Promise<Target> {
  const spec = targetSpec.parse(http({ url, ...options }))
  const readFile = async () => assert.fail('an http target names no file')
  return createTarget(spec, { folder: '.', env: { BOT_KEY: SECRET_KEY, ...env }, readFile })
}

async function ask(reply: unknown, options: Options = {}, item: Case = { id: 'a', input: 'q' }) {
  await using server = await startModelServer(json(200, reply))
  const { latencyMs, requestDigest, ...answer } = await (await make(server.url, options)).ask(item, {
    signal,
  })
  assert.ok(latencyMs !== null && latencyMs > 0)
  assert.match(requestDigest ?? '', /^[0-9a-f]{32}$/)
  return { answer, request: server.requests[0] }
}

testFailures({
  name: 'http',
  target: (url, timeoutMs) =>
    make(`${url}/ask`, {
      timeoutMs,
      headers: { authorization: 'Bearer {{env.BOT_KEY}}' },
      response: { output: '/answer/text' },
    }),
  errorBody: (type, message) => ({ error: { message, type } }),
})

test('by default the input is asked for, and the output is read', async () => {
  const { answer, request } = await ask({ output: 'Four.' })
  assert.deepEqual(request?.body, { input: 'q' })
  assert.deepEqual([request?.method, request?.headers['content-type']], ['POST', 'application/json'])
  assert.deepEqual(answer, {
    output: 'Four.',
    model: null,
    finishReason: null,
    firstTokenMs: null,
    tokens: null,
    costUsd: null,
  })
})

test('a case is put into the body as values, whatever it holds', async () => {
  const item = {
    id: 'a',
    input: '"},"admin":true,{"x":"{{id}}',
    tags: { plan: 'pro', seats: 3 },
    docs: [{ n: 1 }],
  }
  const body = {
    question: '{{input}}',
    turns: '{{messages}}',
    for: { plan: 'plan {{tags.plan}}', seats: '{{tags.seats}}' },
    context: '{{case.docs}}',
    ids: ['{{id}}', true, null],
  }
  const { request } = await ask({ output: 'x' }, { body }, item)
  assert.deepEqual(request?.body, {
    question: item.input,
    turns: [{ role: 'user', content: item.input }],
    for: { plan: 'plan pro', seats: 3 },
    context: [{ n: 1 }],
    ids: ['a', true, null],
  })
})

test('a query takes the case encoded, so that it adds no parameter and leaves no path', async () => {
  await using server = await startModelServer(json(200, { output: 'x' }))
  const target = await make(`${server.url}/ask?top=1&q={{input}}`, { method: 'GET' })
  await target.ask({ id: 'a', input: '2+2=4&admin=1#x?/../é' }, { signal })
  const seen = new URL(server.requests[0]?.url ?? '', 'http://x')
  assert.equal(seen.pathname, '/ask')
  assert.deepEqual(
    [...seen.searchParams],
    [
      ['top', '1'],
      ['q', '2+2=4&admin=1#x?/../é'],
    ],
  )
})

test('what the pointers lead to is told, and what they do not lead to is unknown', async () => {
  const response = {
    output: '/choices/0/text',
    model: '/model',
    finishReason: '/choices/0/stop',
    tokens: { input: '/usage/in', output: '/usage/out', cached: '/usage/hit', reasoning: '/usage/think' },
    costUsd: '/usage/usd',
    toolCalls: '/calls',
  }
  const reply = {
    model: 'm-1',
    choices: [{ text: 'Four.', stop: 'end' }],
    usage: { in: 12, out: 3, hit: 8, think: 1, usd: 0.001 },
    calls: [{ name: 'a', arguments: { n: 1 } }, { function: { name: 'b', arguments: '{}' } }],
  }
  const { answer } = await ask(reply, { response })
  assert.deepEqual(answer, {
    output: 'Four.',
    model: 'm-1',
    finishReason: 'end',
    firstTokenMs: null,
    tokens: { input: 12, output: 3, cached: 8, reasoning: 1 },
    costUsd: 0.001,
    toolCalls: [
      { name: 'a', arguments: { n: 1 } },
      { name: 'b', arguments: '{}' },
    ],
  })
  const bare = await ask(
    { choices: [{ text: { a: [1] } }], usage: { in: -1, out: 'x' } },
    { response, model: 'm-0' },
  )
  const { output, model, tokens, costUsd, toolCalls } = bare.answer
  assert.deepEqual([output, model, tokens, costUsd, toolCalls], ['{"a":[1]}', 'm-0', null, null, []])
  await assert.rejects(ask({ choices: [{ text: 'x' }], calls: { secret: 1 } }, { response }), {
    kind: 'invalid-answer',
    message: /tool calls are no list/,
  })
})

test('an empty pointer takes a body of any kind as text', async () => {
  await using server = await startModelServer(raw('Four.\n', { 'content-type': 'text/plain' }))
  const target = await make(server.url, { response: { output: '' } })
  assert.equal((await target.ask({ id: 'a', input: 'q' }, { signal })).output, 'Four.\n')
})

test('a redirect is followed to the same origin, with the same request, and nowhere else', async () => {
  await using other = await startModelServer(json(200, { output: 'stolen' }))
  await using server = await startModelServer((response, { url }) => {
    if (url === '/loop') return void response.writeHead(307, { location: '/loop' }).end()
    const [, status = '', to = ''] = /^\/go\?(\d+) ?(.*)$/.exec(decodeURIComponent(url)) ?? []
    if (status === '') return json(200, { output: 'x' })(response, { url, method: '', headers: {}, body: {} })
    response.writeHead(Number(status), { location: to }).end()
  })
  const headers = { authorization: 'Bearer {{env.BOT_KEY}}' }
  const go = async (to: string, method: 'GET' | 'POST' = 'POST') =>
    (await make(`${server.url}/go?${encodeURIComponent(to)}`, { headers, method })).ask(
      { id: 'a', input: 'q' },
      { signal },
    )
  assert.equal((await go('308 /final')).output, 'x')
  assert.deepEqual(server.requests.at(-1)?.body, { input: 'q' })
  assert.equal((await go('302 /final', 'GET')).output, 'x')
  for (const to of [`307 ${other.url}/final`, '302 /final', '307 /loop', '307 http://[', '303 /final'])
    await assert.rejects(go(to), {
      kind: 'unauthorised',
      retryAfterMs: null,
      message: /a redirect that is not followed/,
    })
  assert.equal(other.requests.length, 0)
})

test('a body without an end is not read to it', async () => {
  await using server = await startModelServer((response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const more = () => {
      while (response.write(' '.repeat(1_000_000)));
      response.once('drain', more)
    }
    more()
  })
  const target = await make(server.url)
  await assert.rejects(target.ask({ id: 'a', input: 'q' }, { signal }), {
    kind: 'invalid-answer',
    message: /longer than 16 MB/,
  })
})

test('a key comes from the environment, and a missing or broken one is told without it', async () => {
  const headers = { authorization: 'Bearer {{env.BOT_KEY}}', 'x-team': 'evals' }
  await using server = await startModelServer(json(200, { output: 'x' }))
  const target = await make(server.url, { headers })
  await target.ask({ id: 'a', input: 'q' }, { signal })
  assert.equal(server.requests[0]?.headers.authorization, `Bearer ${SECRET_KEY}`)
  assert.equal(server.requests[0]?.headers['x-team'], 'evals')
  for (const key of ['', 'secret\nx: y', 'secrét']) {
    await assert.rejects(make(server.url, { headers }, { BOT_KEY: key }), (error: Error) => {
      assert.equal(error.name, 'ConfigError')
      assert.match(error.message, /BOT_KEY|"authorization"/)
      assert.doesNotMatch(error.message, /secr/)
      return true
    })
  }
})

test('a request has one digest on every host, and another for another query or body', async () => {
  const digest = async (url: string, options: Options = {}, input = 'q') =>
    (await make(url, { version: '1', ...options })).requestDigest?.({ id: 'a', input })
  const one = await digest('http://a.example/ask')
  assert.equal(await digest('https://b.example/ask', { headers: { 'x-key': '{{env.BOT_KEY}}' } }), one)
  assert.notEqual(await digest('http://a.example/ask', {}, 'r'), one)
  assert.notEqual(await digest('http://a.example/ask?v=2'), one)
  assert.equal((await make('http://a.example/ask')).requestDigest, undefined)
})

test('templates that cannot work, and secrets in the config, are refused', () => {
  const refused: readonly [Options, RegExp][] = [
    [{ url: 'http://{{input}}.example/' }, /http or https URL|query only/],
    [{ url: 'http://a.example/{{id}}' }, /query only/],
    [{ url: 'http://a.example/?q={{question}}' }, /no variables but/],
    [{ url: 'http://me:key@a.example/' }, /no user or password/],
    [{ body: { q: '{{question}}' } }, /no variables but/],
    [{ body: { q: '{{case.expected}}' } }, /no variables but/],
    [{ body: { q: '{{env.BOT_KEY}}' } }, /no variables but/],
    [{ headers: { authorization: 'Bearer sk-123' } }, /secrets as \{\{env\.NAME\}\}/],
    [{ headers: { 'X-Api-Key': 'abc' } }, /secrets as/],
    [{ headers: { 'x-id': '{{id}}' } }, /only \{\{env\.NAME\}\}/],
    [{ headers: { 'x y': 'z' } }, /header name/],
    [{ response: { output: 'answer' } }, /JSON Pointer/],
    [{ method: 'GET', body: {} }, /a GET request has no body/],
  ]
  for (const [options, message] of refused) {
    const { error } = targetSpec.safeParse(http({ url: 'http://a.example/', ...options }))
    assert.match(JSON.stringify(error?.issues), message, JSON.stringify(options))
  }
})
