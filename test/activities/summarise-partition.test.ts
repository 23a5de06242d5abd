import assert from 'node:assert/strict'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { tableFromArrays, tableToIPC } from 'apache-arrow'
import { compareTraffic } from '../../activities/compare-traffic.ts'
import { loadTrafficFile } from '../../activities/load-traffic-file.ts'
import { planTraffic } from '../../activities/plan-traffic.ts'
import type { Ports } from '../../activities/ports.ts'
import { readNightSummaries, recentSummaries } from '../../activities/summaries-in-lake.ts'
import { summarisePartition } from '../../activities/summarise-partition.ts'
import { writeSummaries } from '../../queries/summaries/summary-file.ts'
import { seededRandom } from '../../stats/random.ts'
import { openedNight } from './past-nights.ts'
import { ATTEMPT, testPorts } from './ports.ts'

const NIGHT = '2026-11-22'
const of = (revision: number, night = NIGHT) => ({
  night,
  folder: `nights/${night}/r${revision}`,
  configDigest: 'c0ffee0000000001',
})

/** Questions of many lengths, answered in times that hardly ever repeat. */
function requests(night: string, count: number, more: (i: number) => object = () => ({})): string {
  const random = seededRandom(night)
  const request = (_: unknown, i: number) => ({
    id: `${night} ${i}`,
    timestamp: `${night}T12:00:00Z`,
    input: 'why '.repeat(1 + Math.floor(30 * random())),
    output: 'so',
    model: 'm',
    latency_ms: 200 * Math.exp(2 * random()),
    ...more(i),
  })
  return Array.from({ length: count }, request)
    .map((line) => JSON.stringify(line))
    .join('\n')
}

async function project(t: TestContext, nights: readonly string[]): Promise<Ports> {
  const ports = await testPorts(t, { config: { traffic: [{ kind: 'jsonl', glob: 'logs/*' }] } })
  const { folder } = ports.project
  await mkdir(join(folder, 'logs'))
  await mkdir(join(folder, 'cases'))
  for (const night of nights) await writeFile(join(folder, `logs/${night}.jsonl`), requests(night, 400))
  const cases = Array.from({ length: 60 }, (_, i) => ({ id: `${i}`, input: 'why '.repeat(1 + (i % 20)) }))
  await writeFile(join(folder, 'cases/a.jsonl'), cases.map((item) => JSON.stringify(item)).join('\n'))
  return ports
}

async function load(ports: Ports, input: ReturnType<typeof of>): Promise<void> {
  const { files } = await planTraffic(input, ports)
  for (let index = 0; index < files; index += 1) await loadTrafficFile({ ...input, index }, ports, ATTEMPT)
}

/** The night's summaries as bytes, put together of so many partitions. */
async function summarisedIn(ports: Ports, revision: number, partitions: readonly number[]): Promise<Buffer> {
  const input = of(revision)
  await planTraffic(input, ports)
  for (const index of partitions)
    await summarisePartition({ ...input, index, partitions: partitions.length }, ports)
  const { fixed, anchored } = await readNightSummaries(ports.lake, input.folder)
  const path = join(ports.project.folder, `${revision}.arrow`)
  await writeSummaries(path, [...fixed.values(), ...anchored.values()], {})
  return readFile(path)
}

test('one partition or many, in any order, give the same bytes', async (t) => {
  const ports = await project(t, [NIGHT])
  await load(ports, of(1))
  const whole = await summarisedIn(ports, 1, [0])
  assert.ok(whole.equals(await summarisedIn(ports, 2, [2, 0, 1])))
  assert.ok(whole.equals(await summarisedIn(ports, 3, [0, 5, 3, 1, 2, 4, 6])))
})

test('what cases have too is kept over their anchors, and all over the grid that nights share', async (t) => {
  const ports = await project(t, [NIGHT])
  await load(ports, of(1))
  await summarisedIn(ports, 1, [0])
  const { fixed, anchored } = await readNightSummaries(ports.lake, of(1).folder)
  const grids = (of: typeof fixed) =>
    [...of.values()].flatMap((summary) => (summary.type === 'numeric' ? [summary.grid] : []))
  assert.ok(grids(fixed).every((grid) => grid === 'fixed 256 an octave'))
  assert.ok(grids(fixed).length >= 7)
  assert.ok(grids(anchored).length >= 2)
  assert.ok(grids(anchored).every((grid) => /^anchors [0-9a-f]{16}$/.test(grid)))
})

