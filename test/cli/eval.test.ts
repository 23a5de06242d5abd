import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { evaluate } from '../../cli/eval.ts'

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
function recorder() {
  const documents: { run: string; cases: number }[] = []
  const nothing = () => undefined
  const said: string[] = []
  const progress = (line: string) => said.push(line)
  const document = (value: unknown) => documents.push(value as { run: string; cases: number })
  const terminal = { json: true, live: false, result: nothing, progress, status: nothing, document }
  return { terminal, documents, said }
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

test('a run without answers says why', async (t) => {
  const folder = await project(t)
  await writeFile(join(folder, 'outputs.jsonl'), '{"id":"z","output":"2"}\n')
  const { terminal, said } = recorder()
  const options = { config: join(folder, 'nightdrift.config.ts'), profile: 'full' }
  assert.equal(await evaluate(options, terminal), 3)
  assert.match(said.join('\n'), /^2 of 2 cases have no answer \(missing-output\): Cannot /)
})
