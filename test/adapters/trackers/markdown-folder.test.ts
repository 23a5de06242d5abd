import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { createLocalFolder } from '../../../adapters/stores/folder.ts'
import { formatIssueFile, parseIssueFile } from '../../../adapters/trackers/front-matter.ts'
import { createMarkdownTracker } from '../../../adapters/trackers/markdown-folder.ts'
import { trackerContract } from './contract.ts'

const draft = { fingerprint: 'abcdef0123456789', title: 'Pass rate of numeric fell', body: 'Body.' }

async function start(t: TestContext) {
  const parent = await mkdtemp(join(tmpdir(), 'nightdrift-issues-'))
  t.after(() => rm(parent, { recursive: true, force: true }))
  const folder = join(parent, 'issues')
  let minute = 0
  const now = () => new Date(Date.UTC(2026, 10, 22, 3, minute++))
  const files = async () => (await readdir(folder).catch(() => [])).sort()
  const texts = async () =>
    (await Promise.all((await files()).map((name) => readFile(join(folder, name), 'utf8')))).join('\n')
  return { parent, folder, files, texts, tracker: createMarkdownTracker(createLocalFolder(folder), { now }) }
}

trackerContract('Markdown folder', start)

test('an issue is a file that can be read by name, with a head, a body and its comments', async (t) => {
  const { tracker, folder } = await start(t)
  const issue = await tracker.open(draft)
  await tracker.comment(issue, { marker: '2026-11-22/r1', body: 'Still, night 2.' })
  assert.equal(issue.url, join(folder, 'pass-rate-of-numeric-fell-abcdef0123456789.md'))
  assert.equal(
    await readFile(issue.url, 'utf8'),
    `---
title: "Pass rate of numeric fell"
state: "open"
fingerprint: "abcdef0123456789"
opened: "2026-11-22T03:00:00.000Z"
closed: null
comments: ["2026-11-22/r1"]
---

Body.

## Comment of 2026-11-22T03:01:00.000Z

Still, night 2.
`,
  )
})

test('hostile titles stay in the folder and in the head', async (t) => {
  const { tracker, parent, files } = await start(t)
  const titles = [
    '../../etc/passwd',
    '/etc/passwd',
    'C:\\x',
    '.',
    '',
    '\0',
    '---',
    'a\n---\nstate: closed',
    '\u2028',
  ]
  for (const [index, title] of [
    ...titles,
    'x'.repeat(500),
    '漢'.repeat(300),
    '\u{20000}'.repeat(300),
  ].entries()) {
    const issue = await tracker.open({ ...draft, title, fingerprint: String(index).padStart(16, '0') })
    assert.equal(issue.state, 'open')
  }
  assert.equal((await tracker.list()).length, titles.length + 3)
  assert.equal((await files()).length, titles.length + 3)
  assert.deepEqual(await readdir(parent), ['issues'])
})

test('a head written from any text is read back as it was', () => {
  const text = fc.string({ unit: 'binary' }).map((value) => value.toWellFormed())
  fc.assert(
    fc.property(text, fc.array(text), text, (title, comments, body) => {
      const head = { title, state: 'open' as const, fingerprint: 'f', opened: 'o', closed: null, comments }
      const parsed = parseIssueFile(formatIssueFile({ head, text: `${body}|` }))
      assert.deepEqual(parsed?.head, head)
      assert.equal(parsed?.text, `${body}|\n`)
    }),
    { seed: 7 },
  )
})

test('a person may close an issue by hand, and keep other files beside', async (t) => {
  const { tracker, folder } = await start(t)
  const issue = await tracker.open(draft)
  const edited = (await readFile(issue.url, 'utf8')).replace('"open"', 'closed').replaceAll('\n', '\r\n')
  await writeFile(issue.url, edited)
  await writeFile(join(folder, 'README.md'), '# Ours\n')
  await writeFile(join(folder, 'notes.txt'), '---\ntitle: "no"\n---\n')
  assert.deepEqual(await tracker.list(), [{ ...issue, state: 'closed' }])
})

test('comments made at the same time are all kept', async (t) => {
  const { tracker } = await start(t)
  const issue = await tracker.open(draft)
  const outcomes = await Promise.all(
    ['a', 'b', 'c', 'a'].map((marker) => tracker.comment(issue, { marker, body: marker })),
  )
  assert.deepEqual(outcomes, ['added', 'added', 'added', 'present'])
  assert.equal((await readFile(issue.url, 'utf8')).match(/^## Comment/gm)?.length, 3)
})

test('an issue key cannot name a file elsewhere', async (t) => {
  const { tracker, parent } = await start(t)
  const issue = await tracker.open(draft)
  await writeFile(join(parent, 'outside.md'), '---\ntitle: "x"\nstate: "open"\n---\n')
  await assert.rejects(tracker.close({ ...issue, key: '../outside.md' }), /it is no issue's file/)
})

test('a folder that cannot be written to is named, with what to check', async (t) => {
  const { parent } = await start(t)
  await writeFile(join(parent, 'file'), '')
  const tracker = createMarkdownTracker(createLocalFolder(join(parent, 'file', 'issues')))
  await assert.rejects(tracker.open(draft), {
    name: 'DeliveryError',
    retryable: false,
    message: /^Cannot open an issue in the folder `.*issues`: the system answered ENOTDIR; check/,
  })
})
