import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { access, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { acceptBaseline } from '../../cli/accept-baseline.ts'
import { type DiffOptions, diff } from '../../cli/diff.ts'
import type { DiffPage } from '../../report/diff-markdown.ts'
import { recorder } from './recorder.ts'

const CONFIG = `
import { defineConfig, exact, fn } from 'nightdrift'
import { answer } from './bot.ts'
export default defineConfig({
  name: 'bot',
  dataset: 'cases.jsonl',
  target: fn(({ input }) => answer(String(input))),
  scorers: [exact()],
})`
const GOOD = 'export const answer = (question: string) => "yes ".concat(question)\n'
const SAME = 'export function answer(question: string) {\n  return ["yes", question].join(" ")\n}\n'
const WORSE =
  'export const answer = (question: string) => (question.endsWith("7") ? "no" : "yes ".concat(question))\n'

/** A repository with a suite of 50 cases on its branch main; the working tree is what a pull request made of it. */
async function pullRequest(t: TestContext, change: string) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'nightdrift-diff-')))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const git = (...words: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b.example', ...words], {
      encoding: 'utf8',
    })
  const write = (name: string, text: string) => writeFile(join(folder, name), text)
  await write('nightdrift.config.ts', CONFIG)
  await write('bot.ts', GOOD)
  const cases = Array.from({ length: 50 }, (_, i) => ({ id: `c${i}`, input: `q${i}`, expected: `yes q${i}` }))
  await write('cases.jsonl', cases.map((one) => JSON.stringify(one)).join('\n'))
  git('init', '--quiet', '--initial-branch', 'main')
  git('add', '.')
  git('commit', '--quiet', '-m', 'base')
  await write('bot.ts', change)
  const gate = async (more: Partial<DiffOptions> = {}) => {
    const { terminal, documents, results, said } = recorder<DiffPage>()
    const options = { config: folder, base: 'main', profile: 'pr', threshold: '0.02', ...more }
    const code = await diff(options, terminal)
    return { code, page: documents[0]!, results, said: said.join('\n') }
  }
  return { folder, git, write, gate }
}

test('a pull request that makes answers worse is stopped, one that only tidies up passes', async (t) => {
  const { folder, write, gate } = await pullRequest(t, WORSE)
  const markdown = join(folder, 'gate.md')
  const worse = await gate({ confirm: '5', markdown })
  assert.equal(worse.code, 1)
  assert.equal(worse.page.reason, 'exact fell by 5 of 50 cases (10.0 points), more than 2 points.')
  assert.deepEqual(worse.page.scorers[0]?.lost, ['c17', 'c27', 'c37', 'c47', 'c7'])
  assert.equal(worse.page.scorers[0]?.confirmation?.confirmed, true)
  assert.match(worse.said, /No run of main \([\da-f]{12}\) is stored: it is made now/)
  assert.match(worse.said, /5 cases that changed sides are asked 5 times more, on both sides/)
  assert.match(await readFile(markdown, 'utf8'), /### ❌ Failed: exact fell by 5 of 50 cases/)
  await write('bot.ts', SAME)
  const tidied = await gate()
  assert.equal(tidied.code, 0)
  assert.equal(tidied.page.scorers[0]?.difference, 0)
  // The base was measured before, and its answers are not those of the working tree.
  assert.doesNotMatch(tidied.said, /it is made now/)
  assert.equal(tidied.page.base.stored, true)
  assert.equal(tidied.page.base.run, worse.page.base.run)
  assert.deepEqual(tidied.page.base.commit?.dirty, false)
  assert.match(tidied.results[0]!, /^base {2}main at [\da-f]{12}, profile pr, 50 cases: .* \(stored\)$/)
})

test('a base that moved is measured anew, a named baseline is taken as it is', async (t) => {
  const { folder, git, gate } = await pullRequest(t, GOOD)
  const first = await gate()
  git('commit', '--quiet', '--allow-empty', '-m', 'later')
  const second = await gate()
  assert.notEqual(second.page.base.run, first.page.base.run)
  await acceptBaseline(
    first.page.base.run,
    { config: folder, name: 'pr', why: 'reviewed' },
    recorder().terminal,
  )
  const named = await gate({ base: 'pr' })
  assert.deepEqual([named.page.base.label, named.page.base.run], ['baseline pr', first.page.base.run])
  git('branch', 'pr')
  const both = await gate({ base: 'pr' })
  assert.match(both.said, /"pr" is an accepted baseline and a Git ref: the baseline is taken/)
  assert.equal((await gate({ base: 'refs/heads/pr' })).page.base.run, second.page.base.run)
})

test('a run that cannot be made again lets the rule stand, and says so', async (t) => {
  const { gate, write } = await pullRequest(t, WORSE)
  const measured = await gate()
  await write('bot.ts', GOOD)
  const better = await gate()
  const stopped = await gate({ base: better.page.head.file, head: measured.page.head.file, confirm: '3' })
  assert.equal(stopped.code, 1)
  assert.match(
    stopped.page.notes.join(' '),
    /Not asked anew, so the rule stands as it is: the run .* is of a working tree with changes/,
  )
})

test('a file that is no run, or came without its results, is refused in words', async (t) => {
  const { folder, gate } = await pullRequest(t, GOOD)
  const { page } = await gate()
  const brought = join(folder, 'brought', 'results')
  await mkdir(brought, { recursive: true })
  const base = join(brought, 'run.json')
  const contents: readonly [string, RegExp][] = [
    ['{broken', /Cannot read the run .*run\.json: it is not JSON, or cut off/],
    ['[]', /Cannot use .*run\.json: it is no run's file/],
    [await readFile(page.base.file, 'utf8'), /its results are not beside it\. Bring its whole folder/],
  ]
  for (const [text, message] of contents) {
    await writeFile(base, text)
    await assert.rejects(gate({ base, head: page.head.file }), { name: 'ConfigError', message })
  }
})

test('another scorer gives no verdict and ends with 3', async (t) => {
  const { gate, write } = await pullRequest(t, GOOD)
  await write(
    'nightdrift.config.ts',
    CONFIG.replace('exact()', 'exact({ caseSensitive: true })').replace(
      'exact({ caseSensitive: true })',
      'exact({ name: "strict" })',
    ),
  )
  const renamed = await gate()
  assert.equal(renamed.code, 3)
  assert.match(renamed.page.reason, /exact is not-comparable: the head has no scorer exact/)
})

test('what is no run and no ref is refused before anything is asked', async (t) => {
  const { gate, folder } = await pullRequest(t, GOOD)
  await assert.rejects(
    gate({ base: 'nowhere' }),
    /Cannot compare with "nowhere": it is no run’s|Cannot compare with "nowhere": it is no run's file or id/,
  )
  await assert.rejects(gate({ threshold: '2%' }), /Cannot use --threshold "2%"/)
  await assert.rejects(gate({ confirm: '0' }), /Cannot use --confirm "0"/)
  await assert.rejects(access(join(folder, 'lake')))
  await assert.rejects(gate({ base: 'main', head: 'none' }), /Cannot compare "none"/)
})