test('against the cases lengths are exact; against recent nights a note bounds what is open', async (t) => {
  const nights = ['2026-11-20', '2026-11-21', NIGHT]
  const ports = await project(t, nights)
  for (const night of nights) {
    await openedNight(ports.lake, { night })
    await load(ports, of(1, night))
    await summarisePartition({ ...of(1, night), index: 0, partitions: 1 }, ports)
  }
  const { comparisons, recentNights } = await compareTraffic(of(1), ports)
  const check = (name: string) => comparisons.find((comparison) => comparison.check === name)
  assert.deepEqual(recentNights, nights.slice(0, 2))
  assert.equal(check('input_characters')?.family, 'live-against-offline')
  assert.doesNotMatch(
    check('input_characters')?.notes.join(' ') ?? '',
    /(Kolmogorov–Smirnov distance|Cliff’s δ) [-0-9.]+ to/,
  )
  const latency = check('latency_ms')
  assert.equal(latency?.n.reference, 800)
  assert.match(
    latency?.notes.join(' ') ?? '',
    /known within bounds: Kolmogorov–Smirnov distance 0\.\d+ to 0\.\d+/,
  )
})

test('a feature that no request has is no check, nor is its missing', async (t) => {
  const nights = ['2026-11-21', NIGHT]
  const ports = await project(t, nights)
  for (const night of nights) {
    await openedNight(ports.lake, { night })
    await load(ports, of(1, night))
    await summarisePartition({ ...of(1, night), index: 0, partitions: 1 }, ports)
  }
  const { comparisons } = await compareTraffic(of(1), ports)
  const checks = comparisons.map(({ check }) => check)
  assert.ok(checks.includes('latency_ms'))
  assert.deepEqual(
    checks.filter((check) => /^(cost_usd|finish_reason)/.test(check)),
    [],
  )
})

test('a recent night of another layout is left out and told, not an error', async (t) => {
  const ports = await project(t, [NIGHT])
  const folder = await openedNight(ports.lake, { night: '2026-11-21' })
  const old = tableFromArrays({ feature: ['latency_ms'] })
  old.schema.metadata.set('nightdrift.summary.version', '1')
  await ports.lake.publish(`${folder}/summaries/part-1-of-1.arrow`, tableToIPC(old, 'file'))
  assert.deepEqual((await recentSummaries(ports.lake, NIGHT)).otherLayout, ['2026-11-21'])
  await load(ports, of(1))
  await summarisedIn(ports, 1, [0])
  const { facts } = await compareTraffic(of(1), ports)
  assert.match(facts.join(' '), /another version of nightdrift summarised them: 2026-11-21/)
})

test('traffic is summarised also when the cases cannot be read', async (t) => {
  const ports = await project(t, [NIGHT])
  await rm(join(ports.project.folder, 'cases'), { recursive: true })
  await load(ports, of(1))
  await summarisedIn(ports, 1, [0])
  const { comparisons, facts } = await compareTraffic(of(1), ports)
  assert.deepEqual(comparisons, [])
  assert.match(facts.join(' '), /The offline cases could not be read/)
})

test('a night whose log keeps requests unequally is compared by what there was, also with nights that kept all', async (t) => {
  const nights = ['2026-11-21', NIGHT]
  const ports = await project(t, nights)
  // Of the last night all slow requests were kept, of the others one in ten.
  const slow = (i: number) => i % 4 === 0
  const kept = (i: number) => ({
    model: slow(i) ? 'slow' : 'fast',
    ...(slow(i) ? {} : { inclusion_probability: 0.1 }),
  })
  const sampled = requests(NIGHT, 400, kept).split('\n')
  const whole = requests(nights[0]!, 400, (i) => ({ model: i % 31 === 0 ? 'slow' : 'fast' }))
  await writeFile(join(ports.project.folder, `logs/${NIGHT}.jsonl`), sampled.join('\n'))
  await writeFile(join(ports.project.folder, `logs/${nights[0]}.jsonl`), whole)
  for (const night of nights) {
    await openedNight(ports.lake, { night })
    await load(ports, of(1, night))
    for (const index of [0, 1]) await summarisePartition({ ...of(1, night), index, partitions: 2 }, ports)
  }
  const { comparisons } = await compareTraffic(of(1), ports)
  const model = comparisons.find(({ check }) => check === 'model')!
  // 100 slow ones of weight 1 and 300 fast ones of weight 10: 3.2 % slow; 3100² / 30100 rows.
  const shares = model.distribution?.kind === 'categorical' ? model.distribution.categories : []
  const current = Object.fromEntries(shares.map((share) => [share.name, share.current]))
  assert.ok(Math.abs(current.slow! - 100 / 3100) < 1e-9)
  assert.deepEqual(model.n, { reference: 400, current: 400 })
  assert.match(model.notes.join(' '), /\(Kish\) 319 on the current side/)
  assert.ok(model.effect!.value < 0.01, `${model.effect!.value}`)
  assert.match(model.notes[0]!, /^1 earlier night with enough values, 7 needed/)
  const latency = comparisons.find(({ check }) => check === 'latency_ms')!
  assert.match(latency.notes.join(' '), /\(Kish\) 319 on the current side/)
  assert.ok(Math.abs(latency.effect!.corrected) < 0.1, `${latency.effect!.corrected}`)
})
