import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { parseHTML } from 'linkedom'
import { acceptBaseline } from '../../cli/accept-baseline.ts'
import { evaluate } from '../../cli/eval.ts'
import { view } from '../../cli/view.ts'
import type { PageData } from '../../report/view/page-data.ts'

const CONFIG = `
import { contains, defineConfig, replay } from 'nightdrift'
export default defineConfig({
  name: 'bot',
  dataset: 'cases.jsonl',
  target: replay('outputs.jsonl'),
  scorers: [contains()],
})
`
const CASES = [
  {
    id: 'lost',
    input: [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: '1+1?' },
    ],
    expected: '2',
  },
  { id: 'rated', input: '2+2?', expected: '4', human: { score: 1, rater: 'ana', at: '2026-11-20' } },
  { id: 'silent', input: '3+3?', expected: '6' },
]

/** A terminal that keeps the one document it was given. */
function recorder() {
  const documents: Record<string, unknown>[] = []
  const nothing = () => undefined
  const document = (value: unknown) => documents.push(value as Record<string, unknown>)
  return {
    terminal: { json: true, live: false, result: nothing, progress: nothing, status: nothing, document },
    documents,
  }
}

/** Runs the suite once a list of outputs; gives what each run was called. */
async function runsOf(t: TestContext, ...outputs: Record<string, string>[]) {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-view-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const config = join(folder, 'nightdrift.config.ts')
  const lines = (all: object[]) => all.map((each) => `${JSON.stringify(each)}\n`).join('')
  await writeFile(config, CONFIG)
  await writeFile(join(folder, 'cases.jsonl'), lines(CASES))
  const runs: { run: string; file: string }[] = []
  for (const given of outputs) {
    await writeFile(
      join(folder, 'outputs.jsonl'),
      lines(Object.entries(given).map(([id, output]) => ({ id, output }))),
    )
    const { terminal, documents } = recorder()
    await evaluate({ config, profile: 'full', cache: false }, terminal)
    runs.push(documents[0] as { run: string; file: string })
  }
  return { folder, config, runs }
}

async function dataOf(file: unknown): Promise<PageData> {
  const { document } = parseHTML(await readFile(String(file), 'utf8'))
  return JSON.parse(document.getElementById('data')?.textContent ?? '')
}

test('two runs become a page in the lake, with conversations, human scores and errors', async (t) => {
  const long = `4 ${'x'.repeat(30_000)}`
  const { config, runs } = await runsOf(
    t,
    { lost: '2', rated: '4', silent: '6' },
    { lost: 'three', rated: long },
  )
  const [base, head] = runs
  const { terminal, documents } = recorder()
  const options = { config, base: base!.run, open: true }
  assert.equal(await view(head!.run, options, terminal), 0)
  const { file, ...told } = documents[0] ?? {}
  assert.deepEqual(told, { run: head!.run, base: base!.run, cases: 3, shown: 3 })
  const { cases } = await dataOf(file)
  assert.deepEqual(
    cases.map(({ id }) => id),
    ['lost', 'silent', 'rated'],
  )
  const [lost, silent, rated] = cases
  assert.deepEqual(
    lost?.input.map(({ role }) => role),
    ['system', 'user'],
  )
  assert.deepEqual(lost?.lost, [0])
  assert.equal(silent?.head?.epochs[0]?.error?.kind, 'missing-output')
  assert.equal(rated?.human?.rater, 'ana')
  assert.deepEqual(rated?.head?.epochs[0]?.output, { text: long.slice(0, 20_000), omitted: 10_002 })
  await acceptBaseline(base!.run, { config, name: 'main', why: 'reviewed' }, terminal)
  await view(head!.run, { ...options, base: 'main' }, terminal)
  assert.equal(documents.at(-1)?.file, file)
})

test('a run is named by its file too, and the page written where one wants it', async (t) => {
  const { folder, config, runs } = await runsOf(t, { lost: '2', rated: '4', silent: '6' })
  const html = join(folder, 'pages', 'run.html')
  const { terminal, documents } = recorder()
  const options = { config, html, open: false }
  await assert.rejects(view(runs[0]!.file, options, terminal), /Cannot write the page ".*run\.html": ENOENT/)
  await mkdir(join(folder, 'pages'))
  await view(runs[0]!.file, options, terminal)
  assert.equal(documents[0]?.file, html)
  assert.equal((await dataOf(html)).run, runs[0]!.run)
  await assert.rejects(
    view('no-such-run', options, terminal),
    /^ConfigError: Cannot show "no-such-run": the lake /,
  )
})
