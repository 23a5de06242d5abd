import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { readComparedNight } from '../../activities/compared-night.ts'
import { muteFinding } from '../../activities/decide-about-finding.ts'
import { deliverIssues } from '../../activities/deliver-issues.ts'
import { earlierFindings, leftOpenBefore } from '../../activities/earlier-findings.ts'
import { issueDeliveriesKey } from '../../activities/issue-intents.ts'
import { readJson } from '../../activities/json-file.ts'
import { listFindings } from '../../activities/list-findings.ts'
import type { Lake, Ports } from '../../activities/ports.ts'
import { createGitHubTracker } from '../../adapters/trackers/github.ts'
import type { JudgedComparison } from '../../drift/comparison.ts'
import type { Delivery } from '../../drift/delivery.ts'
import { type EarlierFinding, standEarlier } from '../../drift/earlier-finding.ts'
import type { Example } from '../../drift/finding.ts'
import { startGitHubServer, whyNoGitHubServer } from '../adapters/trackers/github-server.ts'
import { drifted, effect, regression } from '../drift/make-comparison.ts'
import { comparedNight, endedNight } from './past-nights.ts'
import { ATTEMPT, testPorts } from './ports.ts'

interface Night {
  readonly revision?: number
  readonly comparisons: readonly JudgedComparison[]
  readonly examples?: readonly Example[]
  /** Whether all that is found is muted. */
  readonly muted?: boolean
  /** What the night before left open. */
  readonly earlier?: readonly EarlierFinding[]
}

/** Back within its minimum. */
const quiet = (comparison: JudgedComparison): JudgedComparison => ({
  ...comparison,
  verdict: 'same',
  effect: effect(-0.01, comparison.effect?.name),
})
/** As large as before, and no longer sure. */
const unsure = (comparison: JudgedComparison): JudgedComparison => ({
  ...comparison,
  verdict: 'same',
  rule: 'adjusted p 0.48 > 0.01; size of Cliff’s δ 0.4 > minimum 0.1',
})
const unknown = (comparison: JudgedComparison): JudgedComparison => ({
  ...comparison,
  verdict: 'insufficient-data',
  direction: null,
})

/** Compares a night, delivers its issues, and gives what was delivered. */
async function deliver(ports: Ports, night: string, compared: Night): Promise<string[]> {
  const folder = `nights/${night}/r${compared.revision ?? 1}`
  await comparedNight(ports.lake, folder, compared)
  return deliverAgain(ports, folder)
}

async function deliverAgain(ports: Ports, folder: string): Promise<string[]> {
  const night = folder.split('/')[1] ?? ''
  await deliverIssues({ night, folder, configDigest: ports.project.configDigest }, ports, ATTEMPT)
  const deliveries = (await readJson<Delivery[]>(ports.lake, issueDeliveriesKey(folder))) ?? []
  return deliveries.map(({ action, where }) => `${action} ${where.split('/').at(-1)}`)
}

/** A project whose issues go to a GitHub of this test, or `null` where there can be none. */
async function onGitHub(t: TestContext) {
  const missing = await whyNoGitHubServer()
  if (missing !== null) {
    t.skip(missing)
    return null
  }
  const server = await startGitHubServer()
  t.after(async () => {
    await server.close()
    assert.deepEqual(server.violations, [])
  })
  const tracker = createGitHubTracker({
    repo: 'acme/bot',
    suite: 'support-bot',
    token: 'good-token',
    baseUrl: server.url,
    throttle: false,
  })
  const ports = await testPorts(t, { tracker: async () => tracker })
  const states = () => server.issues.map(({ state, comments }) => `${state} ${comments.length}`)
  return { server, ports, states }
}

test('a lost answer and a retry make no second issue and no comment on the night itself', async (t) => {
  const { server, ports, states } = (await onGitHub(t)) ?? {}
  if (!server || !ports || !states) return
  server.failNext('lost', { on: /^POST .*\/issues$/ })
  await assert.rejects(deliver(ports, '2026-11-21', { comparisons: [drifted()] }), { name: 'DeliveryError' })
  assert.deepEqual(states(), ['open 0'])
  assert.deepEqual(await deliverAgain(ports, 'nights/2026-11-21/r1'), ['opened 1'])
  assert.deepEqual(states(), ['open 0'])
  assert.deepEqual(await deliver(ports, '2026-11-22', { comparisons: [drifted()] }), ['updated 1'])
  assert.deepEqual(states(), ['open 1'])
  assert.deepEqual(await deliver(ports, '2026-11-23', { comparisons: [quiet(drifted())] }), ['closed 1'])
  assert.deepEqual(states(), ['closed 2'])
  assert.match(server.issues[0]?.comments[0] ?? '', /Still there in the night of 2026-11-22/)
  assert.match(server.issues[0]?.comments[1] ?? '', /Recovered in the night of 2026-11-23/)
})

