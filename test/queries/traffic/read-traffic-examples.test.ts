import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Database, openDatabase } from '../../../queries/database.ts'
import { loadTraffic } from '../../../queries/traffic/load-traffic.ts'
import { readTrafficExamples } from '../../../queries/traffic/read-traffic-examples.ts'
import { PLAIN } from './treatment.ts'

interface Night {
  readonly sample: string
  readonly files: readonly string[]
}

async function withNight(work: (db: Database, night: Night) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-'))
  try {
    await using db = await openDatabase({ temporaryFolder: join(folder, 'spill') })
    const source = join(folder, 'app.jsonl')
    const lines = Array.from({ length: 21 }, (_, i) => ({
      timestamp: '2026-03-28T12:00:00Z',
      ...(i > 0 && { id: `r${i}` }),
      input: `question ${i}`,
      output: i === 20 ? null : `answer ${i}`,
      ...(i === 20 && { error: 'timeout' }),
      model: 'm',
      latency_ms: i * 10,
      tags: { intent: i % 4 === 0 ? 'cargo_bike' : 'refund' },
    }))
    await writeFile(source, lines.map((line) => JSON.stringify(line)).join('\n'))
    const { dates } = await loadTraffic(db, {
      ...PLAIN,
      source,
      sourceName: 'app.jsonl',
      timezone: 'UTC',
      folder,
    })
    const [date] = dates
    await work(db, { sample: date!.sample, files: [date!.file] })
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('examples of a category are of that category, the same for the same seed', async () => {
  await withNight(async (db, night) => {
    const ask = (seed: string, limit: number, category = 'cargo_bike') =>
      readTrafficExamples(db, { ...night, feature: 'tags.intent', choice: { category }, limit, seed })
    const all = await ask('a', 100)
    assert.deepEqual(
      all.map(({ input }) => input).sort(),
      [0, 12, 16, 20, 4, 8].map((i) => `question ${i}`),
    )
    assert.deepEqual(await ask('a', 2), all.slice(0, 2))
    assert.notDeepEqual(await ask('b', 100), all)
    assert.deepEqual(await ask('a', 2, 'nothing like it'), [])
    assert.ok(
      all.some(({ id }) => id === 'app.jsonl:1'),
      'a record without an id is named by its line',
    )
    assert.equal(all.find(({ id }) => id === 'r20')?.output, null)
    assert.equal(all.find(({ id }) => id === 'r4')?.output, 'answer 4')
  })
})

test('a request that stands in two files is shown once', async () => {
  await withNight(async (db, night) => {
    const examples = await readTrafficExamples(db, {
      ...night,
      files: [...night.files, ...night.files],
      feature: 'error',
      choice: { category: 'timeout' },
      limit: 5,
      seed: 'a',
    })
    assert.deepEqual(examples, [{ id: 'r20', input: 'question 20', output: null }])
  })
})

test('examples of a number are nearest to its lowest, median or highest value', async () => {
  await withNight(async (db, night) => {
    const ids = async (nearest: 'low' | 'median' | 'high', feature = 'latency_ms') =>
      (await readTrafficExamples(db, { ...night, feature, choice: { nearest }, limit: 3, seed: 'a' })).map(
        ({ id }) => id,
      )
    assert.deepEqual(await ids('high'), ['r20', 'r19', 'r18'])
    assert.deepEqual(await ids('low'), ['app.jsonl:1', 'r1', 'r2'])
    const median = await ids('median')
    assert.equal(median[0], 'r10')
    assert.deepEqual(median.slice(1).sort(), ['r11', 'r9'])
    assert.deepEqual(await ids('high', 'input_tokens'), [], 'no request has it')
  })
})
