import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { readAllCases, readPlannedCases } from '../../activities/cases-in-lake.ts'
import { planSuite } from '../../activities/plan-suite.ts'
import { readDataset } from '../../activities/read-dataset.ts'
import { ATTEMPT, testPorts } from './ports.ts'

const caseLines = (ids: readonly string[]) =>
  ids.map((id) => `${JSON.stringify({ id, input: `ask ${id}` })}\n`).join('')

/** Ports of a project with the given files. */
async function project(t: TestContext, files: Readonly<Record<string, string>>, config: object = {}) {
  const ports = await testPorts(t, { config })
  const write = async (file: string, content: string) => {
    await mkdir(dirname(join(ports.folder, file)), { recursive: true })
    await writeFile(join(ports.folder, file), content)
  }
  for (const [file, content] of Object.entries(files)) await write(file, content)
  const plan = (profile = 'full', folder = 'runs/a') =>
    planSuite({ folder, configDigest: ports.project.configDigest, profile }, ports, ATTEMPT)
  return { ports, write, plan, idsOf: async () => (await readDataset(ports.project)).map(({ id }) => id) }
}

function refused(message: RegExp) {
  return { name: 'ConfigError', message }
}

test('cases are read from all files that fit, in name order', async (t) => {
  const files = {
    'cases/b.jsonl': caseLines(['b1']),
    'cases/a.jsonl': caseLines(['a2', 'a1']),
    'cases/c.txt': 'x',
  }
  const { idsOf } = await project(t, files)
  assert.deepEqual(await idsOf(), ['a2', 'a1', 'b1'])
})

test('a dataset can be one file, an absolute path, or a glob that folders fit too', async (t) => {
  const { ports, write, idsOf } = await project(
    t,
    { 'cases/deep/a.jsonl': caseLines(['a']) },
    { dataset: 'cases/**' },
  )
  assert.deepEqual(await idsOf(), ['a'])
  await write('all.jsonl', caseLines(['b']))
  for (const dataset of [
    'all.jsonl',
    './all.jsonl',
    join(ports.folder, 'all.jsonl'),
    join(ports.folder, 'al*.jsonl'),
  ]) {
    const config = { ...ports.project.config, dataset }
    assert.deepEqual((await readDataset({ ...ports.project, config })).length, 1, dataset)
  }
})

test('a dataset without a file, an empty one and a broken line are refused by name, not by content', async (t) => {
  const { write, idsOf } = await project(t, {})
  await assert.rejects(
    idsOf(),
    refused(/^Cannot read the dataset "cases\/\*\.jsonl" in .*: no file matches\./),
  )
  await write('cases/a.jsonl', '\n')
  await assert.rejects(idsOf(), refused(/cases\/a\.jsonl: it holds no case/))
  await write('cases/a.jsonl', `${caseLines(['a'])}{"id":"b","input":"my secret prompt"\n`)
  await assert.rejects(idsOf(), (error: Error) => {
    assert.match(error.message, /cases\/a\.jsonl.*line 2/)
    assert.doesNotMatch(error.message, /secret/)
    return error.name === 'ConfigError'
  })
})

test('an id that stands in two files is refused', async (t) => {
  const { idsOf } = await project(t, {
    'cases/a.jsonl': caseLines(['x', 'y']),
    'cases/b.jsonl': caseLines(['y']),
  })
  await assert.rejects(idsOf(), refused(/the id "y" stands in cases\/a\.jsonl and in cases\/b\.jsonl/))
})

test('a plan names the cases by digest and deals them into batches', async (t) => {
  const ids = Array.from({ length: 600 }, (_, i) => `case-${i}`)
  const target = { kind: 'openai', model: 'm' }
  const { plan, ports } = await project(t, { 'cases/a.jsonl': caseLines(ids) }, { target })
  const planned = await plan()
  assert.deepEqual([planned.cases, planned.batches, planned.batchSize], [600, 3, 250])
  assert.equal(planned.datasetKey, `cases/${planned.datasetDigest}.parquet`)
  const batches = await Promise.all([0, 1, 2].map((batch) => readPlannedCases(planned, batch, ports.lake)))
  assert.deepEqual(
    batches.map((batch) => batch.length),
    [250, 250, 100],
  )
  assert.deepEqual(
    batches.flat().map(({ id }) => id),
    ids,
  )
  assert.deepEqual(await readAllCases(planned, ports.lake), batches.flat())
})

test('recorded outputs that rules judge go in larger batches, and a limit ends the reading', async (t) => {
  const ids = Array.from({ length: 9000 }, (_, i) => `case-${i}`)
  const profiles = { first: { limit: 3001 } }
  const { plan, ports } = await project(t, { 'cases/a.jsonl': caseLines(ids) }, { profiles })
  const whole = await plan()
  assert.deepEqual([whole.cases, whole.batches, whole.batchSize], [9000, 9, 1000])
  const last = await readPlannedCases(whole, 8, ports.lake)
  assert.deepEqual([last.length, last[0]?.id, last.at(-1)?.id], [1000, 'case-8000', 'case-8999'])
  const limited = await plan('first', 'runs/b')
  assert.deepEqual([limited.cases, limited.batches], [3001, 4])
  assert.equal((await readAllCases(limited, ports.lake)).at(-1)?.id, 'case-3000')
})

test('a run that was planned keeps its cases when the dataset is edited; the next one has the new ones', async (t) => {
  const { plan, write, ports } = await project(t, { 'cases/a.jsonl': caseLines(['a', 'b']) })
  const first = await plan()
  await write('cases/a.jsonl', caseLines(['a', 'b', 'c']))
  assert.deepEqual(await plan(), first)
  assert.equal((await readAllCases(first, ports.lake)).length, 2)
  const second = await plan('full', 'runs/b')
  assert.equal(second.cases, 3)
  assert.notEqual(second.datasetDigest, first.datasetDigest)
})

test('profiles choose their cases; full and release are there without being named', async (t) => {
  const { plan } = await project(
    t,
    { 'cases/a.jsonl': caseLines(['a', 'b', 'c']) },
    { profiles: { smoke: { limit: 1 }, none: { tags: { smoke: true } } } },
  )
  assert.equal((await plan('release', 'runs/1')).cases, 3)
  assert.equal((await plan('smoke', 'runs/2')).cases, 1)
  await assert.rejects(
    plan('none', 'runs/3'),
    refused(/^Cannot run profile "none": no case of the dataset fits it\./),
  )
  for (const profile of ['nightly', 'constructor', '__proto__'])
    await assert.rejects(plan(profile, 'runs/4'), refused(/Known: smoke, pr, release, full, none\.$/))
})
