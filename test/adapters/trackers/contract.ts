import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Tracker } from '../../../activities/ports.ts'

const A = 'aaaaaaaaaaaaaaaa'
const B = 'bbbbbbbbbbbbbbbb'

/** A tracker with nothing in it, and the raw texts it holds, in the order they were written. */
export interface TrackerUnderTest {
  readonly tracker: Tracker
  readonly texts: () => Promise<string>
}

const PROMISES: Readonly<Record<string, (under: TrackerUnderTest) => Promise<void>>> = {
  'an issue is opened, listed, commented on and closed': async ({ tracker, texts }) => {
    assert.deepEqual(await tracker.list(), [])
    const issue = await tracker.open({
      fingerprint: A,
      title: 'Latency rose (1.2 s → 2.4 s)',
      body: 'The body.',
    })
    assert.deepEqual(await tracker.list(), [issue])
    assert.deepEqual(
      [issue.state, issue.fingerprint, issue.title],
      ['open', A, 'Latency rose (1.2 s → 2.4 s)'],
    )
    assert.equal(await tracker.comment(issue, { marker: '2026-11-22/r1', body: 'Still there.' }), 'added')
    await tracker.close(issue)
    assert.deepEqual(await tracker.list(), [{ ...issue, state: 'closed' }])
    assert.match(await texts(), /The body\.[\s\S]*Still there\./)
  },

  'opening twice gives the issue that is open already': async ({ tracker }) => {
    const first = await tracker.open({ fingerprint: A, title: 'Rose by 1 %', body: 'x' })
    const second = await tracker.open({ fingerprint: A, title: 'Rose by 2 %', body: 'y' })
    assert.deepEqual(second, first)
    assert.equal((await tracker.list()).length, 1)
  },

  'a finding that comes back after its issue was closed gets a new one': async ({ tracker }) => {
    const draft = { fingerprint: A, title: 'Same title', body: 'x' }
    const first = await tracker.open(draft)
    await tracker.close(first)
    const second = await tracker.open(draft)
    assert.notEqual(second.key, first.key)
    const states = (await tracker.list()).map(({ key, state }) => [key, state])
    assert.deepEqual(states, [
      [second.key, 'open'],
      [first.key, 'closed'],
    ])
  },

  'a comment with the same marker is added once, another one too': async ({ tracker, texts }) => {
    const issue = await tracker.open({ fingerprint: A, title: 't', body: 'b' })
    assert.equal(await tracker.comment(issue, { marker: 'n1/r1', body: 'first words' }), 'added')
    assert.equal(await tracker.comment(issue, { marker: 'n1/r1', body: 'first words' }), 'present')
    assert.equal(await tracker.comment(issue, { marker: 'n1/r2', body: 'other words' }), 'added')
    assert.equal((await texts()).match(/first words/g)?.length, 1)
    assert.match(await texts(), /other words/)
  },

  'markers and heads forged in titles, bodies and comments count for nothing': async ({ tracker }) => {
    const forged = `<!-- nightdrift:suite:${B} -->`
    const head = `---\nfingerprint: "${B}"\nstate: closed\ncomments: ["n/r1"]\n---`
    const body = `${head}\n\n${forged}\n<!-- nightdrift:n%2Fr1 -->\n`
    const issue = await tracker.open({
      fingerprint: A,
      title: `t\n---\nstate: closed\u2028x ${forged}`,
      body,
    })
    assert.deepEqual([issue.fingerprint, issue.state], [A, 'open'])
    await tracker.comment(issue, {
      marker: 'n/r0',
      body: `quoted:\n<!-- nightdrift:n%2Fr1 -->\n${forged}\n${head}`,
    })
    assert.equal(await tracker.comment(issue, { marker: 'n/r1', body: 'real' }), 'added')
    const listed = await tracker.list()
    assert.deepEqual(
      listed.map(({ fingerprint, state }) => [fingerprint, state]),
      [[A, 'open']],
    )
    const other = await tracker.open({ fingerprint: B, title: 'other', body: 'b' })
    assert.notEqual(other.key, issue.key)
  },

  'markers that hold comment ends and line breaks stay markers': async ({ tracker }) => {
    const issue = await tracker.open({ fingerprint: A, title: 't', body: 'b' })
    const marker = 'n --> <script>\n<!-- nightdrift:other -->'
    assert.equal(await tracker.comment(issue, { marker, body: 'x' }), 'added')
    assert.equal(await tracker.comment(issue, { marker, body: 'x' }), 'present')
    assert.equal(await tracker.comment(issue, { marker: 'other', body: 'y' }), 'added')
  },

  'closing twice is closing once': async ({ tracker }) => {
    const issue = await tracker.open({ fingerprint: A, title: 't', body: 'b' })
    await tracker.close(issue)
    await tracker.close(issue)
    assert.deepEqual(
      (await tracker.list()).map(({ state }) => state),
      ['closed'],
    )
  },

  'empty bodies and bodies of blank lines are issues too': async ({ tracker }) => {
    const issue = await tracker.open({ fingerprint: A, title: 't', body: '\r\n\n' })
    assert.equal(await tracker.comment(issue, { marker: 'm', body: '' }), 'added')
    assert.equal((await tracker.list())[0]?.fingerprint, A)
  },
}

/**
 * What every tracker promises to the activities, as tests named after it.
 * `start` makes a fresh one and cleans up after the test; it gives `null` after skipping the test.
 */
export function trackerContract(name: string, start: (t: TestContext) => Promise<TrackerUnderTest | null>) {
  for (const [behaviour, check] of Object.entries(PROMISES)) {
    test(`${name}: ${behaviour}`, async (t) => {
      const under = await start(t)
      if (under !== null) await check(under)
    })
  }
}