test('answers that are lost while commenting and closing leave one comment and a closed issue', async (t) => {
  const { server, ports, states } = (await onGitHub(t)) ?? {}
  if (!server || !ports || !states) return
  await deliver(ports, '2026-11-21', { comparisons: [drifted()] })
  server.failNext('lost', { on: /^POST .*\/comments$/ })
  await assert.rejects(deliver(ports, '2026-11-22', { comparisons: [drifted()] }))
  assert.deepEqual(await deliverAgain(ports, 'nights/2026-11-22/r1'), ['updated 1'])
  assert.deepEqual(states(), ['open 1'])
  server.failNext('lost', { on: /^PATCH / })
  await assert.rejects(deliver(ports, '2026-11-23', { comparisons: [quiet(drifted())] }))
  assert.deepEqual(await deliverAgain(ports, 'nights/2026-11-23/r1'), ['closed 1'])
  assert.deepEqual(states(), ['closed 2'])
})

test('what a night closed before it broke off is told, once', async (t) => {
  const { ports, issues } = await inFolder(t)
  const actions = (deliveries: readonly string[]) => deliveries.map((each) => each.split(' ')[0])
  await deliver(ports, '2026-11-19', { comparisons: [drifted()] })
  assert.deepEqual(actions(await deliver(ports, '2026-11-20', { comparisons: [quiet(drifted())] })), [
    'closed',
  ])
  await deliver(ports, '2026-11-21', { comparisons: [drifted()] })
  const publish: Lake['publish'] = async (key, value) => {
    if (key.endsWith('issues.json')) throw new Error('the store is away')
    return ports.lake.publish(key, value)
  }
  const away: Ports = { ...ports, lake: { ...ports.lake, publish } }
  await assert.rejects(deliver(away, '2026-11-22', { comparisons: [quiet(drifted())] }), /is away/)
  assert.equal((await issues()).filter((issue) => issue.startsWith('closed')).length, 2)
  const again = { revision: 2, comparisons: [quiet(drifted())] }
  assert.deepEqual(actions(await deliver(ports, '2026-11-22', again)), ['closed'])
  assert.deepEqual(await deliver(ports, '2026-11-22', { ...again, revision: 3 }), [])
  assert.deepEqual(await deliver(ports, '2026-11-23', { comparisons: [quiet(drifted())] }), [])
})

test('a night that breaks off half way opens only what is left', async (t) => {
  const { server, ports, states } = (await onGitHub(t)) ?? {}
  if (!server || !ports || !states) return
  server.failNext({ status: 502 }, { on: /^POST .*\/issues$/ })
  const comparisons = [regression(), drifted()]
  await assert.rejects(deliver(ports, '2026-11-21', { comparisons }))
  await deliverAgain(ports, 'nights/2026-11-21/r1')
  assert.deepEqual(states(), ['open 0', 'open 0'])
})

test('a further revision of the night whose answer was lost takes the issue for its own', async (t) => {
  const { server, ports, states } = (await onGitHub(t)) ?? {}
  if (!server || !ports || !states) return
  server.failNext('lost', { on: /^POST .*\/issues$/ })
  await assert.rejects(deliver(ports, '2026-11-21', { comparisons: [drifted()] }))
  assert.deepEqual(await deliver(ports, '2026-11-21', { revision: 2, comparisons: [drifted()] }), [
    'opened 1',
  ])
  assert.deepEqual(states(), ['open 0'])
})

test('a further revision of a night comments with its own numbers on what the night opened', async (t) => {
  const { ports, issues, texts } = await inFolder(t)
  assert.match((await deliver(ports, '2026-11-21', { comparisons: [drifted()] }))[0] ?? '', /^opened/)
  const again = { revision: 2, comparisons: [drifted({ effect: effect(-0.61) }), regression()] }
  assert.deepEqual((await deliver(ports, '2026-11-21', again)).map((each) => each.split(' ')[0]).sort(), [
    'opened',
    'updated',
  ])
  assert.equal((await issues()).length, 2)
  const text = (await texts()).join()
  assert.match(text, /in the night of 2026-11-21, which was checked again \(revision 2\)\.\*\*[\s\S]*0\.61/)
})

