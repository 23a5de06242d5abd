import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { assembleReport } from '../../activities/assemble-report.ts'
import { closeSuite } from '../../activities/close-suite.ts'
import { closeTraffic } from '../../activities/close-traffic.ts'
import { compareNight } from '../../activities/compare-night.ts'
import { readComparedNight } from '../../activities/compared-night.ts'
import { publishJson } from '../../activities/json-file.ts'
import { loadTrafficFile } from '../../activities/load-traffic-file.ts'
import { openNight } from '../../activities/open-night.ts'
import { planSuite } from '../../activities/plan-suite.ts'
import { planTraffic } from '../../activities/plan-traffic.ts'
import type { Ports } from '../../activities/ports.ts'
import { passTableOf } from '../../activities/results-in-lake.ts'
import { runSuiteBatch } from '../../activities/run-suite-batch.ts'
import { publishNightSample } from '../../activities/samples-in-lake.ts'
import { scoreTraffic } from '../../activities/score-traffic.ts'
import { withScratch } from '../../activities/scratch.ts'
import { summarisePartition } from '../../activities/summarise-partition.ts'
import { readTrafficScores, scoringFolder } from '../../activities/traffic-scores.ts'
import type { Case } from '../../suite/case.ts'
import { type Target, TargetError } from '../../suite/target.ts'
import { answerOf } from '../suite/scorers/answers.ts'
import { ATTEMPT, testPorts, underConfig } from './ports.ts'

const NIGHT = '2026-11-22'
const of = (night = NIGHT, revision = 1) => ({
  night,
  folder: `nights/${night}/r${revision}`,
  configDigest: 'c0ffee0000000001',
})

type Request = Readonly<Record<string, unknown>>

/** Requests about bikes and boats; those of boats get a rude answer. */
function requests(night: string, count: number, more: (i: number) => Request = () => ({})): string {
  const request = (_: unknown, i: number) => ({
    id: `${night} ${i}`,
    timestamp: `${night}T12:00:00Z`,
    input: `question ${i}`,
    output: i % 2 === 0 ? `Rude answer ${i}.` : `Kind answer ${i}.`,
    model: 'm',
    latency_ms: 100,
    tags: { thing: i % 2 === 0 ? 'boat' : 'bike' },
    ...more(i),
  })
  return Array.from({ length: count }, (_, i) => JSON.stringify(request(_, i))).join('\n')
}

/** A judge that takes rude answers for bad ones; `down` lets it fail from so many questions on. */
function judgeOf(down = Number.POSITIVE_INFINITY) {
  const state = { asked: 0, down }
  const target: Target = {
    name: 'judge',
    async ask({ input }: Case) {
      state.asked += 1
      if (state.asked > state.down) throw new TargetError('unauthorised', 'The key is refused.')
      const verdict = /^Rude/m.test(String(input)) ? 'fail' : 'pass'
      return { ...answerOf(JSON.stringify({ reasons: 'r', verdict })), costUsd: 0.01 }
    },
  }
  return { state, target }
}

const SCORERS = [
  { kind: 'contains' },
  { kind: 'refusal' },
  {
    kind: 'rubric',
    name: 'tone',
    criteria: 'Kind.',
    showExpected: false,
    judge: { kind: 'openai', model: 'j', concurrency: 4 },
  },
]

interface World {
  readonly logs?: Readonly<Record<string, string>>
  readonly scoring?: object
  readonly judge?: ReturnType<typeof judgeOf>
  readonly answer?: string
}

async function world(
  t: TestContext,
  { logs = { [NIGHT]: requests(NIGHT, 300) }, scoring = {}, judge = judgeOf(), answer = 'Kind.' }: World = {},
): Promise<Ports> {
  const ports = await testPorts(t, {
    config: {
      traffic: [{ kind: 'jsonl', glob: 'logs/*' }],
      scorers: SCORERS,
      prices: { j: { input: 1, output: 1 } },
      trafficScoring: { sample: 100, ...scoring },
    },
    judges: async () => new Map([['tone', { criteria: 'Kind.', showExpected: false, target: judge.target }]]),
    target: async () => ({ name: 'bot', ask: async () => answerOf(answer) }),
  })
  const { folder } = ports.project
  await mkdir(join(folder, 'logs'))
  await mkdir(join(folder, 'cases'))
  for (const [night, log] of Object.entries(logs)) await writeFile(join(folder, `logs/${night}.jsonl`), log)
  const cases = Array.from({ length: 60 }, (_, i) => ({
    id: `${i}`,
    input: `question ${i}`,
    expected: 'kind',
    tags: { thing: i % 2 === 0 ? 'boat' : 'bike' },
  }))
  await writeFile(join(folder, 'cases/a.jsonl'), cases.map((item) => JSON.stringify(item)).join('\n'))
  return ports
}

