import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { mergeAll } from '../../../drift/merge.ts'
import { mergeFailures } from '../../../drift/slices/count-failures.ts'
import { openDatabase } from '../../../queries/database.ts'
import { INPUT_FEATURES } from '../../../queries/features/feature-names.ts'
import { summariseCases } from '../../../queries/summaries/summarise-cases.ts'
import { summariseTraffic } from '../../../queries/summaries/summarise-traffic.ts'
import { loadTraffic } from '../../../queries/traffic/load-traffic.ts'
import { PLAIN } from '../traffic/treatment.ts'

const good = {
  timestamp: '2026-03-28T12:00:00Z',
  input: 'hi',
  output: 'hello there',
  model: 'm',
  latency_ms: 5,
}

/** Each part becomes a log file of its own; what is loaded of it is handed over as one file of the night. */
async function withNight<T>(
  parts: readonly (readonly object[])[],
  work: (night: { db: Awaited<ReturnType<typeof openDatabase>>; files: string[] }) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-'))
  try {
    await using db = await openDatabase({ temporaryFolder: join(folder, 'spill') })
    const files: string[] = []
    for (const [index, records] of parts.entries()) {
      const own = join(folder, String(index))
      const source = join(folder, `${index}.jsonl`)
      await mkdir(own)
      await writeFile(source, records.map((record) => JSON.stringify(record)).join('\n'))
      const loaded = await loadTraffic(db, {
        ...PLAIN,
        source,
        sourceName: source,
        timezone: 'UTC',
        folder: own,
      })
      files.push(...loaded.dates.map(({ file }) => file))
    }
    return await work({ db, files })
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('every feature of a night is summarised, missing values counted apart', async () => {
  const night = [
    {
      ...good,
      id: 1,
      tokens: { input: 3 },
      tags: { intent: 'refund' },
      scores: { judge: 0.5 },
      finish_reason: 'stop',
    },
    { ...good, id: 2, latency_ms: 5.5, tags: { intent: 'refund', lang: 'de' }, scores: { judge: 1 } },
    { ...good, id: 3, output: null, error: 'timeout', tags: { intent: 'cargo_bike' } },
  ]
  const { summaries, records, duplicates } = await withNight([night], ({ db, files }) =>
    summariseTraffic(db, { files }),
  )
  assert.equal(records, 3)
  assert.equal(duplicates, 0)
  const short = (name: string) =>
    summaries
      .filter(({ feature }) => feature.startsWith(name))
      .map((summary) => [
        summary.feature,
        summary.type === 'numeric' ? [...summary.values] : summary.categories,
        [...summary.counts],
        summary.missing,
      ])
  const features = [
    'error',
    'finish',
    'hour',
    'input_characters',
    'input_is',
    'input_tokens',
    'latency',
    'model',
  ]
  assert.deepEqual(features.flatMap(short), [
    ['error', ['none', 'timeout'], [2, 1], 0],
    ['finish_reason', ['stop'], [1], 2],
    ['hour', ['12'], [3], 0],
    ['input_characters', [2], [3], 0],
    ['input_is_json', ['false'], [3], 0],
    ['input_tokens', [3], [1], 2],
    ['latency_ms', [5, 5.5], [2, 1], 0],
    ['model', ['m'], [3], 0],
  ])
  const more = [
    'output_characters',
    'output_refusal',
    'output_tokens',
    'output_words',
    'scores',
    'tags',
    'turns',
  ]
  assert.deepEqual(more.flatMap(short), [
    ['output_characters', [11], [2], 1],
    ['output_refusal', ['false'], [2], 1],
    ['output_tokens', [], [], 3],
    ['output_words', [2], [2], 1],
    ['scores.judge', [0.5, 1], [1, 1], 1],
    ['tags.intent', ['cargo_bike', 'refund'], [1, 2], 0],
    ['tags.lang', ['de'], [1], 2],
    ['turns', [1], [3], 0],
  ])
})

test('a request that stands in two files of a night counts once', async () => {
  const first = [{ ...good, id: 1 }, good]
  const second = [
    { ...good, id: 1, timestamp: '2026-03-28T12:00:01Z', latency_ms: 9 },
    good,
    { ...good, id: 2 },
  ]
  await withNight([first, second], async ({ db, files }) => {
    const summarised = await summariseTraffic(db, { files })
    assert.equal(summarised.records, 3)
    assert.equal(summarised.duplicates, 2)
    const latency = summarised.summaries.find(({ feature }) => feature === 'latency_ms')
    assert.deepEqual(latency?.type === 'numeric' && [...latency.values], [5], 'the earlier one stays')
  })
})

test('no files give no summaries', async () => {
  await withNight([], async ({ db, files }) => {
    assert.deepEqual(await summariseTraffic(db, { files }), {
      summaries: [],
      records: 0,
      duplicates: 0,
      failures: { manyValued: [], counts: [] },
    })
  })
})

const record = fc.record(
  {
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
    timestamp: fc.constantFrom(1774699200, 1774699201),
    input: fc.constantFrom('a', 'b c', '\u00a0x\n'),
    output: fc.constantFrom('', 'yes', 'no no'),
    model: fc.constantFrom('m', 'n'),
    latency_ms: fc.constantFrom(0, 0.1, 0.2, 1e300),
    tags: fc.record({ intent: fc.constantFrom('x', 'y') }, { requiredKeys: [] }),
    inclusion_probability: fc.constantFrom(0.1, 0.25, 1),
  },
  { requiredKeys: ['timestamp', 'input', 'output', 'model', 'latency_ms'] },
)

test('neither the order of rows nor how a night is cut into files changes its summaries', async () => {
  const property = fc.asyncProperty(
    fc.array(record, { minLength: 1, maxLength: 30 }),
    fc.nat(29),
    async (rows, cut) => {
      const read = (parts: (readonly object[])[]) =>
        withNight(parts, async ({ db, files }) => (await summariseTraffic(db, { files })).summaries)
      const whole = await read([rows])
      assert.deepEqual(await read([rows.slice(cut), rows.slice(0, cut).reverse()]), whole)
    },
  )
  await fc.assert(property, { numRuns: 8, seed: 1 })
})

test('the partitions of a night merge to its summary, rare tags and duplicates included', async () => {
  const rows = Array.from({ length: 40 }, (_, id) => ({
    ...good,
    id: id % 35,
    latency_ms: (id * 7) % 11,
    tags: { intent: `i${id % 3}`, ...(id === 7 && { rare: 'x' }) },
    ...(id % 9 === 4 && { inclusion_probability: 0.3 }),
  }))
  await withNight([rows.slice(0, 13), rows.slice(13)], async ({ db, files }) => {
    const whole = await summariseTraffic(db, { files })
    assert.equal(whole.duplicates, 5)
    for (const number of [1, 2, 4]) {
      const parts = []
      for (let index = 0; index < number; index++) {
        parts.push(await summariseTraffic(db, { files, partition: { index, of: number } }))
      }
      assert.ok(
        parts.every(({ records }) => records > 0),
        'every partition has its share',
      )
      assert.equal(
        parts.reduce((sum, { duplicates }) => sum + duplicates, 0),
        5,
      )
      assert.deepEqual(mergeAll(parts.flatMap(({ summaries }) => summaries)), whole.summaries)
    }
  })
})

test('where a record has a probability below 1, each counts as one over its own: worked by hand', async () => {
  const night = [
    { ...good, id: 1, latency_ms: 5, tags: { intent: 'a' }, inclusion_probability: 0.5 },
    { ...good, id: 2, latency_ms: 5, tags: { intent: 'b' }, inclusion_probability: 0.25 },
    { ...good, id: 3, latency_ms: 7, tags: { intent: 'a' } },
    { ...good, id: 4, latency_ms: 9, tokens: { input: 3 }, inclusion_probability: 1 },
  ]
  const { summaries } = await withNight([night], ({ db, files }) => summariseTraffic(db, { files }))
  const weigh = (name: string) => {
    const found = summaries.find(({ feature }) => feature === name)!
    const { counts, squares, missing } = found.weights!
    const ones = (parts: readonly bigint[], of: number) => parts.map((part) => Number(part) / of)
    return [
      [...found.counts],
      ones(counts, 2 ** 20),
      ones(squares, 2 ** 40),
      Number(missing.sum) / 2 ** 20,
      Number(missing.squares) / 2 ** 40,
    ]
  }
  assert.deepEqual(weigh('latency_ms'), [[2, 1, 1], [6, 1, 1], [20, 1, 1], 0, 0])
  assert.deepEqual(weigh('tags.intent'), [[2, 1], [3, 4], [5, 16], 1, 1])
  assert.deepEqual(weigh('input_tokens'), [[1], [1], [1], 7, 21])
  assert.deepEqual(weigh('model'), [[4], [8], [22], 0, 0])
  const once = night.map((each) => ({ ...each, inclusion_probability: 1 }))
  const plain = once.map(({ inclusion_probability: _, ...each }) => each)
  const read = (rows: readonly object[]) =>
    withNight([rows], async ({ db, files }) => (await summariseTraffic(db, { files })).summaries)
  assert.deepEqual(await read(once), await read(plain), 'kept for sure is the same as without a probability')
})

test('a case and a request of the same text have the same features', async () => {
  const text = 'Où est 👩‍👩‍👧?\u00a0\u3000Là-bas\tor\nhere?'
  await withNight(
    [[{ ...good, input: text, tags: { intent: 'x', n: 1.5, b: true } }]],
    async ({ db, files }) => {
      const cases = await summariseCases(db, [
        { id: '1', input: text, tags: { intent: 'x', n: 1.5, b: true } },
      ])
      const { summaries } = await summariseTraffic(db, { files })
      assert.deepEqual(
        cases.map(({ feature }) => feature),
        [...INPUT_FEATURES.categorical, ...INPUT_FEATURES.numeric, 'tags.b', 'tags.intent', 'tags.n'].sort(),
      )
      for (const summary of cases) {
        assert.deepEqual(
          summary,
          summaries.find(({ feature }) => feature === summary.feature),
        )
      }
    },
  )
})

test('cases of messages are measured by their joined contents', async () => {
  await withNight([], async ({ db }) => {
    const input = [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Hello' },
    ] as const
    const summaries = await summariseCases(db, [{ id: '1', input }])
    const [characters, words, turns] = ['input_characters', 'input_words', 'turns'].map((name) =>
      summaries.find(({ feature }) => feature === name),
    )
    assert.deepEqual(turns?.type === 'numeric' && [...turns.values], [1], 'the system is not the user')
    assert.deepEqual(characters?.type === 'numeric' && [...characters.values], [15])
    assert.deepEqual(words?.type === 'numeric' && [...words.values], [3])
    const none = await summariseCases(db, [])
    assert.ok(none.length > 0 && none.every(({ counts }) => counts.length === 0))
  })
})

test('failures are counted by model and tag, the same from one partition or many, without names that are ids', async () => {
  const records = Array.from({ length: 240 }, (_, i) => ({
    ...good,
    id: `r${i}`,
    ...(i % 40 === 0 && { error: 'timeout' }),
    tags: { intent: i % 4 === 0 ? 'refund' : 'other', request: `q${i}` },
    scores: { good: i % 8 === 0 ? 0 : 1, seconds: i },
  }))
  await withNight([records, records.slice(0, 30)], async ({ db, files }) => {
    const part = async (index: number, of: number) =>
      (await summariseTraffic(db, { files, partition: { index, of } })).failures
    const whole = mergeFailures([await part(0, 1)])
    const byFailure = new Map(whole.map((each) => [each.failure, each]))
    assert.deepEqual([...byFailure.keys()].sort(), ['error', 'scores.good'])
    assert.deepEqual(byFailure.get('error')?.whole, { requests: 240, failed: 6 })
    assert.deepEqual(byFailure.get('scores.good')?.slices, [
      { slice: 'intent=other', requests: 180, failed: 0 },
      { slice: 'intent=refund', requests: 60, failed: 30 },
      { slice: 'model=m', requests: 240, failed: 30 },
    ])
    const two = mergeFailures([await part(1, 2), await part(0, 2)])
    const slices = (failures: typeof two) =>
      failures
        .find(({ failure }) => failure === 'error')
        ?.slices.filter(({ slice }) => !slice.startsWith('request'))
    const sorted = (failures: typeof two) =>
      slices(failures)?.toSorted((a, b) => (a.slice < b.slice ? -1 : 1))
    assert.deepEqual(sorted(two), sorted(whole))
  })
})
