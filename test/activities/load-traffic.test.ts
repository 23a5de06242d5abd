import assert from 'node:assert/strict'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { closeTraffic } from '../../activities/close-traffic.ts'
import { loadTrafficFile } from '../../activities/load-traffic-file.ts'
import { planTraffic } from '../../activities/plan-traffic.ts'
import type { Ports } from '../../activities/ports.ts'
import { nightSampleKey } from '../../activities/samples-in-lake.ts'
import { withScratch } from '../../activities/scratch.ts'
import { readNightSummaries } from '../../activities/summaries-in-lake.ts'
import { summariseDataset } from '../../activities/summarise-dataset.ts'
import { summarisePartition } from '../../activities/summarise-partition.ts'
import { readTrafficSummary } from '../../activities/traffic-summary.ts'
import { summarySize } from '../../drift/summary.ts'
import { feature } from '../../suite/config/feature-spec.ts'
import { TargetError } from '../../suite/target.ts'
import { ATTEMPT, testPorts, underConfig } from './ports.ts'

const NIGHT = '2026-11-22'
const input = (revision: number, night = NIGHT) => ({
  night,
  folder: `nights/${night}/r${revision}`,
  configDigest: 'c0ffee0000000001',
})

const request = (id: string, day: string) =>
  JSON.stringify({
    id,
    timestamp: `${day}T12:00:00Z`,
    input: `Question ${id}?`,
    output: 'Yes.',
    model: 'm',
    latency_ms: 10,
  })

async function projectWithLogs(
  t: TestContext,
  logs: Readonly<Record<string, readonly string[]>>,
): Promise<Ports> {
  const ports = await testPorts(t, { config: { traffic: [{ kind: 'jsonl', glob: 'logs/*' }] } })
  await mkdir(join(ports.project.folder, 'logs'))
  for (const [name, lines] of Object.entries(logs))
    await writeFile(join(ports.project.folder, 'logs', name), lines.join('\n'))
  return ports
}

async function loadAll(ports: Ports, of: ReturnType<typeof input>): Promise<number> {
  const { files } = await planTraffic(of, ports)
  for (let index = 0; index < files; index += 1) await loadTrafficFile({ ...of, index }, ports, ATTEMPT)
  const { partitions } = await closeTraffic(of, ports)
  for (let index = 0; index < partitions; index += 1)
    await summarisePartition({ ...of, index, partitions }, ports)
  return partitions
}

test('requests that stand in two files are counted once, and every line adds up', async (t) => {
  const day = [request('a', NIGHT), request('b', NIGHT), request('b', NIGHT), 'not json']
  const ports = await projectWithLogs(t, {
    'one.jsonl': day,
    'two.jsonl': [request('a', NIGHT), request('c', NIGHT)],
  })
  await loadAll(ports, input(1))
  const summary = await readTrafficSummary(ports.lake, input(1).folder)
  const lists = { unreadable: [], changed: [], featureFailures: {}, embedderFaults: [] }
  const mostOften = { reason: 'the line is not valid JSON', count: 1 }
  const ownLines = { all: 6, quarantined: 1 }
  const counts = { records: 3, files: 2, quarantined: 1, ownLines, mostOften, duplicates: 2, leftOut: 0 }
  assert.deepEqual(summary, { ...counts, ...lists })
  const latency = (await readNightSummaries(ports.lake, input(1).folder)).fixed.get('latency_ms')
  assert.equal(latency && summarySize(latency), 3)
})

test('a record belongs to the night of its own day, whatever file it came in', async (t) => {
  const ports = await projectWithLogs(t, { 'late.jsonl': [request('a', NIGHT), request('b', '2026-11-21')] })
  await loadAll(ports, input(1))
  await loadAll(ports, input(1, '2026-11-21'))
  for (const night of [NIGHT, '2026-11-21']) {
    const summary = await readTrafficSummary(ports.lake, input(1, night).folder)
    assert.equal(summary?.records, 1)
  }
})

test('a log file without any readable line is named by the night that met it, and by no later one', async (t) => {
  const logs = { 'good.jsonl': [request('a', NIGHT), request('b', '2026-11-23')], 'bad.jsonl': ['{', '}'] }
  const ports = await projectWithLogs(t, logs)
  await loadAll(ports, input(1))
  const first = await readTrafficSummary(ports.lake, input(1).folder)
  assert.deepEqual(first?.unreadable, ['logs/bad.jsonl'])
  assert.equal(first?.quarantined, 2)
  await loadAll(ports, input(1, '2026-11-23'))
  assert.deepEqual((await readTrafficSummary(ports.lake, input(1, '2026-11-23').folder))?.unreadable, [])
})

