import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Database } from '../../../queries/database.ts'
import {
  mergeSamples,
  readSampledTexts,
  summariseSampledLanguages,
  writeSample,
} from '../../../queries/features/sample-file.ts'
import { loadTraffic } from '../../../queries/traffic/load-traffic.ts'
import type { LogTreatment } from '../../../queries/traffic/log-format.ts'
import { withDatabase } from '../tables/summarised-files.ts'

import { PLAIN } from '../traffic/treatment.ts'

interface Request {
  readonly id: string
  readonly at: number
  readonly vector?: readonly number[]
  readonly chance?: number
}

const line = ({ id, at, vector, chance }: Request) =>
  JSON.stringify({
    id,
    timestamp: 1774699200 + at,
    input: `${id} at ${at}`,
    output: 'x',
    model: 'm',
    latency_ms: 1,
    ...(vector && { vector }),
    ...(chance && { inclusion_probability: chance }),
  })

interface Place {
  readonly folder: string
  readonly size: number
  readonly redact?: LogTreatment['redact']
}

/** The sample of one log of these requests, as it is drawn: with its texts. */
async function draw(db: Database, requests: readonly Request[], place: Place) {
  await mkdir(place.folder)
  const source = join(place.folder, 'log.jsonl')
  await writeFile(source, requests.map(line).join('\n'))
  const { folder, size, redact = null } = place
  const options = { ...PLAIN, source, sourceName: 'log', folder, sampleSize: size, redact }
  const { dates } = await loadTraffic(db, options)
  return dates[0]?.sample ?? ''
}

