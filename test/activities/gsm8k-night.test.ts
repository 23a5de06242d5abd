import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { acceptBaseline } from '../../activities/accept-baseline.ts'
import { closeSuite } from '../../activities/close-suite.ts'
import { compareNight } from '../../activities/compare-night.ts'
import { readComparedNight } from '../../activities/compared-night.ts'
import { deliverIssues } from '../../activities/deliver-issues.ts'
import { planSuite } from '../../activities/plan-suite.ts'
import type { Ports } from '../../activities/ports.ts'
import { runSuiteBatch } from '../../activities/run-suite-batch.ts'
import { createTarget } from '../../adapters/models/create-target.ts'
import { parseConfig } from '../../suite/config/parse.ts'
import { ATTEMPT, testPorts } from './ports.ts'

const DATA = fileURLToPath(new URL('../../../shared/data/gsm8k', import.meta.url))

/** Real outputs of four models for 1,319 cases, or a word on why there are none here. */
function dataOrSkip(t: TestContext): boolean {
  if (existsSync(DATA)) return true
  if (process.env.NIGHTDRIFT_STRICT === '1') assert.fail(`${DATA} is missing`)
  t.skip('left out: the GSM8K outputs are not beside this clone')
  return false
}

/** The project of `ports` with another model's recorded outputs behind it. */
function withModel(ports: Ports, model: string): Ports {
  const path = `${DATA}/outputs_${model}.jsonl`
  const config = parseConfig(
    {
      name: 'gsm8k',
      dataset: `${DATA}/cases.jsonl`,
      target: { kind: 'replay', path },
      scorers: [{ kind: 'numeric', after: 'A:' }],
    },
    'this test',
  )
  const target = createTarget(config.target, {
    folder: '.',
    env: {},
    readFile: (file) => readFile(file, 'utf8'),
  })
  return { ...ports, project: { ...ports.project, config }, target: () => target }
}

async function runNight(ports: Ports, night: string) {
  const input = { night, folder: `nights/${night}/r1`, configDigest: ports.project.configDigest }
  const plan = await planSuite({ ...input, profile: 'full' }, ports, ATTEMPT)
  for (let index = 0; index < plan.batches; index += 1)
    await runSuiteBatch({ ...input, plan, index }, ports, ATTEMPT)
  const summary = await closeSuite({ ...input, plan }, ports)
  await compareNight({ ...input, suite: true, traffic: false }, ports, ATTEMPT)
  await deliverIssues(input, ports, ATTEMPT)
  return { summary, compared: await readComparedNight(ports.lake, input.folder) }
}

async function openIssues(ports: Ports) {
  const issues = await (await ports.tracker()).list()
  return issues.filter((issue) => issue.state === 'open')
}

test('a worse model opens one regression issue, and the better one closes it again', async (t) => {
  if (!dataOrSkip(t)) return
  const ports = await testPorts(t)
  const better = withModel(ports, '175b_verification')
  const worse = withModel(ports, '175b_finetuning')
  const first = await runNight(better, '2026-11-18')
  assert.equal(first.summary.scorers[0]?.passed, 742)
  await acceptBaseline({ run: '2026-11-18/r1', name: 'main', why: 'published labels', by: 'test' }, better)

  const { compared } = await runNight(worse, '2026-11-19')
  assert.equal(compared.findings.length, 1)
  const comparison = compared.findings[0]?.comparison
  assert.deepEqual(comparison?.distribution, {
    kind: 'paired',
    table: { n11: 382, n10: 360, n01: 76, n00: 501 },
  })
  assert.ok(Math.abs((comparison?.pValue ?? 1) / 2.89139463503e-45 - 1) < 1e-6)
  assert.ok(Math.abs((comparison?.effect?.interval.upper ?? 0) - -0.186209210553) < 1e-10)
  assert.ok(Math.abs((comparison?.effect?.interval.lower ?? 0) - -0.243747755653) < 1e-10)
  assert.equal((await openIssues(ports)).length, 1)

  await runNight(better, '2026-11-20')
  assert.equal((await openIssues(ports)).length, 0)
})

test('a drop of 4.3 points is found though the larger model is the loser, and a model against itself is quiet', async (t) => {
  if (!dataOrSkip(t)) return
  const ports = await testPorts(t)
  const base = withModel(ports, '6b_verification')
  await runNight(base, '2026-11-18')
  await acceptBaseline({ run: '2026-11-18/r1', name: 'main', why: 'test', by: 'test' }, base)
  const same = await runNight(base, '2026-11-19')
  assert.equal(same.compared.findings.length, 0)
  const { compared } = await runNight(withModel(ports, '175b_finetuning'), '2026-11-20')
  assert.deepEqual(
    compared.findings.map(({ direction }) => direction),
    ['down'],
  )
  assert.equal((await openIssues(ports)).length, 1)
})

test('a scorer that changed since the baseline is not compared, and the report says so', async (t) => {
  if (!dataOrSkip(t)) return
  const ports = await testPorts(t)
  const base = withModel(ports, '175b_verification')
  await runNight(base, '2026-11-18')
  await acceptBaseline({ run: '2026-11-18/r1', name: 'main', why: 'test', by: 'test' }, base)
  const worse = withModel(ports, '175b_finetuning')
  const config = {
    ...worse.project.config,
    scorers: [{ ...worse.project.config.scorers[0]!, tolerance: 0.5 }],
  }
  const { compared } = await runNight(
    { ...worse, project: { ...worse.project, config } as Ports['project'] },
    '2026-11-19',
  )
  assert.equal(compared.findings.length, 0)
  assert.match(compared.facts.join(' '), /Quality by numeric was not compared: the scorer is not the same \(/)
})
