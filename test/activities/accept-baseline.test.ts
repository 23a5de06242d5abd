import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { acceptBaseline, newestBaseline } from '../../activities/accept-baseline.ts'
import { publishJson } from '../../activities/json-file.ts'
import { type RunSummary, runSummaryKey } from '../../activities/run-summary.ts'
import { openedNight } from './past-nights.ts'
import { testPorts } from './ports.ts'

const INPUT = { name: 'main', why: 'reviewed by Ana', by: 'ana' }
const SUMMARY: RunSummary = {
  target: 'replay outputs.jsonl',
  cases: 300,
  counts: { scored: 300, errored: 0, unscored: 0, skipped: 0 },
  scorers: [],
  profile: 'full',
  datasetDigest: 'd',
  configDigest: 'c',
  finishedAt: '2026-11-22T23:00:00.000Z',
}

/** A lake with these finished runs; every look at the clock is a second later. */
async function lakeWith(t: TestContext, ...folders: string[]) {
  let second = 0
  const ports = await testPorts(t, { now: () => new Date(Date.UTC(2026, 10, 23, 9, 0, second++)) })
  for (const folder of folders) await publishJson(ports.lake, runSummaryKey(folder), SUMMARY)
  return ports
}

test('a night, one of its revisions, or an eval run becomes the baseline; the newest wins', async (t) => {
  const folders = [
    'nights/2026-11-22/r1',
    'nights/2026-11-22/r2',
    'nights/2026-11-22/r10',
    'runs/2026-11-23T08-full',
  ]
  const ports = await lakeWith(t, ...folders)
  assert.equal(await newestBaseline(ports.lake, 'main'), null)
  const runs = { '2026-11-22': 'r10', '2026-11-22/r2': 'r2' }
  for (const [run, revision] of Object.entries(runs)) {
    const accepted = await acceptBaseline({ ...INPUT, run }, ports)
    assert.equal(accepted.run, `nights/2026-11-22/${revision}`)
    assert.deepEqual(await newestBaseline(ports.lake, 'main'), accepted)
  }
  const accepted = await acceptBaseline({ ...INPUT, run: '2026-11-23T08-full' }, ports)
  assert.deepEqual(accepted, {
    name: 'main',
    run: 'runs/2026-11-23T08-full',
    cases: 300,
    at: '2026-11-23T09:00:02.000Z',
    by: 'ana',
    why: 'reviewed by Ana',
  })
  assert.deepEqual(await newestBaseline(ports.lake, 'main'), accepted)
  assert.equal((await ports.lake.list('baselines/main')).length, 3)
  assert.equal(await newestBaseline(ports.lake, 'other'), null)
})

test('two that are accepted at the same moment are not one: the second is refused', async (t) => {
  const ports = await lakeWith(t, 'runs/a', 'runs/b')
  const now = () => new Date('2026-11-23T09:00:00Z')
  await acceptBaseline({ ...INPUT, run: 'a' }, { ...ports, now })
  await assert.rejects(acceptBaseline({ ...INPUT, run: 'b' }, { ...ports, now }), {
    name: 'ConfigError',
    message: /another baseline "main" was accepted at the same moment/,
  })
  assert.equal((await newestBaseline(ports.lake, 'main'))?.run, 'runs/a')
})

test('what is no finished run is refused with the runs there are', async (t) => {
  const ports = await lakeWith(t, 'runs/a', 'nights/2026-11-22/r1')
  await openedNight(ports.lake, { night: '2026-11-21' })
  for (const run of ['2026-11-21', '2026-11-20', '2026-11-22/r2', 'b', '', 'x/y', '../../etc'])
    await assert.rejects(acceptBaseline({ ...INPUT, run }, ports), {
      name: 'ConfigError',
      message: /^Cannot accept ".*" as baseline: .*Finished runs: 2026-11-22\/r1, a\.$/,
    })
  for (const run of ['..', '.tmp'])
    await assert.rejects(acceptBaseline({ ...INPUT, run }, ports), { name: 'ConfigError' })
})

test('a lake without runs says how to make one', async (t) => {
  const ports = await lakeWith(t)
  await assert.rejects(acceptBaseline({ ...INPUT, run: 'a' }, ports), /No run is finished yet: make one with/)
})

test('a name that could leave its folder, and a reason that says nothing, are refused', async (t) => {
  const ports = await lakeWith(t, 'runs/a')
  for (const name of ['', '../up', 'a/b', 'a b', 'x'.repeat(65)])
    await assert.rejects(acceptBaseline({ ...INPUT, run: 'a', name }, ports), {
      name: 'ConfigError',
      message: /^Cannot name a baseline /,
    })
  await assert.rejects(acceptBaseline({ ...INPUT, run: 'a', why: ' \n' }, ports), {
    name: 'ConfigError',
    message: /^Cannot accept a baseline without a reason/,
  })
  assert.deepEqual(await ports.lake.list('baselines'), [])
})

test('a part of the suite is no baseline for nights, but may be one of another name', async (t) => {
  const ports = await testPorts(t)
  await publishJson(ports.lake, runSummaryKey('runs/smoke-run'), { ...SUMMARY, profile: 'smoke', cases: 5 })
  await assert.rejects(acceptBaseline({ ...INPUT, run: 'smoke-run' }, ports), /profile "smoke" \(5 cases\)/)
  assert.equal(await newestBaseline(ports.lake, 'main'), null)
  assert.equal((await acceptBaseline({ ...INPUT, run: 'smoke-run', name: 'smoke' }, ports)).cases, 5)
})