/** The night's sample when each part is a log file: its bytes, and its requests with the time of the copy that stays. */
async function sampleOf(parts: readonly (readonly Request[])[], size: number) {
  return withDatabase(async (db, folder) => {
    const files: string[] = []
    for (const [index, part] of parts.entries()) {
      if (part.length === 0) continue
      const drawn = await draw(db, part, { folder: join(folder, String(index)), size })
      const texts = await readSampledTexts(db, drawn)
      const described = texts.map(({ place, text }) => {
        const terms = [Number(/\d+$/.exec(text)?.[0])]
        return [place, { language: 'en', embedder: 'e', terms, counts: [1], vector: null }] as const
      })
      const path = `${drawn}.kept`
      await writeSample(db, { source: drawn, path, storeText: false }, new Map(described))
      files.push(path)
    }
    const path = join(folder, 'night.parquet')
    await mergeSamples(db, { files, size, path })
    const rows = await db.rows({ name: 'all', sql: 'FROM read_parquet($path)' }, { path })
    return { bytes: await readFile(path), rows }
  })
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex')

test('the sample is the requests with the smallest MD5 of their keys, and holds no text', async () => {
  const requests = Array.from({ length: 50 }, (_, at) => ({ id: `r${at}`, at }))
  const { rows } = await sampleOf([requests], 7)
  const expected = requests
    .map(({ id }) => `id ${id}`)
    .sort((a, b) => (md5(a) < md5(b) ? -1 : 1))
    .slice(0, 7)
  assert.deepEqual(
    rows.map((row) => row.record_key),
    expected,
  )
  assert.deepEqual(
    rows.map(({ place }) => place),
    expected.map(md5),
  )
  const columns = [
    'place',
    'record_key',
    'id',
    'unit',
    'input',
    'language',
    'embedder',
    'terms',
    'counts',
    'vector',
    'inclusion_probability',
    ...['user_id', 'conversation_id', 'model', 'latency_ms', 'input_tokens', 'output_tokens', 'cost_usd'],
    ...[
      'turns',
      'hour',
      'error',
      'finish_reason',
      'tags',
      'scores',
      'input_features',
      'output_features',
      'own',
    ],
  ]
  assert.deepEqual(Object.keys(rows[0] ?? {}), columns)
  assert.ok(rows.every(({ input }) => input === null))
})

const request = fc.record({ id: fc.constantFrom(...'abcdefghijkl'), at: fc.nat(50) })

test('samples of parts merge to the sample of the whole, to the byte, in any order', async () => {
  const property = fc.asyncProperty(
    fc.array(request, { minLength: 1, maxLength: 30 }),
    fc.nat(29),
    fc.integer({ min: 1, max: 8 }),
    async (requests, cut, size) => {
      const whole = await sampleOf([requests], size)
      const parts = await sampleOf([requests.slice(cut), requests.slice(0, cut).reverse()], size)
      assert.deepEqual(parts.rows, whole.rows)
      assert.ok(parts.bytes.equals(whole.bytes))
    },
  )
  await fc.assert(property, { numRuns: 8, seed: 2 })
})

test('every request is as likely as any other to be in the sample', async () => {
  const requests = Array.from({ length: 3000 }, (_, at) => ({ id: `request ${at}`, at }))
  const { rows } = await sampleOf([requests], 600)
  const firstHalf = rows.filter(({ terms }) => Number((terms as number[])[0]) < 1500).length
  // Binomial(600, 0.5): beyond 240 to 360 lies one case in a million.
  assert.ok(firstHalf > 240 && firstHalf < 360, String(firstHalf))
})

test('vectors of the log come along, and a vector of anything but numbers is told', async () => {
  await withDatabase(async (db, folder) => {
    const requests = [
      { id: 'a', at: 1, vector: [0.5, -1] },
      { id: 'b', at: 2 },
      { id: 'c', at: 3, vector: ['x'] as unknown as number[] },
    ]
    const drawn = await draw(db, requests, { folder: join(folder, 'log'), size: 10 })
    const texts = await readSampledTexts(db, drawn)
    const vectors = Object.fromEntries(texts.map(({ text, vector }) => [text, vector]))
    assert.deepEqual(vectors, { 'a at 1': [0.5, -1], 'b at 2': null })
  })
})

test('inputs are redacted before anything is told of them, unless redaction is off', async () => {
  await withDatabase(async (db, folder) => {
    const drawAs = async (name: string, redact: LogTreatment['redact']) => {
      const request = { id: 'ana@acme.example +49 30 1234567', at: 1 }
      const drawn = await draw(db, [request], { folder: join(folder, name), size: 10, redact })
      return (await readSampledTexts(db, drawn))[0]?.text
    }
    assert.doesNotMatch((await drawAs('on', { patterns: {} })) ?? 'ana@', /ana@|1234567/)
    assert.match((await drawAs('off', null)) ?? '', /ana@acme.example/)
  })
})

test('requests that were logged with a lower chance stand for more in the languages of a night', async () => {
  await withDatabase(async (db, folder) => {
    const requests = ['a', 'b', 'c'].map((id, at) => ({ id, at, ...(id === 'a' && { chance: 0.25 }) }))
    const drawn = await draw(db, requests, { folder: join(folder, 'log'), size: 10 })
    const none = { embedder: 'e', terms: null, counts: null, vector: [0.25] }
    const described = requests.map(
      ({ id }) => [md5(`id ${id}`), { ...none, language: id === 'a' ? 'de' : 'fr' }] as const,
    )
    const [path, night] = [join(folder, 'kept.parquet'), join(folder, 'night.parquet')]
    await writeSample(db, { source: drawn, path, storeText: false }, new Map(described))
    await mergeSamples(db, { files: [path], size: 10, path: night })
    const { categories, counts, weights } = await summariseSampledLanguages(db, night)
    assert.deepEqual(
      [categories, [...counts]],
      [
        ['de', 'fr'],
        [1, 2],
      ],
    )
    assert.deepEqual(weights?.counts, [4n << 20n, 2n << 20n])
  })
})

test('languages are counted over the sample', async () => {
  await withDatabase(async (db, folder) => {
    const requests = ['a', 'b', 'c'].map((id, at) => ({ id, at }))
    const drawn = await draw(db, requests, { folder: join(folder, 'log'), size: 10 })
    const none = { embedder: 'e', terms: null, counts: null, vector: [0.25] }
    const described = requests.map(
      ({ id }) => [md5(`id ${id}`), { ...none, language: id === 'a' ? 'de' : 'fr' }] as const,
    )
    const path = join(folder, 'kept.parquet')
    await writeSample(db, { source: drawn, path, storeText: false }, new Map(described))
    const summary = await summariseSampledLanguages(db, path)
    assert.deepEqual([summary.feature, summary.weights], ['language', undefined])
    assert.deepEqual([summary.categories, [...summary.counts], summary.missing], [['de', 'fr'], [1, 2], 0])
  })
})
