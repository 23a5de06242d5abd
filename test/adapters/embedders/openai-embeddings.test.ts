import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { createEmbedder } from '../../../adapters/embedders/create-embedder.ts'
import { embedderSpec, openaiEmbeddings } from '../../../suite/config/embedder-spec.ts'
import { ConfigError } from '../../../suite/config/errors.ts'
import { TargetError } from '../../../suite/target.ts'

interface Asked {
  readonly path: string | undefined
  readonly key: string | undefined
  readonly body: { readonly model: string; readonly input: string[] }
}

/** A server that gives each text its length as a vector, in reverse order, unless told what to answer. */
async function embeddingServer(t: TestContext, answer?: { status: number; body: unknown }) {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const body = (await json(request)) as Asked['body']
    asked.push({ path: request.url, key: request.headers.authorization, body })
    const data = body.input.map((text, index) => ({ index, embedding: [text.length, 0.5] })).reverse()
    response.writeHead(answer?.status ?? 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer?.body ?? { object: 'list', data }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return { asked, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` }
}

const embedder = (options: Partial<Parameters<typeof openaiEmbeddings>[0]>, env = {}) =>
  createEmbedder(embedderSpec.parse(openaiEmbeddings({ model: 'small', ...options })), env)

const texts = (...all: string[]) => all.map((text) => ({ text, vector: null }))
const { signal } = new AbortController()

test('texts are asked in batches and get their vectors in their order; blank ones get none', async (t) => {
  const { asked, baseUrl } = await embeddingServer(t)
  const embeddings = await embedder({ baseUrl, batch: 2 }, { OPENAI_API_KEY: 'k' }).embed(
    texts('a', ' \n', 'bb', 'ccc'),
    signal,
  )
  const vector = (length: number) => ({ kind: 'dense', values: [length, 0.5] })
  assert.deepEqual(embeddings, [vector(1), null, vector(2), vector(3)])
  assert.deepEqual(
    asked.map(({ path, key, body }) => [path, key, body.model, body.input]),
    [
      ['/v1/embeddings', 'Bearer k', 'small', ['a', 'bb']],
      ['/v1/embeddings', 'Bearer k', 'small', ['ccc']],
    ],
  )
})

test('a server that fails is asked once, and its words stay unsaid', async (t) => {
  const { asked, baseUrl } = await embeddingServer(t, { status: 500, body: { error: { message: 'secret' } } })
  await assert.rejects(embedder({ baseUrl }).embed(texts('a'), signal), (error: Error) => {
    assert.ok(error instanceof TargetError)
    return /embeddings of small at 127/.test(error.message) && !error.message.includes('secret')
  })
  assert.equal(asked.length, 1)
})

test('an answer with too few vectors, or of several lengths, is refused', async (t) => {
  const one = [{ index: 0, embedding: [1] }]
  for (const data of [one, [...one, { index: 1, embedding: [1, 2] }], 'no list']) {
    const { baseUrl } = await embeddingServer(t, { status: 200, body: { data } })
    await assert.rejects(embedder({ baseUrl }).embed(texts('a', 'b'), signal), /2 vectors of one length/)
  }
})

test('a missing key is the user’s to set, unless the server is on this machine', () => {
  assert.throws(() => embedder({}), ConfigError)
  assert.throws(() => embedder({ apiKeyEnv: 'OWN' }), /OWN/)
  assert.ok(embedder({ baseUrl: 'http://127.0.0.1:9/v1' }))
})

test('vectors of two servers are of two spaces', () => {
  const { name } = embedder({}, { OPENAI_API_KEY: 'k' })
  assert.equal(name, 'embeddings of small')
  const own = embedder({ baseUrl: 'http://127.0.0.1:9/v1' }).name
  assert.equal(own, 'embeddings of small at http://127.0.0.1:9/v1')
})

test('vectors of the log are given as they are', async () => {
  const given = [
    { text: 'a', vector: [1, 2] },
    { text: 'b', vector: null },
    { text: 'c', vector: [] },
  ]
  const embeddings = await createEmbedder({ kind: 'logVectors' }, {}).embed(given, signal)
  assert.deepEqual(embeddings, [{ kind: 'dense', values: [1, 2] }, null, null])
})
