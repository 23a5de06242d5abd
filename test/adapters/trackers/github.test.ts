import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import type { DeliveryError } from '../../../activities/delivery-error.ts'
import { createGitHubTracker, suiteLabel } from '../../../adapters/trackers/github.ts'
import { trackerContract } from './contract.ts'
import { type GitHubServer, startGitHubServer, whyNoGitHubServer } from './github-server.ts'

const draft = { fingerprint: '0123456789abcdef', title: 'Latency rose', body: 'Body.' }
const marked = (fingerprint: string, suite = 'suite') => `text\n\n<!-- nightdrift:${suite}:${fingerprint} -->`

function connect(server: GitHubServer, options: { token?: string; repo?: string; suite?: string } = {}) {
  const defaults = {
    repo: 'acme/bot',
    suite: 'suite',
    token: 'good-token',
    baseUrl: server.url,
    throttle: false,
  }
  return createGitHubTracker({ ...defaults, ...options })
}

async function start(t: TestContext) {
  const missing = await whyNoGitHubServer()
  if (missing !== null) {
    t.skip(missing)
    return null
  }
  const server = await startGitHubServer()
  t.after(async () => {
    await server.close()
    assert.deepEqual(server.violations, [], 'the test server keeps to the description of GitHub')
  })
  const texts = async () => server.issues.flatMap(({ body, comments }) => [body, ...comments]).join('\n')
  return { server, tracker: connect(server), texts }
}

async function failure(promise: Promise<unknown>): Promise<DeliveryError> {
  const error = await promise.then(
    () => assert.fail('expected a failure'),
    (reason: DeliveryError) => reason,
  )
  assert.equal(error.name, 'DeliveryError', String(error))
  assert.doesNotMatch(
    `${error.stack} ${JSON.stringify(error)} ${error.cause}`,
    /token-of-mine|good-token|secret prompt/,
  )
  return error
}

trackerContract('GitHub', start)

test('an issue carries both labels, which are made when missing, and its marker in the last line', async (t) => {
  const { server, tracker } = (await start(t)) ?? {}
  if (!server || !tracker) return
  await tracker.open(draft)
  await tracker.open({ ...draft, fingerprint: 'other' })
  assert.deepEqual(server.issues[0]?.labels, ['nightdrift', 'nightdrift:suite'])
  assert.equal(server.issues[0]?.body, 'Body.\n\n<!-- nightdrift:suite:0123456789abcdef -->')
  assert.equal(
    server.requests.filter(({ method, path }) => method === 'POST' && /labels$/.test(path)).length,
    2,
  )
})

test('labels that another process makes at the same moment are taken as they are', async (t) => {
  const { server, tracker } = (await start(t)) ?? {}
  if (!server || !tracker) return
  server.labels.add('nightdrift')
  server.failNext({ status: 404 }, { on: /^GET .*labels\/nightdrift$/ })
  assert.equal((await tracker.open(draft)).key, '1')
})

test('more than a page of issues and comments is read whole, newest issue first', async (t) => {
  const { server, tracker } = (await start(t)) ?? {}
  if (!server || !tracker) return
  for (let i = 1; i <= 250; i++) server.addIssue({ body: marked(`f${i}`), labels: ['nightdrift:suite'] })
  const issues = await tracker.list()
  assert.deepEqual([issues.length, issues[0]?.fingerprint, issues[249]?.fingerprint], [250, 'f250', 'f1'])
  const comments = server.issues[0]?.comments ?? []
  comments.push(...Array.from({ length: 130 }, (_, i) => `c\n\n<!-- nightdrift:m${i} -->`))
  assert.equal(await tracker.comment(issues[249]!, { marker: 'm129', body: 'x' }), 'present')
  assert.equal(comments.length, 130)
})

test('a creation whose answer was lost makes no second issue when it is repeated', async (t) => {
  const { server, tracker } = (await start(t)) ?? {}
  if (!server || !tracker) return
  server.failNext('lost', { on: /^POST .*issues$/ })
  const error = await failure(tracker.open(draft))
  assert.equal(error.retryable, true)
  assert.match(
    error.message,
    /^Cannot open an issue in acme\/bot on 127.0.0.1:\d+: no answer \(UND_ERR_SOCKET\)/,
  )
  assert.equal((await tracker.open(draft)).key, '1')
  assert.equal(server.issues.length, 1)
})

test('a comment whose answer was lost is not added a second time', async (t) => {
  const { server, tracker } = (await start(t)) ?? {}
  if (!server || !tracker) return
  const issue = await tracker.open(draft)
  server.failNext('lost', { on: /^POST .*comments$/ })
  await failure(tracker.comment(issue, { marker: 'm', body: 'x' }))
  assert.equal(await tracker.comment(issue, { marker: 'm', body: 'x' }), 'present')
  assert.equal(server.issues[0]?.comments.length, 1)
})