test('a night without a record of its day says so, and may be tried again', async (t) => {
  const ports = await projectWithLogs(t, { 'other.jsonl': [request('a', '2026-11-20')] })
  await assert.rejects(
    loadAll(ports, input(1)),
    /: 1 log file was looked at, and none holds a record of that day \(.*\)\. Check that its logs were delivered/,
  )
  assert.equal(await readTrafficSummary(ports.lake, input(1).folder), null)
})

test('a night whose log came and cannot be read says why, and quotes no line', async (t) => {
  const ports = await projectWithLogs(t, { 'bad.jsonl': ['{"secret', '[]', '[]'] })
  await assert.rejects(loadAll(ports, input(1)), ({ message }: Error) => {
    assert.match(
      message,
      / No line of logs\/bad\.jsonl could be read \(3 in quarantine, most often: the line is not a JSON object\)\. Mend /,
    )
    return !message.includes('secret')
  })
})

test('a log that was written anew at its path replaces what its earlier version held', async (t) => {
  const bare = (id: string, cost?: number) =>
    JSON.stringify({ ...JSON.parse(request(id, NIGHT)), id: undefined, cost_usd: cost })
  const ports = await projectWithLogs(t, { 'app.jsonl': [bare('a'), bare('b')] })
  await loadAll(ports, input(1))
  await writeFile(
    join(ports.project.folder, 'logs/app.jsonl'),
    [bare('a', 0.1), bare('b', 0.2), bare('c', 0.3)].join('\n'),
  )
  await loadAll(ports, input(2))
  assert.equal((await readTrafficSummary(ports.lake, input(2).folder))?.records, 3)
  const latency = (await readNightSummaries(ports.lake, input(2).folder)).fixed.get('latency_ms')
  assert.equal(latency && summarySize(latency), 3)
})

test('loading again changes nothing', async (t) => {
  const ports = await projectWithLogs(t, { 'one.jsonl': [request('a', NIGHT)] })
  await loadAll(ports, input(1))
  // Which version of the file was seen is noted when the file is older than the grain of its time of change.
  const records = async () => (await ports.lake.list('traffic')).filter((key) => !key.includes('/seen/'))
  const keys = await records()
  await loadAll(ports, input(1))
  await loadAll(ports, input(2))
  assert.deepEqual(await records(), keys)
  assert.equal((await readTrafficSummary(ports.lake, input(2).folder))?.records, 1)
})

test('a night keeps a sample of its inputs, and knows its languages and those of the cases', async (t) => {
  const german = ['Wo ist mein Fahrrad geblieben?', 'Wie kann ich mein Geld zurückbekommen?']
  const asked = [...german, 'Where can I return the cargo bike?'].map((text, index) =>
    JSON.stringify({ ...JSON.parse(request(`r${index}`, NIGHT)), input: text }),
  )
  const ports = await projectWithLogs(t, { 'one.jsonl': asked, 'two.jsonl': asked.slice(1) })
  await loadAll(ports, input(1))
  const language = (await readNightSummaries(ports.lake, input(1).folder)).fixed.get('language')
  assert.deepEqual(language?.type === 'categorical' && [language.categories, [...language.counts]], [
    ['de', 'en'],
    [2, 1],
  ])
  const key = `${input(1).folder}/sample.parquet`
  await withScratch(ports.lake, async ({ db }) => {
    const path = await ports.lake.localPath(key)
    const rows = await db.rows({ name: 'sample', sql: 'FROM read_parquet($path)' }, { path })
    assert.equal(rows.length, 3)
    assert.ok(rows.every(({ terms, counts }) => (terms as []).length > 20 && (counts as []).length > 20))
    assert.deepEqual(
      rows.map(({ id, input }) => `${id} ${input}`).sort(),
      [...german, 'Where can I return the cargo bike?'].map((text, index) => `r${index} ${text}`),
    )
  })
  await mkdir(join(ports.project.folder, 'cases'))
  const cases = german.map((text) => JSON.stringify({ input: text })).join('\n')
  await writeFile(join(ports.project.folder, 'cases/all.jsonl'), cases)
  const offline = (await summariseDataset('nights/2026-11-22/r1', ports)).summaries.get('language')
  assert.deepEqual(offline?.type === 'categorical' && [offline.categories, [...offline.counts]], [
    ['de'],
    [2],
  ])
  const kept = await ports.lake.list('samples/cases')
  assert.equal(kept.length, 1)
  await summariseDataset('nights/2026-11-22/r1', ports)
  assert.deepEqual(await ports.lake.list('samples/cases'), kept, 'the same cases are described once')
})

