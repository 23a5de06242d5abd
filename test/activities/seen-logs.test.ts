import assert from 'node:assert/strict'
import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { closeTraffic } from '../../activities/close-traffic.ts'
import { readJson } from '../../activities/json-file.ts'
import { loadTrafficFile } from '../../activities/load-traffic-file.ts'
import { planTraffic, type TrafficPlan, trafficPlanKey } from '../../activities/plan-traffic.ts'
import type { LogFile, LogSource, Ports } from '../../activities/ports.ts'
import { noteSeenLog, seenLogs, versionId } from '../../activities/seen-logs.ts'
import { readTrafficSummary } from '../../activities/traffic-summary.ts'
import { ATTEMPT, testPorts } from './ports.ts'

const line = (id: string, day: string) =>
  JSON.stringify({ id, timestamp: `${day}T12:00:00Z`, input: 'Hi', output: 'Ho', model: 'm', latency_ms: 1 })

/** A project whose logs are an hour old, and the names of the files that were read. */
async function project(t: TestContext, logs: Readonly<Record<string, readonly string[]>>) {
  const made = await testPorts(t, { config: { traffic: [{ kind: 'jsonl', glob: 'logs/*' }] } })
  await mkdir(join(made.folder, 'logs'))
  const write = async (name: string, lines: readonly string[], at = new Date(Date.now() - 3_600_000)) => {
    const path = join(made.folder, 'logs', name)
    await writeFile(path, lines.join('\n'))
    await utimes(path, at, at)
  }
  for (const [name, lines] of Object.entries(logs)) await write(name, lines)
  const read: string[] = []
  return { ports: { ...made, logs: noting(made.logs, read) }, write, read }
}

function noting(logs: LogSource, read: string[]): LogSource {
  return {
    list: (pattern) => logs.list(pattern),
    stage: (name, into) => {
      read.push(name)
      return logs.stage(name, into)
    },
  }
}

async function load(ports: Ports, night: string, revision = 1) {
  const input = { night, folder: `nights/${night}/r${revision}`, configDigest: ports.project.configDigest }
  const { files } = await planTraffic(input, ports)
  for (let index = 0; index < files; index += 1) await loadTrafficFile({ ...input, index }, ports, ATTEMPT)
  return input
}

async function planned({ lake }: Ports, folder: string) {
  const plan = await readJson<TrafficPlan>(lake, trafficPlanKey(folder))
  return { names: plan?.files.map(({ name }) => name), leftOut: plan?.leftOut }
}

test('a version of a file that an earlier night read is not read again, and is left out where it has nothing to tell', async (t) => {
  const { ports, read, write } = await project(t, {
    '21.jsonl': [line('a', '2026-11-21')],
    'late.jsonl': [line('b', '2026-11-21'), line('c', '2026-11-22')],
  })
  await load(ports, '2026-11-21')
  assert.deepEqual(read.splice(0), ['logs/21.jsonl', 'logs/late.jsonl'])
  await write('22.jsonl', [line('d', '2026-11-22')])
  const second = await load(ports, '2026-11-22')
  assert.deepEqual(read.splice(0), ['logs/22.jsonl'])
  assert.deepEqual(await planned(ports, second.folder), {
    names: ['logs/22.jsonl', 'logs/late.jsonl'],
    leftOut: 1,
  })
  await closeTraffic(second, ports)
  assert.equal((await readTrafficSummary(ports.lake, second.folder))?.records, 2)
  await load(ports, '2026-11-22', 2)
  assert.deepEqual(read, [])
})

test('a night that finds only old logs says how many it looked at', async (t) => {
  const { ports } = await project(t, { '21.jsonl': [line('a', '2026-11-21')] })
  await load(ports, '2026-11-21')
  const input = await load(ports, '2026-11-22')
  await assert.rejects(
    closeTraffic(input, ports),
    /1 log file was looked at, and none holds a record of that day/,
  )
})

test('a file with another time of change is looked at again; the digest of its content decides', async (t) => {
  const { ports, read, write } = await project(t, { 'a.jsonl': [line('a', '2026-11-21')] })
  await load(ports, '2026-11-21')
  const keys = await ports.lake.list('traffic/date=2026-11-21')
  await write('a.jsonl', [line('a', '2026-11-21')], new Date(Date.now() - 60_000))
  await load(ports, '2026-11-21', 2)
  assert.deepEqual(read, ['logs/a.jsonl', 'logs/a.jsonl'])
  assert.deepEqual(await ports.lake.list('traffic/date=2026-11-21'), keys)
})

test('a file that was written a moment ago has no version yet, so it is read again', async (t) => {
  const { ports, read, write } = await project(t, {})
  await write('a.jsonl', [line('a', '2026-11-21')], new Date(Date.now() + 60_000))
  assert.equal((await ports.logs.list('logs/*'))[0]?.version, null)
  await load(ports, '2026-11-21')
  await load(ports, '2026-11-21', 2)
  assert.equal(read.length, 2)
  assert.equal((await seenLogs(ports.lake)).size, 0)
})

test('a file that changes between list and load is loaded as it is then, and named', async (t) => {
  const { ports, write } = await project(t, { 'a.jsonl': [line('a', '2026-11-21')], 'b.jsonl': [] })
  const input = { folder: 'nights/2026-11-21/r1', night: '2026-11-21', configDigest: 'c0ffee0000000001' }
  await planTraffic(input, ports)
  await write('a.jsonl', [line('a', '2026-11-21'), line('b', '2026-11-21')])
  await load(ports, input.night)
  await closeTraffic(input, ports)
  const summary = await readTrafficSummary(ports.lake, input.folder)
  assert.deepEqual([summary?.records, summary?.changed], [2, ['logs/a.jsonl']])
})

test('a version is another one with another name, size, time or treatment', async (t) => {
  const { lake } = await testPorts(t)
  const file: LogFile = { name: 'a', bytes: 1, version: '5' }
  const others: LogFile[] = [
    { ...file, name: 'b' },
    { ...file, bytes: 2 },
    { ...file, version: '6' },
  ]
  const ids = [
    versionId(file, '1 UTC'),
    versionId(file, '2 UTC'),
    ...others.map((each) => versionId(each, '1 UTC')),
  ]
  assert.equal(new Set(ids).size, 5)
  assert.equal(versionId({ ...file, version: null }, '1 UTC'), null)
  const note = { file, treatment: '1 UTC', digest: 'd1', loadedIn: '2026-11-21' }
  await noteSeenLog(lake, note)
  assert.deepEqual([...(await seenLogs(lake))], [[ids[0], { digest: 'd1', loadedIn: '2026-11-21' }]])
  await noteSeenLog(lake, { ...note, digest: 'd2' })
  assert.equal((await seenLogs(lake)).size, 0, 'one version with two contents is in doubt')
})
