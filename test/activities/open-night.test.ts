import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { test } from 'node:test'
import { publishJson, readJson } from '../../activities/json-file.ts'
import { laterNight, type NightOpening, nightState } from '../../activities/night-manifest.ts'
import { openNight } from '../../activities/open-night.ts'
import { endedNight, openedNight } from './past-nights.ts'
import { testPorts, underConfig } from './ports.ts'

const NIGHT = '2026-11-22'
const input = { night: NIGHT, force: false }

test('the first start of a night opens revision 1 and leaves a mark', async (t) => {
  const ports = await testPorts(t)
  assert.deepEqual(await openNight(input, ports), {
    night: NIGHT,
    revision: 1,
    folder: `nights/${NIGHT}/r1`,
    configDigest: 'c0ffee0000000001',
    hasTraffic: false,
    openedAt: '2026-11-23T03:10:00.000Z',
    alreadyComplete: false,
    fault: null,
  })
  const state = await nightState(ports.lake, NIGHT)
  assert.deepEqual(state?.opening, {
    openedAt: '2026-11-23T03:10:00.000Z',
    configDigest: 'c0ffee0000000001',
    continues: null,
  })
})

test('a revision that never ended is taken up again under the same config, with its own beginning', async (t) => {
  let minute = 0
  const ports = await testPorts(t, { now: () => new Date(Date.UTC(2026, 10, 23, 3, minute++)) })
  const first = await openNight(input, ports)
  assert.deepEqual(await openNight(input, ports), first)
  assert.deepEqual(await openNight({ ...input, force: true }, ports), first)
  assert.deepEqual(await ports.lake.list(`nights/${NIGHT}`), [`nights/${NIGHT}/r1/opened.json`])
})

test('a revision that never ended under another config is left behind', async (t) => {
  const ports = await testPorts(t)
  await openedNight(ports.lake, { night: NIGHT, configDigest: 'another000000000' })
  const opened = await openNight(input, ports)
  assert.deepEqual([opened.revision, opened.alreadyComplete], [2, false])
  assert.equal((await nightState(ports.lake, NIGHT))?.revision, 2)
})

test('a complete night is done, and done once more only by force', async (t) => {
  const ports = await testPorts(t)
  await endedNight(ports.lake, { night: NIGHT, outcome: 'complete' })
  const done = await openNight(input, ports)
  assert.deepEqual([done.revision, done.alreadyComplete], [1, true])
  const otherConfig = underConfig(ports, { configDigest: 'another000000000' })
  assert.equal((await openNight(input, otherConfig)).alreadyComplete, true)
  assert.deepEqual(await ports.lake.list(`nights/${NIGHT}/r2`), [])
  const forced = await openNight({ ...input, force: true }, ports)
  assert.deepEqual([forced.revision, forced.alreadyComplete], [2, false])
  assert.deepEqual(await openNight({ ...input, force: true }, ports), forced)
})

test('a night that ended otherwise gets the next revision', async (t) => {
  for (const outcome of ['degraded', 'failed', 'cancelled'] as const) {
    const ports = await testPorts(t)
    await endedNight(ports.lake, { night: NIGHT, outcome, revision: 9 })
    assert.equal((await openNight(input, ports)).revision, 10)
    const state = await nightState(ports.lake, NIGHT)
    assert.deepEqual([state?.revision, state?.manifest], [10, null])
  }
})

test('a config that cannot be used any more is told by the night', async (t) => {
  const ports = underConfig(await testPorts(t, { config: { traffic: [{ kind: 'jsonl', glob: 'x' }] } }), {
    fault: 'Cannot use the config: …',
  })
  const opened = await openNight(input, ports)
  assert.deepEqual([opened.fault, opened.hasTraffic], ['Cannot use the config: …', true])
})

test('a night that was never opened has no state', async (t) => {
  const { lake } = await testPorts(t)
  assert.equal(await nightState(lake, NIGHT), null)
  await lake.publish(`nights/${NIGHT}/r1/plan/suite.json`, '{}')
  assert.deepEqual(await nightState(lake, NIGHT), {
    night: NIGHT,
    revision: 1,
    opening: null,
    manifest: null,
  })
})

test('a later night counts when it was compared, and within four weeks', async (t) => {
  const { lake } = await testPorts(t)
  await openedNight(lake, { night: '2026-11-23' })
  await endedNight(lake, { night: '2026-11-26', outcome: 'failed' })
  await endedNight(lake, { night: '2026-11-27', outcome: 'cancelled' })
  await endedNight(lake, { night: '2026-12-21', outcome: 'complete' })
  assert.equal(await laterNight(lake, NIGHT), null)
  await endedNight(lake, { night: '2026-11-25', outcome: 'degraded' })
  await endedNight(lake, { night: '2026-11-24', outcome: 'complete' })
  assert.equal(await laterNight(lake, NIGHT), '2026-11-24')
  assert.equal(await laterNight(lake, '2026-11-25'), '2026-12-21')
  assert.equal(await laterNight(lake, '2026-12-21'), null)
})

test('the next revision continues one that did not end whole under the same config, unless it is forced', async (t) => {
  const ports = await testPorts(t)
  const opening = async (folder: string) =>
    (await readJson<NightOpening>(ports.lake, `${folder}/opened.json`))?.continues
  const end = (folder: string, outcome: string) =>
    publishJson(ports.lake, `${folder}/manifest.json`, { outcome, configDigest: ports.project.configDigest })
  const first = await openNight({ night: NIGHT, force: false }, ports)
  assert.equal(await opening(first.folder), null)
  await end(first.folder, 'degraded')
  const second = await openNight({ night: NIGHT, force: false }, ports)
  assert.equal(await opening(second.folder), first.folder)
  await end(second.folder, 'failed')
  const forced = await openNight({ night: NIGHT, force: true }, ports)
  assert.equal(await opening(forced.folder), null)
  await end(forced.folder, 'degraded')
  const other = underConfig(ports, { configDigest: 'another' })
  const elsewhere = await openNight({ night: NIGHT, force: false }, other)
  assert.equal(await opening(elsewhere.folder), null)
})

test('what a killed process left unfinished is removed before a night', async (t) => {
  const ports = await testPorts(t)
  const own = await ports.lake.temporaryFolder()
  const ofKilled = join(dirname(own), basename(own).replace(/-[\da-f]{8}-([^-]*)$/, '-00000000-$1'))
  await mkdir(ofKilled)
  await openNight(input, ports)
  assert.deepEqual([own, ofKilled].map(existsSync), [true, false])
})
