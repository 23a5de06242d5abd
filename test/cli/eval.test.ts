import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { evaluate } from '../../cli/eval.ts'
import type { Terminal } from '../../cli/terminal.ts'

const CONFIG = `
import { contains, defineConfig, replay } from 'nightdrift'
export default defineConfig({
  name: 'bot',
  dataset: 'cases.jsonl',
  target: replay('outputs.jsonl'),
  scorers: [contains()],
})
`

async function project(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-eval-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'nightdrift.config.ts'), CONFIG)
  await writeFile(
    join(folder, 'cases.jsonl'),
    '{"id":"a","input":"1+1?","expected":"2"}\n{"id":"b","input":"2+2?","expected":"4"}\n',
  )
  await writeFile(join(folder, 'outputs.jsonl'), '{"id":"a","output":"2"}\n{"id":"b","output":"5"}\n')
  return folder
}

/** A terminal that keeps the documents it was given. */
function recorder(): { readonly terminal: Terminal; readonly documents: { run: string; cases: number }[] } {
  const documents: { run: string; cases: number }[] = []
  const nothing = () => undefined
  const document = (value: unknown) => documents.push(value as { run: string; cases: number })
  const terminal = { json: true, live: false, result: nothing, progress: nothing, status: nothing, document }
  return { terminal, documents }
}

test('runs that begin in the same second stay apart', async (t) => {
  const folder = await project(t)
  const { terminal, documents } = recorder()
  const options = { config: join(folder, 'nightdrift.config.ts'), profile: 'full' }
  await Promise.all([evaluate(options, terminal), evaluate(options, terminal)])
  assert.equal(new Set(documents.map((each) => each.run)).size, 2)
  await writeFile(join(folder, 'cases.jsonl'), '{"id":"a","input":"1+1?","expected":"2"}\n{"broken\n')
  await assert.rejects(evaluate(options, terminal), /cases\.jsonl, line 2: it is not valid JSON/)
})

test('a profile that the config has not is named, whatever signs it holds', async (t) => {
  const folder = await project(t)
  const options = { config: join(folder, 'nightdrift.config.ts'), profile: '../../quick' }
  await assert.rejects(
    evaluate(options, recorder().terminal),
    /Cannot run profile "\.\.\/\.\.\/quick": the config has none/,
  )
})