/** Loads what the plan names and draws the night's sample, without summarising it. */
async function draw(ports: Ports, input = of()): Promise<void> {
  const { files } = await planTraffic(input, ports)
  for (let index = 0; index < files; index += 1) await loadTrafficFile({ ...input, index }, ports, ATTEMPT)
  await withScratch(ports.lake, (scratch) => publishNightSample(input, ports, scratch))
}

async function load(ports: Ports, input = of()): Promise<void> {
  const { files } = await planTraffic(input, ports)
  for (let index = 0; index < files; index += 1) await loadTrafficFile({ ...input, index }, ports, ATTEMPT)
  await closeTraffic(input, ports)
  await summarisePartition({ ...input, index: 0, partitions: 1 }, ports)
}

async function scoresOf(ports: Ports, input = of()) {
  const scores = await readTrafficScores(ports.lake, input.folder)
  assert.ok(scores)
  return { ...scores, rows: await passTableOf(ports.lake, scoringFolder(input.folder)) }
}

test('a seeded sample is scored by what needs no expected answer, once, and the same one each time', async (t) => {
  const judge = judgeOf()
  const ports = await world(t, {
    judge,
    logs: { [NIGHT]: requests(NIGHT, 300, (i) => (i % 7 ? {} : { error: 'timeout' })) },
  })
  await draw(ports)
  assert.deepEqual(await scoreTraffic(of(), ports, ATTEMPT), { scored: 100, skipped: 0 })
  const { rows, scorers, cost, failures } = await scoresOf(ports)
  assert.deepEqual(
    scorers.map(({ name, n }) => [name, n]),
    [
      ['refusal', 100],
      ['tone', 100],
    ],
  )
  const rude = rows.filter(({ tags }) => tags.thing === 'boat').length
  assert.equal(scorers[1]?.passed, 100 - rude)
  assert.ok(rude > 30 && rude < 70, `${rude}`)
  assert.ok(
    rows.every(({ caseId }) => Number(caseId.split(' ')[2]) % 7 !== 0),
    'errors have no answer',
  )
  assert.deepEqual(cost.usd?.toFixed(2), '1.00')
  assert.deepEqual(
    failures.counts
      .filter(({ failed }) => failed > 0)
      .map(({ failure, slice, requests: n }) => [failure, slice?.value, n]),
    [
      ['scores.tone', undefined, 100],
      ['scores.tone', 'm', 100],
      ['scores.tone', 'boat', rude],
    ],
  )
  assert.deepEqual(await scoreTraffic(of(), ports, ATTEMPT), { scored: 100, skipped: 0 })
  assert.equal(judge.state.asked, 100, 'what is done is not done again')
  await draw(ports, of(NIGHT, 2))
  await scoreTraffic(of(NIGHT, 2), ports, ATTEMPT)
  assert.deepEqual((await scoresOf(ports, of(NIGHT, 2))).rows, rows)
  assert.equal(judge.state.asked, 200)
  await publishJson(ports.lake, `${of(NIGHT, 3).folder}/opened.json`, { continues: of().folder })
  await draw(ports, of(NIGHT, 3))
  await scoreTraffic(of(NIGHT, 3), ports, ATTEMPT)
  assert.equal(
    judge.state.asked,
    200,
    'a revision that continues another one takes over what that one judged',
  )
})

test('a spent budget stops it cleanly: fewer requests, which are told, and no score of the others', async (t) => {
  const ports = await world(t, { scoring: { budgetUsd: 0.3 } })
  await draw(ports)
  const { scored, skipped } = await scoreTraffic(of(), ports, ATTEMPT)
  assert.ok(scored >= 30 && scored <= 40, `${scored}`)
  assert.equal(scored + skipped, 100)
  const { rows, scorers } = await scoresOf(ports)
  assert.deepEqual(
    scorers.map(({ n }) => n),
    [scored, scored],
  )
  assert.equal(rows.filter(({ status }) => status === 'skipped').length, skipped)
  const night = await openNight({ night: NIGHT, force: false }, ports)
  assert.equal(night.scoresTraffic, true)
  const report = await assembleReport(
    { night: { ...night, ...of() }, stages: [], cancelled: false, configDigest: night.configDigest },
    ports,
  )
  assert.deepEqual(report.scoring?.counts, { scored, unscored: 0, skipped })
})