test('no request is repeated by the client itself', async (t) => {
  const { server, tracker } = (await start(t)) ?? {}
  if (!server || !tracker) return
  for (const status of [500, 502, 503]) {
    server.failNext({ status }, { on: /^POST .*issues$/ })
    const error = await failure(tracker.open(draft))
    assert.deepEqual([error.retryable, error.message.includes(String(status))], [true, true])
  }
  assert.equal(
    server.requests.filter((seen) => /^POST .*issues$/.test(`${seen.method} ${seen.path}`)).length,
    3,
  )
})

test('pull requests and issues of other suites are not taken for issues of this one', async (t) => {
  const { server, tracker } = (await start(t)) ?? {}
  if (!server || !tracker) return
  const labels = ['nightdrift', 'nightdrift:suite']
  server.addIssue({ body: marked('0123456789abcdef'), labels, isPullRequest: true })
  server.addIssue({ body: marked('0123456789abcdef', 'Suite'), labels })
  server.addIssue({ body: marked('0123456789abcdef'), labels: ['bug'] })
  server.addIssue({ body: 'somebody labelled this', labels })
  const found = (await tracker.list()).map(({ key, fingerprint }) => [key, fingerprint])
  assert.deepEqual(found, [['4', null]])
  assert.equal((await tracker.open(draft)).key, '5')
})

test('a marker is read from a body that GitHub or a person gave other line ends', async (t) => {
  const { server, tracker } = (await start(t)) ?? {}
  if (!server || !tracker) return
  server.addIssue({ body: `${marked('f').replaceAll('\n', '\r\n')} \r\n\r\n`, labels: ['nightdrift:suite'] })
  assert.equal((await tracker.list())[0]?.fingerprint, 'f')
})

test('each refusal says what could not be done, where, and what to do', async (t) => {
  const { server, tracker } = (await start(t)) ?? {}
  if (!server || !tracker) return
  const errors = [{ field: 'title', code: 'missing', value: 'secret prompt' }]
  const refusals = [
    { status: 401, says: /the token was rejected \(401\); set GITHUB_TOKEN/ },
    { status: 403, says: /give it the permission "Issues: write" for acme\/bot/ },
    { status: 404, says: /there is no acme\/bot, or the token cannot see it.*ends in `\/api\/v3`/ },
    { status: 410, says: /issues are switched off in acme\/bot/ },
    { status: 422, says: /422, title: missing/ },
    { status: 301, says: /it has moved \(301\); put its present name/ },
    { status: 451, says: /GitHub answered 451/ },
  ]
  for (const { status, says } of refusals) {
    const body = { message: 'secret prompt', documentation_url: 'https://docs.test', errors }
    server.failNext({ status, body, headers: { location: '/elsewhere' } }, { on: /^POST .*issues$/ })
    const error = await failure(tracker.open(draft))
    assert.match(error.message, says)
    assert.equal(error.retryable, false)
  }
  assert.equal(server.issues.length, 0)
})

test('a wrong token and a wrong repository are told apart', async (t) => {
  const { server } = (await start(t)) ?? {}
  if (!server) return
  const refused = await failure(connect(server, { token: 'token-of-mine' }).list())
  assert.match(refused.message, /^Cannot list the issues of acme\/bot on .*: the token was rejected/)
  const absent = await failure(connect(server, { repo: 'acme/other' }).open(draft))
  assert.match(absent.message, /there is no acme\/other/)
})

test('a server that answers with pages instead of the API is told as one', async (t) => {
  const pages = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end('<html>secret page</html>')
  })
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve))
  t.after(() => pages.close())
  const { port } = pages.address() as AddressInfo
  const at = { repo: 'acme/bot', suite: 'suite', token: 'good-token', baseUrl: `http://127.0.0.1:${port}` }
  const error = await failure(createGitHubTracker({ ...at, throttle: false }).list())
  assert.match(
    error.message,
    /^Cannot use GitHub at 127\.0\.0\.1:\d+: .*does not speak as its API does.*`baseUrl`/,
  )
  assert.equal(error.retryable, false)
})

test('rate limits are retryable, after the pause that GitHub asks for', async (t) => {
  const { server, tracker } = (await start(t)) ?? {}
  if (!server || !tracker) return
  const message = 'You have exceeded a secondary rate limit.'
  const reset = String(Math.ceil(Date.now() / 1000) + 1000)
  const limits: readonly [number, Record<string, string>, number, number][] = [
    [403, { 'retry-after': '17' }, 17_000, 17_000],
    [429, { 'retry-after': '5' }, 5000, 5000],
    [403, {}, 60_000, 60_000],
    [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }, 900_000, 1_002_000],
  ]
  for (const [status, headers, least, most] of limits) {
    server.failNext({ status, headers, body: { message, documentation_url: '' } })
    const error = await failure(tracker.list())
    const pause = error.retryAfterMs ?? -1
    assert.ok(error.retryable && pause >= least && pause <= most, `${pause} is in ${least}–${most}`)
    assert.match(error.message, /rate limit is used up; it asks to wait \d+ s/)
  }
})

