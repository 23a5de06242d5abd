import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { plainFetch } from '../../../adapters/models/plain-fetch.ts'

async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
}

test('a request goes out as it was given, and asks for nothing packed', async (t) => {
  let seen: { readonly request: IncomingMessage; readonly body: string } | undefined
  const url = await serve(t, async (request, response) => {
    seen = { request, body: await text(request) }
    response.writeHead(200, [
      ['x-twice', 'a'],
      ['x-twice', 'b'],
    ])
    response.end('{"a":1}')
  })
  const headers = new Headers({ Authorization: 'Bearer k', 'Content-Type': 'application/json' })
  const reply = await plainFetch(url, { method: 'POST', headers, body: '{"q":"ü"}' })
  assert.deepEqual([reply.ok, reply.status, reply.headers.get('x-twice')], [true, 200, 'a, b'])
  assert.deepEqual(await reply.json(), { a: 1 })
  assert.equal(seen?.request.method, 'POST')
  assert.equal(seen.request.headers.authorization, 'Bearer k')
  assert.equal(seen.request.headers['accept-encoding'], 'identity')
  assert.equal(seen.body, '{"q":"ü"}')
})

test('a redirect is a reply like others: no key goes to where it leads', async (t) => {
  const asked: (string | undefined)[] = []
  const url = await serve(t, (request, response) => {
    asked.push(request.url)
    response.writeHead(307, { location: '/elsewhere' }).end('moved')
  })
  const reply = await plainFetch(url, { method: 'POST', body: '{}' })
  assert.deepEqual([reply.ok, reply.status, await reply.text()], [false, 307, 'moved'])
  assert.deepEqual(asked, ['/v1'])
})

test('a body is read piece by piece where that is wanted, and ends with the signal', async (t) => {
  const url = await serve(t, (_request, response) => {
    response.write('first')
  })
  const stop = new AbortController()
  const reply = await plainFetch(url, { signal: stop.signal })
  const reader = (reply.body as ReadableStream<Uint8Array>).getReader()
  assert.equal(Buffer.from((await reader.read()).value ?? []).toString(), 'first')
  stop.abort(new Error('enough'))
  await assert.rejects(reader.read())
})
