import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { compareTraffic } from '../../activities/compare-traffic.ts'
import { dependenceKey, offlineDependenceKey, readDependence } from '../../activities/dependence-in-lake.ts'
import { loadTrafficFile } from '../../activities/load-traffic-file.ts'
import { planTraffic } from '../../activities/plan-traffic.ts'
import { summarisePartition } from '../../activities/summarise-partition.ts'
import { seededRandom } from '../../stats/random.ts'
import { ATTEMPT, testPorts } from './ports.ts'

const NIGHT = { night: '2026-11-22', folder: 'nights/2026-11-22/r1', configDigest: 'c0ffee0000000001' }

interface Served {
  /** Who asked request i; null: nobody known. */
  readonly userOf: (i: number) => string | null
  readonly files?: number
  readonly groupOf?: (i: number) => string | undefined
}

const WHY = 'why does this not work for me here today '
const WARUM = 'warum geht das heute hier bei mir nicht '

/** A night of 600 requests, each asked with the words of its user. */
async function night(t: TestContext, { userOf, files = 1, groupOf = () => undefined }: Served) {
  const ports = await testPorts(t, { config: { traffic: [{ kind: 'jsonl', glob: 'logs/*' }] } })
  const { folder } = ports.project
  for (const each of ['logs', 'cases']) await mkdir(join(folder, each))
  // Of each second one in German.
  const words = (seed: string) =>
    (seededRandom(`${seed} language`)() < 0.5 ? WHY : WARUM).repeat(1 + Math.floor(30 * seededRandom(seed)()))
  const requests = Array.from({ length: 600 }, (_, i) => ({
    id: `${i}`,
    timestamp: '2026-11-22T12:00:00Z',
    input: words(userOf(i) ?? `${i}`),
    output: 'so',
    model: `m${Math.floor(i / 60) % 3}`,
    latency_ms: 100 + i,
    ...(userOf(i) === null ? {} : { user_id: userOf(i) }),
  }))
  for (let file = 0; file < files; file += 1) {
    const own = requests.filter((_, i) => i % files === file)
    // The first request stands in every file.
    const lines = [requests[0]!, ...own].map((line) => JSON.stringify(line))
    await writeFile(join(folder, `logs/${file}.jsonl`), lines.join('\n'))
  }
  const cases = Array.from({ length: 100 }, (_, i) => ({
    id: `${i}`,
    input: words(groupOf(i) ?? `case ${i}`),
    ...(groupOf(i) !== undefined && { group: groupOf(i) }),
  }))
  await writeFile(join(folder, 'cases/a.jsonl'), cases.map((item) => JSON.stringify(item)).join('\n'))
  const planned = await planTraffic(NIGHT, ports)
  for (let index = 0; index < planned.files; index += 1)
    await loadTrafficFile({ ...NIGHT, index }, ports, ATTEMPT)
  await summarisePartition({ ...NIGHT, index: 0, partitions: 1 }, ports)
  const { comparisons } = await compareTraffic(NIGHT, ports)
  return {
    live: await readDependence(ports.lake, dependenceKey(NIGHT.folder)),
    offline: await readDependence(ports.lake, offlineDependenceKey(NIGHT.folder)),
    lengths: comparisons.find(({ check }) => check === 'input_words')!,
  }
}

test('users who always ask alike are worth one request each, and groups of cases one case, in however many files', async (t) => {
  const userOf = (i: number) => `user ${i % 60}`
  const groupOf = (i: number) => `group ${i % 25}`
  const { live, offline, lengths } = await night(t, { userOf, groupOf, files: 3 })
  const { designEffect, units } = live.get('input_words')!
  assert.ok(Math.abs(designEffect - 10) < 0.3, `${designEffect}`)
  assert.ok(Math.abs(units - 60) < 0.1)
  assert.ok(Math.abs(offline.get('input_words')!.designEffect - 4) < 0.2)
  assert.ok(Math.abs(live.get('language')!.designEffect - 10) < 0.3)
  assert.ok(Math.abs(offline.get('language')!.designEffect - 4) < 0.2)
  // What has nothing to do with users is as good as independent.
  assert.ok((live.get('model')?.designEffect ?? 1) < 2)
  assert.deepEqual(lengths.n, { reference: 100, current: 600 })
  assert.match(
    lengths.notes.join(' '),
    /worth as many independent ones as \(design effect\) \d\d in the reference and \d\d on the current side/,
  )
})

test('without users and groups, or with one request of each, all is independent', async (t) => {
  const userOf = (i: number) => (i % 2 === 0 ? null : `user ${i}`)
  const { live, offline, lengths } = await night(t, { userOf })
  assert.deepEqual([live.size, offline.size], [0, 0])
  assert.doesNotMatch(lengths.notes.join(' '), /hang together/)
})