test('an embedder that does not answer costs the night its vectors and nothing else', async (t) => {
  const ports = await projectWithLogs(t, {
    'one.jsonl': [request('a', NIGHT)],
    'two.jsonl': [request('b', NIGHT)],
  })
  await mkdir(join(ports.project.folder, 'cases'))
  await writeFile(join(ports.project.folder, 'cases/a.jsonl'), JSON.stringify({ id: 'a', input: 'Why?' }))
  const refused = new TargetError('refused', 'Cannot embed: embeddings.example answers 403.')
  const embedder = async () => ({ name: 'closed', embed: () => Promise.reject(refused) })
  await loadAll({ ...ports, embedder }, input(1))
  const summary = await readTrafficSummary(ports.lake, input(1).folder)
  assert.deepEqual([summary?.records, summary?.embedderFaults], [2, [refused.message]])
  const languages = (await readNightSummaries(ports.lake, input(1).folder)).fixed.get('language')
  assert.equal(languages && summarySize(languages), 2)
  assert.deepEqual(
    await ports.lake.list('samples/cases'),
    [],
    'cases are described when the embedder is back',
  )
})

test('broken lines of a log of many nights are told, and not taken for those of tonight', async (t) => {
  const month = Array.from({ length: 9 }, (_, day) => request(`${day}`, `2026-11-0${day + 1}`))
  const ports = await projectWithLogs(t, {
    'growing.jsonl': [...month, 'broken', 'broken', request('a', NIGHT)],
    'own.jsonl': [request('b', NIGHT), request('c', NIGHT), 'broken'],
  })
  await loadAll(ports, input(1))
  const summary = await readTrafficSummary(ports.lake, input(1).folder)
  assert.equal(summary?.quarantined, 3)
  assert.deepEqual(summary.ownLines, { all: 3, quarantined: 1 })
})

test('a night tells how often the function of an own feature threw', async (t) => {
  const asked = ['a', 'b', 'c'].map((id) => request(id, NIGHT))
  const ports = await projectWithLogs(t, { 'one.jsonl': asked, 'two.jsonl': asked.slice(1) })
  const fussy = feature('fussy', {
    from: 'input',
    fn: (text) => {
      if (text.includes('b')) throw new Error(text)
      return text.length
    },
  })
  const config = { ...ports.project.config, features: [fussy] }
  await loadAll(underConfig(ports, { config }), input(1))
  const summary = await readTrafficSummary(ports.lake, input(1).folder)
  assert.deepEqual(summary?.featureFailures, { fussy: 2 })
  const own = (await readNightSummaries(ports.lake, input(1).folder)).fixed.get('own.fussy')
  assert.deepEqual([own && summarySize(own), own?.missing], [2, 1])
})

test('vectors that a file missed are made when what the lake knows of it is removed, as the docs say', async (t) => {
  const ports = await projectWithLogs(t, { 'one.jsonl': [request('a', NIGHT), request('b', NIGHT)] })
  const closed = () => Promise.reject(new TargetError('refused', 'The key is refused.'))
  const answering = ports.embedder
  await loadAll({ ...ports, embedder: async () => ({ ...(await answering()), embed: closed }) }, input(1))
  assert.equal(await sampledVectors(ports, 1), 0)
  for (const folder of ['samples', 'traffic/loaded'])
    for (const key of await ports.lake.list(folder))
      if (!key.includes('/cases/')) await rm(await ports.lake.localPath(key))
  await loadAll(ports, input(2))
  assert.equal(await sampledVectors(ports, 2), 2)
  assert.deepEqual((await readTrafficSummary(ports.lake, input(2).folder))?.embedderFaults, [])
})

async function sampledVectors({ lake }: Ports, revision: number): Promise<number> {
  const path = await lake.localPath(nightSampleKey(input(revision).folder))
  const sql = 'SELECT CAST(count(terms) AS DOUBLE) AS vectors FROM read_parquet($path)'
  const [row] = await withScratch(lake, ({ db }) => db.rows({ name: 'vectors', sql }, { path }))
  return Number(row?.vectors)
}
