import assert from 'node:assert/strict'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { compareNight } from '../../activities/compare-night.ts'
import { readComparedNight } from '../../activities/compared-night.ts'
import { loadNight, nightInput } from '../../bench/drift/night.ts'
import { mixedPrompt } from '../../bench/drift/prompts.ts'
import { seededRandom } from '../../stats/random.ts'
import { openedNight } from './past-nights.ts'
import { ATTEMPT, testPorts } from './ports.ts'

const NIGHT = '2026-11-22'

/** Questions that the cases do not hold, in many wordings; every second one fails. */
function scooterQuestion(random: () => number): string {
  const one = (words: string) => words.split('|')[Math.floor(random() * words.split('|').length)]
  const where = one('in the harbour district|near platform nine|behind the stadium|at the ferry terminal')
  const what = one(
    'will not unlock|shows battery seven|keeps beeping|has a bent handlebar|lost its kickstand',
  )
  return `e-scooter ${one('alpha|bravo|delta|tango')}-${Math.floor(random() * 900)} ${where} ${what}, refund ${one('please|asap|now')} to scooter wallet`
}

async function comparedNight(
  t: TestContext,
  given: {
    readonly config?: object
    readonly more?: (i: number) => object
    /** Whether all records of the night are gone before its verdict. */
    readonly isSampleAlone?: boolean
  },
) {
  const config = { traffic: [{ kind: 'jsonl', glob: 'logs/*' }], ...given.config }
  const ports = await testPorts(t, { config })
  const random = seededRandom('night')
  for (const folder of ['logs', 'cases']) await mkdir(join(ports.folder, folder))
  const cases = Array.from({ length: 60 }, (_, i) => ({ id: `${i}`, input: mixedPrompt(random) }))
  const requests = Array.from({ length: 180 }, (_, i) => ({
    id: `r${i}`,
    timestamp: `${NIGHT}T12:00:00Z`,
    input: i % 3 === 0 ? scooterQuestion(random) : mixedPrompt(random),
    output: 'so be it',
    model: 'm',
    latency_ms: 300 + i,
    scores: { helpful: i % 6 === 0 ? 0 : 1 },
    ...given.more?.(i),
  }))
  const lines = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n')
  await writeFile(join(ports.folder, 'cases/a.jsonl'), lines(cases))
  await writeFile(join(ports.folder, 'logs/a.jsonl'), lines(requests))
  await openedNight(ports.lake, { night: NIGHT })
  await loadNight(nightInput(NIGHT), ports)
  if (given.isSampleAlone) await rm(join(ports.lake.location, 'traffic'), { recursive: true })
  await compareNight({ ...nightInput(NIGHT), suite: false, traffic: true }, ports, ATTEMPT)
  return readComparedNight(ports.lake, nightInput(NIGHT).folder)
}

test('what no case resembles is a finding, with its groups in words, examples and failures, told by the sample alone', async (t) => {
  const { coverage, findings } = await comparedNight(t, { isSampleAlone: true })
  assert.ok(coverage !== null && Math.abs(coverage.covered.share - 2 / 3) < 0.1, `${coverage?.covered.share}`)
  assert.equal(coverage.cases, 60)
  assert.equal(coverage.requests, 180)
  assert.equal(coverage.clustered, null)
  const [group] = coverage.groups
  assert.ok(group?.words.includes('scooter'), group?.words.join(' '))
  assert.match(group?.examples[0]?.input ?? '', /^e-scooter/)
  assert.ok(Math.abs((group?.failing ?? 0) - 0.5) < 0.2, `${group?.failing}`)
  const found = findings.find(({ comparison }) => comparison.check === 'coverage')
  assert.match(found?.title ?? '', /^No offline case resembles 3\d\.\d % of the traffic$/)
  assert.match(found?.where[0] ?? '', /% of the traffic, \d\d\.\d % of it failing: .*scooter/)
  assert.match(found?.examples[0]?.input ?? '', /^e-scooter/)
})

test('without texts the groups are counted, and nothing of the texts is kept', async (t) => {
  const { coverage } = await comparedNight(t, { config: { storeText: false } })
  assert.ok(coverage !== null && coverage.covered.share < 0.8)
  assert.deepEqual(coverage.groups[0]?.words, [])
  assert.equal(coverage.groups[0]?.examples[0]?.input, null)
  assert.doesNotMatch(JSON.stringify(coverage), /scooter/)
})

test('with too few users there is no verdict, and the comparison says why', async (t) => {
  const { coverage, comparisons } = await comparedNight(t, { more: (i) => ({ user_id: `u${i % 20}` }) })
  assert.equal(coverage, null)
  const found = comparisons.find(({ check }) => check === 'coverage')
  assert.equal(found?.rule, 'not judged: 20 values on the smaller side, 50 needed')
  assert.match(found?.notes[1] ?? '', /counts users, of 180 sampled requests/)
})