test('delivering twice changes nothing, and asks the tracker nothing', async (t) => {
  const { server, ports } = (await onGitHub(t)) ?? {}
  if (!server || !ports) return
  const first = await deliver(ports, '2026-11-21', { comparisons: [drifted(), regression()] })
  const asked = server.requests.length
  assert.deepEqual(await deliverAgain(ports, 'nights/2026-11-21/r1'), first)
  assert.equal(server.requests.length, asked)
})

/** A project with issues in a folder, and how they stand: state and comments by title. */
async function inFolder(t: TestContext) {
  const ports = await testPorts(t)
  const issues = async () => {
    const tracker = await ports.tracker()
    return (await tracker.list()).map(({ state, title }) => `${state}: ${title.slice(0, 28)}`).sort()
  }
  const texts = async () => {
    const names = await readdir(join(ports.folder, 'issues')).catch(() => [])
    return Promise.all(names.sort().map((name) => readFile(join(ports.folder, 'issues', name), 'utf8')))
  }
  return { ports, issues, texts }
}

test('the issue of a gap that was accepted is closed, and says so', async (t) => {
  const { ports, issues, texts } = await inFolder(t)
  await deliver(ports, '2026-11-20', { comparisons: [drifted()] })
  const accepted = drifted({ verdict: 'accepted' })
  assert.equal((await deliver(ports, '2026-11-21', { comparisons: [accepted] })).length, 1)
  assert.deepEqual(await issues(), ['closed: Latency is higher than on th'])
  assert.match((await texts()).join(), /\*\*Accepted\.\*\* In the night of 2026-11-21/)
})

test('the issue of a muted finding is left as it is', async (t) => {
  const { ports, issues } = await inFolder(t)
  await deliver(ports, '2026-11-20', { comparisons: [drifted()] })
  assert.deepEqual(await deliver(ports, '2026-11-21', { comparisons: [drifted()], muted: true }), [])
  assert.deepEqual(await issues(), ['open: Latency is higher than on th'])
})

test('a muted issue is not closed by a night without the finding, but by the first one after the mute', async (t) => {
  const { ports, issues, texts } = await inFolder(t)
  await deliver(ports, '2026-11-20', { comparisons: [drifted()] })
  await endedNight(ports.lake, { night: '2026-11-20', outcome: 'complete' })
  const { findings } = await listFindings('2026-11-20', { all: false }, ports.lake)
  const mute = { id: findings[0]?.id ?? '', by: 'ana', why: 'fix is in 1.5', until: '2026-11-23' }
  await muteFinding(mute, ports)
  const before = await texts()
  for (const night of ['2026-11-21', '2026-11-23'])
    assert.deepEqual(await deliver(ports, night, { comparisons: [quiet(drifted())] }), [])
  assert.deepEqual(await texts(), before)
  await deliver(ports, '2026-11-24', { comparisons: [quiet(drifted())] })
  assert.deepEqual(await issues(), ['closed: Latency is higher than on th'])
})

test('an issue stays open while its check was not made, or had too little data', async (t) => {
  const { ports, issues } = await inFolder(t)
  await deliver(ports, '2026-11-20', { comparisons: [drifted()] })
  assert.deepEqual(await deliver(ports, '2026-11-21', { comparisons: [unknown(drifted())] }), [])
  assert.deepEqual(await deliver(ports, '2026-11-22', { comparisons: [quiet(regression())] }), [])
  assert.deepEqual(await deliver(ports, '2026-11-23', { comparisons: [] }), [])
  const otherSlice = quiet(drifted({ slice: 'intent=refund' }))
  assert.deepEqual(await deliver(ports, '2026-11-24', { comparisons: [otherSlice] }), [])
  assert.deepEqual(await issues(), ['open: Latency is higher than on th'])
})

test('an issue whose difference is still beyond its minimum stays open, and says so', async (t) => {
  const { ports, issues, texts } = await inFolder(t)
  await deliver(ports, '2026-11-22', { comparisons: [drifted()] })
  const [left] = await deliver(ports, '2026-11-23', { comparisons: [unsure(drifted())] })
  assert.match(left ?? '', /^updated /)
  assert.match((await texts()).join(), /\*\*Not recovered in the night of 2026-11-23\.\*\*.*adjusted p 0\.48/)
  await deliver(ports, '2026-11-24', { comparisons: [quiet(drifted())] })
  assert.deepEqual(await issues(), ['closed: Latency is higher than on th'])
  assert.match((await texts()).join(), /is back within its minimum, so it is closed/)
})

