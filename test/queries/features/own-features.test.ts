import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Database, openDatabase } from '../../../queries/database.ts'
import { defineOwnFeatures } from '../../../queries/features/own-features.ts'
import { summariseCases } from '../../../queries/summaries/summarise-cases.ts'
import { summariseTraffic } from '../../../queries/summaries/summarise-traffic.ts'
import { loadTraffic } from '../../../queries/traffic/load-traffic.ts'
import { readTrafficExamples } from '../../../queries/traffic/read-traffic-examples.ts'
import { ConfigError } from '../../../suite/config/errors.ts'
import { type FeatureRecord, type FeatureSpec, feature } from '../../../suite/config/feature-spec.ts'

import { PLAIN } from '../traffic/treatment.ts'

const REQUESTS = [
  { id: 'a', input: 'two words', output: 'Hello there', tags: { vip: true } },
  { id: 'b', input: 'one', output: 'No.', scores: { judge: 0.5 } },
  { id: 'c', input: 'three small words', output: null, error: 'timeout' },
].map((request, second) => ({
  timestamp: `2026-03-28T12:00:0${second}.123Z`,
  model: 'm',
  latency_ms: 10 * second,
  ...request,
}))

async function withNight<T>(
  features: readonly FeatureSpec[],
  work: (night: {
    db: Database
    files: string[]
    sample: string
    failures: ReadonlyMap<string, number>
  }) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-'))
  try {
    await using db = await openDatabase({ temporaryFolder: join(folder, 'spill') })
    const source = join(folder, 'log.jsonl')
    await writeFile(source, REQUESTS.map((request) => JSON.stringify(request)).join('\n'))
    const options = { ...PLAIN, source, sourceName: 'log.jsonl', folder, features }
    const loaded = await loadTraffic(db, options)
    const files = loaded.dates.map(({ file }) => file)
    const sample = loaded.dates[0]?.sample ?? ''
    return await work({ db, files, sample, failures: loaded.featureFailures })
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** The own features of the three requests: values with counts, and how many are missing. */
function measure(features: readonly FeatureSpec[]) {
  return withNight(features, async ({ db, files }) => {
    const { summaries } = await summariseTraffic(db, { files })
    const own = summaries.filter((summary) => summary.feature.startsWith('own.'))
    return Object.fromEntries(
      own.map((summary) => {
        const values = summary.type === 'numeric' ? [...summary.values] : [...summary.categories]
        return [summary.feature.slice(4), [values, [...summary.counts], summary.missing]]
      }),
    )
  })
}

test('an SQL expression gives a number or a category of every request', async () => {
  const measured = await measure([
    feature('ratio', { sql: 'length(output) / 2' }),
    feature('kind', { sql: "CASE WHEN tags['vip'] = 'true' THEN 'vip' ELSE 'other' END" }),
    feature('fast', { sql: 'latency_ms < 15 -- milliseconds' }),
    feature('judged', { sql: "scores['judge']" }),
    feature('second', { sql: 'second("timestamp")' }),
  ])
  assert.deepEqual(measured, {
    ratio: [[1.5, 5.5], [1, 1], 1],
    kind: [['other', 'vip'], [2, 1], 0],
    fast: [['false', 'true'], [1, 2], 0],
    judged: [[0.5], [1], 2],
    second: [[0, 1, 2], [1, 1, 1], 0],
  })
})

test('an expression that fails on a request is missing there', async () => {
  const measured = await measure([feature('number', { sql: 'CAST(input AS DOUBLE) + latency_ms' })])
  assert.deepEqual(measured, {}, 'no request has it')
  const some = await measure([
    feature('n', { sql: "CAST(CASE WHEN id = 'b' THEN '7' ELSE input END AS BIGINT)" }),
  ])
  assert.deepEqual(some, { n: [[7], [1], 2] })
})

test('an expression that looks beyond its request is refused, and the feature named', async () => {
  const refused: [string, RegExp][] = [
    ["(SELECT content FROM read_text('/etc/passwd'))", /subquery/],
    ["output IN (SELECT 'x')", /subquery/],
    ["1)) FROM read_text('/etc/passwd') WHERE ((1", /more than one expression/],
    ['1)), ((2', /more than one expression/],
    ['1; DROP TABLE x', /no SQL/],
    ['sum(latency_ms)', /calls sum/],
    ['count(*)', /./],
    ['row_number() OVER ()', /window/],
    ['random()', /calls random/],
    ['current_date', /calls current_date/],
    ['now()', /calls now/],
    ['epoch(current_timestamp)', /calls .*current_timestamp/],
    ["current_setting('threads')", /calls current_setting/],
    ['nothing_like_it', /cannot bind/],
    ['length(', /no SQL/],
    ['$input', /parameter/],
    ['[1, 2]', /neither a number/],
  ]
  for (const [sql, reason] of refused) {
    await assert.rejects(measure([feature('mine', { sql })]), (error: Error) => {
      assert.ok(error instanceof ConfigError, `${sql}: ${error.message}`)
      assert.match(error.message, /^Cannot use the feature "mine": /)
      assert.match(error.message, reason, sql)
      return true
    })
  }
})

test('a function sees the input, the output or the record, and gives numbers or texts', async () => {
  const seen: FeatureRecord[] = []
  const measured = await measure([
    feature('words', { from: 'input', fn: (input) => input.split(' ').length }),
    feature('greets', { from: 'output', fn: (output) => (output.startsWith('Hello') ? 'yes' : 'no') }),
    feature('never', { from: 'input', fn: () => Number.NaN }),
    feature('all', {
      from: 'record',
      fn: (record) => {
        seen.push(record)
        return record.error
      },
    }),
  ])
  assert.deepEqual(measured, {
    words: [[1, 2, 3], [1, 1, 1], 0],
    greets: [['no', 'yes'], [1, 1], 1],
    all: [['timeout'], [1], 2],
  })
  const { timestamp, tags, scores, output, turns } =
    seen.find(({ id }) => id === 'a') ?? ({} as FeatureRecord)
  assert.deepEqual(
    { timestamp, tags, scores, output, turns },
    {
      timestamp: '2026-03-28T12:00:00.123Z',
      tags: { vip: 'true' },
      scores: {},
      output: 'Hello there',
      turns: 1,
    },
  )
})

test('a function that throws counts as missing, once a request, and its message stays unsaid', async () => {
  const fussy = feature('fussy', {
    from: 'input',
    fn: (input) => {
      if (input !== 'one') throw new Error(`I do not like ${input}`)
      return 1
    },
  })
  await withNight([fussy], async ({ db, files, failures }) => {
    assert.deepEqual([...failures], [['fussy', 2]])
    const { summaries } = await summariseTraffic(db, { files })
    assert.equal(summaries.find(({ feature: name }) => name === 'own.fussy')?.missing, 2)
  })
})

test('cases have the own features that need no more than an input, turns and tags', async () => {
  const features = [
    feature('length', { sql: 'length(input) + turns' }),
    feature('first', { from: 'input', fn: (input) => input[0] ?? null }),
    feature('ratio', { sql: 'length(output) / length(input)' }),
    feature('record', { from: 'record', fn: () => 1 }),
  ]
  await withNight([], async ({ db }) => {
    await defineOwnFeatures(db, features)
    const own = (await summariseCases(db, [{ id: '1', input: 'abc' }])).filter(({ feature: name }) =>
      name.startsWith('own.'),
    )
    assert.deepEqual(
      own.map((summary) => [
        summary.feature,
        summary.type === 'numeric' ? [...summary.values] : summary.categories,
      ]),
      [
        ['own.first', ['a']],
        ['own.length', [4]],
      ],
    )
  })
})

test('examples can be shown of an own feature', async () => {
  const features = [
    feature('size', { sql: 'length(input)' }),
    feature('greets', { from: 'output', fn: (output) => (output.startsWith('Hello') ? 'yes' : 'no') }),
  ]
  await withNight(features, async ({ db, files, sample }) => {
    const asked = { files, sample, limit: 1, seed: 'x' }
    const largest = await readTrafficExamples(db, {
      ...asked,
      feature: 'own.size',
      choice: { nearest: 'high' },
    })
    assert.deepEqual(
      largest.map(({ id }) => id),
      ['c'],
    )
    const yes = await readTrafficExamples(db, {
      ...asked,
      feature: 'own.greets',
      choice: { category: 'yes' },
    })
    assert.deepEqual(
      yes.map(({ id }) => id),
      ['a'],
    )
  })
})