test('a judge that nobody can reach fails the attempt; the next one asks only what was not judged', async (t) => {
  const judge = judgeOf(40)
  const ports = await world(t, { judge })
  await draw(ports)
  await assert.rejects(scoreTraffic(of(), ports, ATTEMPT), {
    name: 'TargetError',
    message: /^The judge: The key is refused\. \(5 cases in a row/,
  })
  assert.equal(await readTrafficScores(ports.lake, of().folder), null)
  judge.state.down = Number.POSITIVE_INFINITY
  const before = judge.state.asked
  assert.deepEqual(await scoreTraffic(of(), ports, ATTEMPT), { scored: 100, skipped: 0 })
  assert.ok(judge.state.asked - before <= 65, `${judge.state.asked - before} asked again`)
})

test('a score that was logged stays, and the scorer of its name is not asked', async (t) => {
  const judge = judgeOf()
  const logs = { [NIGHT]: requests(NIGHT, 300, (i) => (i === 3 ? { scores: { tone: 0.9 } } : {})) }
  const ports = await world(t, { judge, logs })
  await draw(ports)
  await scoreTraffic(of(), ports, ATTEMPT)
  const { logged, scorers } = await scoresOf(ports)
  assert.deepEqual([logged, scorers.map(({ name }) => name), judge.state.asked], [['tone'], ['refusal'], 0])
})

test('scores are compared with those of the cases and of recent nights, and slices and examples tell where they fail', async (t) => {
  const before = '2026-11-21'
  const kind = (i: number) => ({ output: `Kind answer ${i}.` })
  const logs = { [before]: requests(before, 220, kind), [NIGHT]: requests(NIGHT, 220) }
  const ports = await world(t, { logs, scoring: { sample: 200 } })
  for (const input of [of(before), of()]) {
    await openNight({ night: input.night, force: false }, ports)
    if (input.night === NIGHT) await runSuite(ports)
    await load(ports, input)
    await scoreTraffic(input, ports, ATTEMPT)
  }
  await compareNight({ ...of(), suite: true, traffic: true }, ports, ATTEMPT)
  const { comparisons, findings, facts } = await readComparedNight(ports.lake, of().folder)
  const tone = comparisons.filter(({ check }) => check === 'scores.tone')
  assert.deepEqual(
    tone.map(({ family, n, verdict }) => [family, n.reference, n.current, verdict]),
    [
      ['live-against-offline', 60, 200, 'drifted'],
      // One night more is too few to tell how nights differ.
      ['live-against-recent', 200, 200, 'insufficient-data'],
    ],
  )
  const finding = findings.find(({ comparison }) => comparison.check === 'scores.tone')
  assert.equal(finding?.title, 'Score tone is lower than in the offline cases (mean 1 → 0.51)')
  assert.ok(
    finding?.examples.length === 5 && finding.examples.every(({ output }) => output?.startsWith('Rude')),
  )
  assert.match(
    facts.join('\n'),
    /of \d+ requests with thing=boat, \d+ \(100.%\) do not pass tone, 0.% elsewhere/,
  )
})

async function runSuite(ports: Ports): Promise<void> {
  const plan = await planSuite({ ...of(), profile: 'full' }, ports, ATTEMPT)
  for (let index = 0; index < plan.batches; index += 1)
    await runSuiteBatch({ ...of(), plan, index }, ports, ATTEMPT)
  await closeSuite({ ...of(), plan }, ports)
}

test('what redaction took something out of is no JSON scored', async (t) => {
  const more = (i: number) => ({ output: i % 4 === 0 ? '{"call": 415-555-0132}' : '{"call": null}' })
  const ports = await world(t, { logs: { [NIGHT]: requests(NIGHT, 120, more) } })
  const { config } = ports.project
  const scorers = [{ kind: 'validJson' as const, allowFence: false }]
  const json = underConfig(ports, { config: { ...config, scorers } })
  await draw(json)
  await scoreTraffic(of(), json, ATTEMPT)
  const { scorers: told, unscored } = await scoresOf(json)
  assert.equal(told[0]?.passRate, 1)
  assert.equal((told[0]?.n ?? 0) + (unscored[0]?.count ?? 0), 100)
  assert.match(unscored[0]?.reason ?? '', /was taken out of the output/)
})
