import assert from 'node:assert/strict'
import { mkdtemp, realpath, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { watchEval } from '../../cli/watch-eval.ts'
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
const CASES = ['a', 'b', 'c'].map((id) => JSON.stringify({ id, input: id, expected: id.toUpperCase() }))
const GOOD = 'export const answer = (q: string) => q.toUpperCase()\n'
const BAD = 'export const answer = (q: string) => (q === "b" ? "no" : q.toUpperCase())\n'

test('a watched suite runs again on every change, tells what changed sides, and waits out what is broken', async (t) => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'nightdrift-watch-')))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const write = (name: string, text: string) => writeFile(join(folder, name), text)
  await write('nightdrift.config.ts', CONFIG)
  await write('bot.ts', GOOD)
  await write('cases.jsonl', CASES.join('\n'))
  const { terminal, results, said } = recorder()
  const stop = new AbortController()
  const until = async (lines: readonly string[], wanted: RegExp) => {
    const deadline = Date.now() + 20_000
    while (!lines.some((line) => wanted.test(line))) {
      assert.ok(Date.now() < deadline, `${wanted} not in ${[...results, ...said].join('\n')}`)
      await sleep(20)
    }
    lines === results ? results.splice(0) : said.splice(0)
  }
  const settled = async () => until(said, /^Watching prompt, config and cases/)
  const options = { config: folder, profile: 'smoke' }
  const watching = watchEval(options, { ...terminal, json: false }, stop.signal)

  await until(results, /3\/3/)
  await settled()
  await write('bot.ts', BAD)
  await until(results, /^\d\d:\d\d:\d\d {2}exact 2\/3; newly failing: b$/)
  await settled()
  // As editors do: another file is put in the place of the old one.
  await write('new.ts', GOOD)
  await rename(join(folder, 'new.ts'), join(folder, 'bot.ts'))
  await until(results, /exact 3\/3; fixed: b$/)
  await settled()
  await write('cases.jsonl', [...CASES, '{"id":"d","input":"d","expected":"D"}'].join('\n'))
  await until(results, /exact 4\/4; 1 new$/)
  await settled()

  await write('bot.ts', 'export const answer = (\n')
  await until(said, /^Cannot load the config .*\nWaiting for a change\.$/s)
  await write('bot.ts', BAD)
  await until(results, /exact 3\/4; newly failing: b$/)
  await settled()
  await write('cases.jsonl', '{"broken\n')
  await until(said, /cases\.jsonl, line 1: it is not valid JSON/)
  await write('cases.jsonl', CASES.join('\n'))
  await until(results, /exact 2\/3; 1 gone$/)
  await settled()

  // Neither what stands beside the suite nor a file that only looks newer is a change.
  await write('notes.md', 'nothing of the suite')
  await utimes(join(folder, 'bot.ts'), new Date(), new Date())
  await sleep(400)
  assert.deepEqual(results, [])
  stop.abort()
  assert.equal(await watching, 0)
  assert.equal(said.at(-1), 'Watching has ended.')
})

test('watching is not mixed with what ends', async () => {
  const { terminal } = recorder()
  const { signal } = new AbortController()
  const options = { profile: 'smoke' }
  await assert.rejects(watchEval(options, terminal, signal), /Cannot use --watch with --json/)
  const plain = { ...terminal, json: false }
  await assert.rejects(
    watchEval({ ...options, resume: 'r' }, plain, signal),
    /Cannot use --watch with --resume/,
  )
})