test('a paced client hands rate limits on instead of waiting', async (t) => {
  const { server } = (await start(t)) ?? {}
  if (!server) return
  const options = { repo: 'acme/bot', suite: 'suite', token: 'good-token', baseUrl: server.url }
  const body = { message: 'You have exceeded a secondary rate limit.', documentation_url: '' }
  server.failNext({ status: 403, headers: { 'retry-after': '600' }, body })
  assert.equal((await failure(createGitHubTracker(options).list())).retryAfterMs, 600_000)
})

test('a server that is not there or never answers is an error that can be retried', async (t) => {
  const silent = createServer(() => undefined)
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening))
  t.after(() => silent.closeAllConnections())
  const baseUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
  const options = {
    repo: 'acme/bot',
    suite: 's',
    token: 'good-token',
    baseUrl,
    throttle: false,
    timeoutMs: 50,
  }
  const slow = await failure(createGitHubTracker(options).list())
  assert.match(slow.message, /no answer \(TimeoutError\)/)
  silent.closeAllConnections()
  await new Promise((closed) => silent.close(closed))
  const gone = await failure(createGitHubTracker(options).list())
  assert.match(gone.message, /no answer \(ECONNREFUSED\); check the network/)
  assert.deepEqual([slow.retryable, gone.retryable], [true, true])
})

test('a body beyond the limit of GitHub is cut, with its fence closed and its marker kept', async (t) => {
  const { server, tracker } = (await start(t)) ?? {}
  if (!server || !tracker) return
  const body = `# Finding\n\n~~~~text\n${'a line of an example 😀\n'.repeat(5000)}~~~~\n`
  const issue = await tracker.open({ ...draft, title: 'x'.repeat(400), body })
  await tracker.comment(issue, { marker: 'm', body: '`'.repeat(70_000) })
  const stored = server.issues[0]
  assert.ok((stored?.body.length ?? 0) <= 65_536)
  assert.match(
    stored?.body ?? '',
    /😀\n~~~~\n\n_The rest is left out here.*_\n\n<!-- nightdrift:suite:0123456789abcdef -->$/,
  )
  assert.equal(stored?.title.length, 256)
  assert.equal((await tracker.list())[0]?.fingerprint, draft.fingerprint)
  assert.equal(await tracker.comment(issue, { marker: 'm', body: '' }), 'present')
})

test('an issue whose labels GitHub dropped is reported with its address', async (t) => {
  const { server, tracker } = (await start(t)) ?? {}
  if (!server || !tracker) return
  const url = `${server.url}/repos/acme/bot/issues/1`
  const issue = { ...(await tracker.open(draft)), number: 1, html_url: url, labels: [], body: '' }
  server.failNext({ status: 201, body: issue }, { on: /^POST .*issues$/ })
  const error = await failure(tracker.open({ ...draft, fingerprint: 'other' }))
  assert.ok(error.message.includes(url))
  assert.match(error.message, /GitHub dropped its labels; give the token/)
  server.violations.length = 0
})

test('suites with any name have a label of their own that fits', async (t) => {
  const names = [
    'support-bot',
    'support bot',
    'support,bot',
    'a:b',
    'x'.repeat(80),
    `${'x'.repeat(80)}y`,
    '客服',
    '😀',
    '😁',
  ]
  const labels = names.map(suiteLabel)
  assert.equal(new Set(labels).size, names.length)
  for (const label of labels) assert.match(label, /^nightdrift:[^,\s]{1,39}$/)
  assert.equal(labels[0], 'nightdrift:support-bot')
  const { server } = (await start(t)) ?? {}
  if (!server) return
  for (const suite of names) await connect(server, { suite }).open(draft)
  for (const suite of names) assert.equal((await connect(server, { suite }).list()).length, 1)
})

test('what cannot work is refused before any request, without showing the token', () => {
  const good = { repo: 'acme/bot', suite: 's', token: 'token-of-mine' }
  const bad = [
    { ...good, repo: 'bot' },
    { ...good, repo: 'https://github.com/acme/bot' },
    { ...good, token: ' ' },
    { ...good, token: 'token-of-mine\nX-Header: 1' },
    { ...good, baseUrl: 'http://github.example/api/v3' },
    { ...good, baseUrl: 'https://token-of-mine@github.example' },
    { ...good, baseUrl: 'github.example' },
  ]
  for (const options of bad) {
    assert.throws(
      () => createGitHubTracker(options),
      (error: Error) => error.name === 'ConfigError' && !error.message.includes('token-of-mine'),
    )
  }
  assert.equal(createGitHubTracker({ ...good, token: 'token\n' }).name, 'GitHub acme/bot')
})
