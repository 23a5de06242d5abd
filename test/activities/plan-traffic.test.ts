import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { readJson } from '../../activities/json-file.ts'
import { planTraffic, type TrafficPlan, trafficPlanKey } from '../../activities/plan-traffic.ts'
import { testPorts } from './ports.ts'

const INPUT = { folder: 'nights/2026-11-22/r1', configDigest: 'c0ffee0000000001' }

test('log files are listed once, in name order, and a planned night keeps its list', async (t) => {
  const globs = ['logs/**', 'logs/*.jsonl']
  const ports = await testPorts(t, { config: { traffic: globs.map((glob) => ({ kind: 'jsonl', glob })) } })
  await mkdir(join(ports.folder, 'logs/2026'), { recursive: true })
  for (const file of ['logs/b.jsonl', 'logs/a.jsonl', 'logs/2026/c.jsonl.gz'])
    await writeFile(join(ports.folder, file), '')
  assert.deepEqual(await planTraffic(INPUT, ports), { files: 3 })
  const plan = await readJson<TrafficPlan>(ports.lake, trafficPlanKey(INPUT.folder))
  assert.deepEqual(
    plan?.files.map(({ name }) => name),
    ['logs/2026/c.jsonl.gz', 'logs/a.jsonl', 'logs/b.jsonl'],
  )
  await writeFile(join(ports.folder, 'logs/late.jsonl'), '')
  assert.deepEqual(await planTraffic(INPUT, ports), { files: 3 })
})

test('absolute globs find files outside of the project', async (t) => {
  const other = await testPorts(t)
  await writeFile(join(other.folder, 'a.jsonl'), '')
  const glob = join(other.folder, '*.jsonl')
  const ports = await testPorts(t, { config: { traffic: [{ kind: 'jsonl', glob }] } })
  await planTraffic(INPUT, ports)
  const plan = await readJson<TrafficPlan>(ports.lake, trafficPlanKey(INPUT.folder))
  assert.equal(plan?.files[0]?.name, join(other.folder, 'a.jsonl'))
})

test('without any log file the night may try again: nothing is written', async (t) => {
  const ports = await testPorts(t, { config: { traffic: [{ kind: 'jsonl', glob: 'logs/*.jsonl.gz' }] } })
  await assert.rejects(planTraffic(INPUT, ports), {
    name: 'Error',
    message: `Cannot load the traffic: no file matches "logs/*.jsonl.gz" in ${ports.folder}. Check \`traffic\` in the config and that the logs were delivered.`,
  })
  await mkdir(join(ports.folder, 'logs'))
  await writeFile(join(ports.folder, 'logs/a.jsonl.gz'), '')
  assert.deepEqual(await planTraffic(INPUT, ports), { files: 1 })
})
