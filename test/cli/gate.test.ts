import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { evaluate } from '../../cli/eval.ts'
import { type GateOptions, gate } from '../../cli/gate.ts'
import type { ReleasePage } from '../../report/release-page.ts'
import { recorder } from './recorder.ts'

const config = (gates: string) => `
import { defineConfig, exact, replay } from 'nightdrift'
export default defineConfig({
  name: 'bot',
  dataset: 'cases.jsonl',
  target: replay('outputs.jsonl'),
  scorers: [exact()],
  profiles: { release: { limit: 10 } },
  gates: ${gates},
})`

/** Twenty cases, of which the last two were rated by a person; c0 is answered wrongly. */
async function project(t: TestContext, gates: string) {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-gate-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const lines = (make: (i: number) => object) =>
    Array.from({ length: 20 }, (_, i) => JSON.stringify(make(i))).join('\n')
  const human = (i: number) => (i < 18 ? {} : { human: { score: i - 18, rater: 'ana', at: '2099-01-01' } })
  const outputs = (last: string) =>
    lines((i) => ({ id: `c${i}`, output: i === 0 ? 'no' : i === 19 ? last : `a${i}` }))
  await writeFile(join(folder, 'nightdrift.config.ts'), config(gates))
  await writeFile(
    join(folder, 'cases.jsonl'),
    lines((i) => ({
      id: `c${i}`,
      input: `q${i}`,
      expected: `a${i}`,
      tags: { intent: i < 2 ? 'refund' : 'other' },
      ...human(i),
    })),
  )
  const answer = (last: string) => writeFile(join(folder, 'outputs.jsonl'), outputs(last))
  await answer('a19')
  const gateOnce = async (more: Partial<GateOptions> = {}) => {
    const { terminal, documents, results, said } = recorder<ReleasePage>()
    const code = await gate({ config: folder, profile: 'release', ...more }, terminal)
    return { code, page: documents[0]!, results, said }
  }
  return { folder, answer, gateOnce }
}

test('a release is held against its thresholds, with every rated case, in one line, Markdown and JUnit', async (t) => {
  const { folder, gateOnce } = await project(
    t,
    "{ exact: { passRate: 0.9, slices: { 'intent=refund': 0.9 } } }",
  )
  const [junit, markdown] = [join(folder, 'gate.xml'), join(folder, 'gate.md')]
  const { code, page, results, said } = await gateOnce({ tag: 'v1.2.3', junit, markdown })
  assert.equal(code, 1)
  // Ten by the limit, and the two that Ana rated.
  assert.deepEqual([page.cases, page.answered], [12, 12])
  assert.deepEqual(
    page.thresholds.map(({ passed, n, verdict }) => [passed, n, verdict]),
    [
      [11, 12, 'met'],
      [1, 2, 'missed'],
    ],
  )
  assert.equal(
    results.at(-1),
    'Release v1.2.3 FAILED: exact where intent=refund passes 1 of 2 cases (50 %), less than 90 %. 12 cases',
  )
  assert.match(said.join('\n'), /12 answers, which cost nothing/)
  const xml = await readFile(junit, 'utf8')
  assert.match(xml, /<testsuites name="nightdrift bot" tests="2" failures="1" errors="0"/)
  assert.match(xml, /<failure message="1 of 2 passed \(50\.0 %\), wanted 90\.0 %" type="missed"\/>/)
  assert.match(await readFile(markdown, 'utf8'), /\| `exact` \| `intent=refund` \| 50\.0 %/)
  assert.equal((await readdir(join(folder, 'lake', 'bot', 'gates'))).length, 1)
})

test('people stand beside the scorer, and a rating of another output is stale', async (t) => {
  const { folder, answer, gateOnce } = await project(t, '{ exact: 0.5 }')
  const first = await gateOnce()
  assert.equal(first.code, 0)
  assert.deepEqual(first.page.human[0]?.table, { n11: 1, n10: 0, n01: 1, n00: 0 })
  assert.deepEqual([first.page.human[0]?.unknown, first.page.human[0]?.stale], [2, 0])
  await evaluate({ config: folder, profile: 'full' }, recorder().terminal)
  await answer('another')
  const second = await gateOnce()
  // The newest run before the rating was given knows what Ana saw.
  assert.deepEqual([second.page.human[0]?.unknown, second.page.human[0]?.stale], [0, 1])
  assert.match(second.results.join('\n'), /1 ratings are stale: the output has changed since/)
})

test('a file that cannot be written takes no verdict away', async (t) => {
  const { folder, gateOnce } = await project(t, '{ exact: 0.5 }')
  const { terminal, documents } = recorder<ReleasePage>()
  const options = { config: folder, profile: 'release', junit: join(folder, 'nowhere', 'gate.xml') }
  await assert.rejects(gate(options, terminal), {
    name: 'ConfigError',
    message: /Cannot write the page ".*gate\.xml": ENOENT/,
  })
  assert.equal(documents[0]?.gate, 'passed')
  assert.equal((await gateOnce()).code, 0)
})

test('a gate without a threshold is no gate; one rate may stand for all', async (t) => {
  const { gateOnce } = await project(t, '{}')
  await assert.rejects(
    gateOnce(),
    /Cannot gate a release without a threshold: set .* `gates: \{ exact: 0\.9 \}`/,
  )
  assert.equal((await gateOnce({ minPassRate: '0.9' })).code, 0)
  assert.equal((await gateOnce({ minPassRate: '0.95' })).code, 1)
})

test('where it may cost something, somebody is asked, or has said yes', async (t) => {
  const { folder, gateOnce } = await project(t, '{ exact: 0.5 }')
  const asks = config('{ exact: 0.5 }')
    .replace("replay('outputs.jsonl')", "fn(() => 'a1')")
    .replace('replay }', 'fn }')
  await writeFile(join(folder, 'nightdrift.config.ts'), asks)
  await assert.rejects(gateOnce(), { name: 'ConfigError', message: /nobody is at the terminal\. Say --yes/ })
  const { code, said } = await gateOnce({ yes: true })
  assert.equal(code, 1)
  assert.match(said.join('\n'), /12 answers; what they cost is not known/)
})
