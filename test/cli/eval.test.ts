import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { evaluate } from '../../cli/eval.ts'
import { recorder } from './recorder.ts'

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

test('runs that begin in the same second stay apart', async (t) => {
  const folder = await project(t)
  const { terminal, documents } = recorder<{ run: string; cases: number }>()
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

test('a run tells its slices, its worst cases and what was not scored, and goes on where it ended early', async (t) => {
  const folder = await project(t)
  const cases = Array.from({ length: 250 }, (_, i) => ({
    id: `c${i}`,
    input: `${i}?`,
    ...(i === 7 ? {} : { expected: `${i}` }),
    tags: { half: i < 125 ? 'first' : 'second' },
  }))
  const lines = (all: object[]) => all.map((each) => `${JSON.stringify(each)}\n`).join('')
  await writeFile(join(folder, 'cases.jsonl'), lines(cases))
  const outputs = cases.map(({ id }, i) => ({ id, output: i % 50 === 0 ? 'no' : `${i}` }))
  await writeFile(join(folder, 'outputs.jsonl'), lines(outputs))
  const { terminal, documents } = recorder<{ run: string; cases: number }>()
  const config = join(folder, 'nightdrift.config.ts')
  await evaluate({ config, profile: 'full' }, terminal)
  const [document] = documents as unknown as {
    run: string
    slices: { name: string; scorers: { passed: number; n: number }[] }[]
    worst: { caseId: string }[]
    unscored: object[]
  }[]
  assert.deepEqual(
    document?.slices.map(({ name, scorers: [only] }) => [name, only?.passed, only?.n]),
    [
      ['half=first', 121, 124],
      ['half=second', 123, 125],
    ],
  )
  assert.deepEqual(document?.worst.map(({ caseId }) => caseId).sort(), ['c0', 'c100', 'c150', 'c200', 'c50'])
  assert.deepEqual(document?.unscored, [{ scorer: 'contains', reason: 'no expected answer', count: 1 }])
  const again = { config, profile: 'full', resume: document!.run }
  assert.equal(await evaluate(again, terminal), 0)
  assert.equal(documents[1]?.run, document?.run)
  await assert.rejects(evaluate({ ...again, resume: 'nobody' }, terminal), /the lake has none of this name/)
  await assert.rejects(evaluate({ ...again, resume: '../x' }, terminal), /the lake has none of this name/)
})