test('what another family says, which never told the finding, does not keep its issue open', async (t) => {
  const { ports, issues } = await inFolder(t)
  await deliver(ports, '2026-11-22', { comparisons: [drifted()] })
  const comparisons = [quiet(drifted()), unsure(drifted({ family: 'slow-drift' }))]
  const { findings } = await readComparedNight(ports.lake, 'nights/2026-11-22/r1')
  const earlier = standEarlier({ findings, earlier: [], comparisons: [drifted()] }, comparisons, new Set())
  await deliver(ports, '2026-11-23', { comparisons, earlier })
  assert.deepEqual(await issues(), ['closed: Latency is higher than on th'])
})

test('what recovered under a mute is closed after it, whatever other families say', async (t) => {
  const { ports, issues } = await inFolder(t)
  await deliver(ports, '2026-11-20', { comparisons: [drifted()] })
  await endedNight(ports.lake, { night: '2026-11-20', outcome: 'complete' })
  const [told] = (await leftOpenBefore('2026-11-21', ports.lake)).findings
  const mutes = new Set([told?.fingerprint ?? ''])
  await muteFinding({ id: told?.fingerprint ?? '', by: 'ana', why: 'known', until: '2026-11-23' }, ports)
  const comparisons = [quiet(drifted()), unsure(drifted({ family: 'live-against-offline' }))]
  for (const [night, muted] of [
    ['2026-11-23', mutes],
    ['2026-11-24', new Set<string>()],
  ] as const) {
    const before = await leftOpenBefore(night, ports.lake)
    const earlier = earlierFindings(before, comparisons, { told: [], mutes: muted })
    await deliver(ports, night, { comparisons, earlier })
    await endedNight(ports.lake, { night, outcome: 'complete' })
    assert.match((await issues())[0] ?? '', muted.size > 0 ? /^open/ : /^closed/)
  }
})

test('an issue that could not be closed is closed later by what had told it', async (t) => {
  const { ports, issues } = await inFolder(t)
  await deliver(ports, '2026-11-20', { comparisons: [drifted()] })
  await endedNight(ports.lake, { night: '2026-11-20', outcome: 'complete' })
  const comparisons = [quiet(drifted()), unsure(drifted({ family: 'live-against-offline' }))]
  const before = await leftOpenBefore('2026-11-21', ports.lake)
  const earlier = earlierFindings(before, comparisons, { told: [], mutes: new Set() })
  // The tracker was away on the night of the recovery.
  await comparedNight(ports.lake, 'nights/2026-11-21/r1', { comparisons, earlier })
  await endedNight(ports.lake, { night: '2026-11-21', outcome: 'degraded' })
  await deliver(ports, '2026-11-22', { comparisons })
  assert.deepEqual(await issues(), ['closed: Latency is higher than on th'])
})

test('a check that is quiet against one reference does not close what another one found', async (t) => {
  const { ports, issues } = await inFolder(t)
  const elsewhere = quiet(drifted({ family: 'live-against-offline' }))
  await deliver(ports, '2026-11-21', { comparisons: [drifted()] })
  await deliver(ports, '2026-11-22', { comparisons: [drifted(), elsewhere] })
  assert.deepEqual(await issues(), ['open: Latency is higher than on th'])
})

test('a finding that turns around opens an issue of its own and closes the one before', async (t) => {
  const { ports, issues } = await inFolder(t)
  const numeric = (direction: 'up' | 'down') => drifted({ direction, distribution: MEDIANS })
  await deliver(ports, '2026-11-21', { comparisons: [numeric('up')] })
  const deliveries = await deliver(ports, '2026-11-22', { comparisons: [numeric('down')] })
  assert.deepEqual(
    deliveries.map((delivery) => delivery.split(' ')[0]),
    ['opened', 'closed'],
  )
  assert.deepEqual(await issues(), [
    'closed: Latency is higher than on th',
    'open: Latency is lower than on the',
  ])
})

test('the issue of a slice waits while its whole check drifts, and closes with the slice', async (t) => {
  const { ports, issues } = await inFolder(t)
  const slice = regression({ slice: 'intent=refund' })
  await deliver(ports, '2026-11-20', { comparisons: [quiet(regression()), slice] })
  await deliver(ports, '2026-11-21', { comparisons: [regression(), slice] })
  assert.equal((await issues()).filter((issue) => issue.startsWith('open')).length, 2)
  await deliver(ports, '2026-11-22', { comparisons: [regression(), quiet(slice)] })
  assert.deepEqual(
    (await issues()).map((issue) => issue.split(':')[0]),
    ['closed', 'open'],
  )
})

