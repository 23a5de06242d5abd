import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startGitHubServer, whyNoGitHubServer } from './github-server.ts'

test('the test server refuses what the description of GitHub forbids', async (t) => {
  const missing = await whyNoGitHubServer()
  if (missing !== null) return t.skip(missing)
  const server = await startGitHubServer()
  t.after(server.close)
  const post = async (body: object) => {
    const headers = { authorization: 'token good-token', 'content-type': 'application/json' }
    const url = `${server.url}/repos/acme/bot/issues`
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status
  }
  assert.equal(await post({ body: 'no title' }), 422)
  assert.equal(await post({ title: 't', labels: 'nightdrift' }), 422)
  assert.equal(await post({ title: 't', labels: ['nightdrift'] }), 201)
  assert.deepEqual(server.violations, [])
  server.failNext({ status: 404, body: { message: 7 } })
  await fetch(`${server.url}/repos/acme/bot/issues`)
  assert.equal(server.violations.length, 1)
})