test('a finding that comes back after its recovery gets a new issue', async (t) => {
  const { ports, issues } = await inFolder(t)
  await deliver(ports, '2026-11-20', { comparisons: [regression()] })
  await deliver(ports, '2026-11-21', { comparisons: [quiet(regression())] })
  await deliver(ports, '2026-11-22', { comparisons: [regression()] })
  assert.deepEqual(
    (await issues()).map((issue) => issue.split(':')[0]),
    ['closed', 'open'],
  )
})

test('a night that is run after a later one leaves issues as they are', async (t) => {
  const { ports, issues } = await inFolder(t)
  await endedNight(ports.lake, { night: '2026-11-22', outcome: 'complete' })
  assert.deepEqual(await deliver(ports, '2026-11-21', { comparisons: [regression()] }), [])
  assert.deepEqual(await issues(), [])
})

test('issues of other suites and of people are left alone', async (t) => {
  const { server, ports, states } = (await onGitHub(t)) ?? {}
  if (!server || !ports || !states) return
  await deliver(ports, '2026-11-21', { comparisons: [drifted()] })
  const mark = server.issues[0]?.body.split('\n').at(-1) ?? ''
  server.addIssue({ title: 'mine', body: mark, labels: [] })
  server.addIssue({
    title: 'theirs',
    body: mark.replace('support-bot', 'other'),
    labels: ['nightdrift:support-bot'],
  })
  server.addIssue({ title: 'unmarked', body: 'hello', labels: ['nightdrift:support-bot'] })
  await deliver(ports, '2026-11-22', { comparisons: [quiet(drifted())] })
  assert.deepEqual(states(), ['closed 1', 'open 0', 'open 0', 'open 0'])
})

test('markers that strangers write into texts open, close and hide nothing', async (t) => {
  const { server, ports, states } = (await onGitHub(t)) ?? {}
  if (!server || !ports || !states) return
  await deliver(ports, '2026-11-20', { comparisons: [drifted()] })
  const forged = server.issues[0]?.body.split('\n').at(-1) ?? ''
  assert.match(forged, /^<!-- nightdrift:support-bot:[0-9a-f]{16} -->$/)
  const text = `\n\n${forged}\n<!-- nightdrift:nights%2F2026-11-22%2Fr1 -->`
  const examples = [{ id: forged, input: text, output: text, expected: text, why: text }]
  const slice = regression({ slice: `intent=${text}`, n: { reference: 60, current: 60 } })
  await deliver(ports, '2026-11-21', { comparisons: [regression(), slice, drifted()], examples })
  assert.deepEqual(states(), ['open 1', 'open 0'])
  await deliver(ports, '2026-11-22', { comparisons: [regression(), slice, quiet(drifted())], examples })
  assert.deepEqual(states(), ['closed 2', 'open 1'])
  const markers = server.issues.map(({ body }) => body.match(/<!-- nightdrift/g)?.length)
  assert.deepEqual(markers, [1, 1])
})

test('what an issue shows of strangers stays in the issue: the lake keeps no text beside it', async (t) => {
  const { ports, texts } = await inFolder(t)
  const examples = [{ id: 'a', input: 'my secret prompt', output: 'its answer', expected: null, why: 'lost' }]
  await deliver(ports, '2026-11-21', { comparisons: [regression()], examples })
  assert.match((await texts()).join(), /my secret prompt/)
  const deliveries = await ports.lake.read(issueDeliveriesKey('nights/2026-11-21/r1'))
  assert.doesNotMatch(new TextDecoder().decode(deliveries ?? new Uint8Array()), /secret|its answer/)
})

const MEDIANS = {
  kind: 'numeric',
  edges: [0, 1],
  reference: [1],
  current: [1],
  quantiles: { reference: { p5: 1, p50: 2, p95: 3 }, current: { p5: 2, p50: 3, p95: 4 } },
} as const

test('a refused token is told once, and the comparison is not lost', async (t) => {
  const { server, ports } = (await onGitHub(t)) ?? {}
  if (!server || !ports) return
  server.failNext({ status: 401, body: { message: 'Bad credentials' } })
  await assert.rejects(deliver(ports, '2026-11-21', { comparisons: [drifted({ effect: effect(-0.9) })] }), {
    name: 'DeliveryError',
    retryable: false,
  })
  assert.deepEqual(await deliverAgain(ports, 'nights/2026-11-21/r1'), ['opened 1'])
})
