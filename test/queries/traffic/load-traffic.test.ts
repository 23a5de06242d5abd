import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { openDatabase } from '../../../queries/database.ts'
import { loadTraffic } from '../../../queries/traffic/load-traffic.ts'
import { ConfigError } from '../../../suite/config/errors.ts'
import { PLAIN } from './treatment.ts'

const good = {
  timestamp: '2026-03-28T12:00:00Z',
  input: 'hi',
  output: 'hello there',
  model: 'm',
  latency_ms: 5,
}

async function load(content: string | Buffer, timezone = 'UTC') {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-'))
  try {
    await using db = await openDatabase({ temporaryFolder: join(folder, 'spill') })
    const source = join(folder, 'log.jsonl')
    await writeFile(source, content)
    const loaded = await loadTraffic(db, { ...PLAIN, source, sourceName: 'log.jsonl', timezone, folder })
    const nights = await Promise.all(
      loaded.dates.map(({ file }) => db.rows({ name: 'all', sql: 'FROM read_parquet($file)' }, { file })),
    )
    const quarantine = loaded.quarantine
      ? await db.rows({ name: 'all', sql: 'FROM read_parquet($file)' }, { file: loaded.quarantine })
      : []
    const bad = quarantine.map((row) => [Number(row.line), row.reason])
    return { loaded, rows: nights.flat(), dates: loaded.dates.map(({ date }) => date), bad }
  } finally {
    await rm(folder, { recursive: true })
  }
}

const lines = (...records: object[]) => records.map((record) => JSON.stringify(record)).join('\n')

test('every field of a record is read into the column of its name', async () => {
  const record = {
    ...good,
    id: 7,
    timestamp: 1774699200123,
    input: [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: [{ type: 'text', text: 'Où est 👩‍👩‍👧?' }] },
    ],
    tokens: { input: 12, output: 3 },
    cost_usd: 0.25,
    conversation_id: 'c',
    user_id: 9,
    error: { type: 'timeout', message: 'secret' },
    finish_reason: 'stop',
    tags: { intent: 'refund', vip: true, tries: 2, none: null },
    scores: { judge: 0.5, ok: true, none: null },
    inclusion_probability: 0.5,
  }
  const { rows } = await load(lines(record))
  const { tags, scores, timestamp, record_key, input_features, output_features, ...row } = rows[0] as Record<
    string,
    unknown
  >
  assert.deepEqual(row, {
    id: '7',
    input: 'Be kind.\n\nOù est 👩‍👩‍👧?',
    output: 'hello there',
    model: 'm',
    latency_ms: 5,
    input_tokens: 12,
    output_tokens: 3,
    cost_usd: 0.25,
    conversation_id: 'c',
    user_id: '9',
    error: 'timeout',
    finish_reason: 'stop',
    inclusion_probability: 0.5,
    turns: 1,
    hour: '12',
    own: { numbers: [], categories: [] },
    source: 'log.jsonl',
    line: 1n,
  })
  assert.deepEqual(tags, [
    { key: 'intent', value: 'refund' },
    { key: 'tries', value: '2' },
    { key: 'vip', value: 'true' },
  ])
  assert.deepEqual(scores, [
    { key: 'judge', value: 0.5 },
    { key: 'ok', value: 1 },
  ])
  assert.partialDeepStrictEqual(input_features, { characters: 23, words: 5 })
  assert.partialDeepStrictEqual(output_features, { characters: 11, words: 2, refusal: false })
  assert.equal((timestamp as Date).getTime(), 1774699200123)
  assert.equal(record_key, 'id 7')
})

test('records, duplicates and quarantined lines add up to the lines that are not blank', async () => {
  const again = { ...good, id: 'a' }
  const content = `\n${lines(again, again, good)}\r\n  \t\n${lines(good)}\n{"broken\n[1]\n"text"\n`
  const { loaded, bad } = await load(content)
  assert.equal(loaded.records, 2)
  assert.equal(loaded.duplicates, 2)
  assert.equal(loaded.quarantined, 3)
  assert.deepEqual(bad, [
    [7, 'the line is not valid JSON'],
    [8, 'the line is not a JSON object'],
    [9, 'the line is not a JSON object'],
  ])
})

test('each missing or ill-typed field has its own reason', async () => {
  const broken: [object, string][] = [
    [{ timestamp: undefined }, 'timestamp is missing'],
    [{ timestamp: 'yesterday' }, 'timestamp is neither ISO 8601 nor Unix seconds or milliseconds'],
    [{ timestamp: '2026-02-30T00:00:00Z' }, 'timestamp is neither ISO 8601 nor Unix seconds or milliseconds'],
    [
      { timestamp: '2026-11-22T01:00:00+99:00' },
      'timestamp is neither ISO 8601 nor Unix seconds or milliseconds',
    ],
    [{ timestamp: 0 }, 'timestamp is outside the years 2000 to 2199'],
    [{ input: null }, 'input is missing'],
    [{ input: [{ content: 3 }] }, 'input is neither text nor a list of messages'],
    [{ output: null }, 'output is missing and there is no error'],
    [{ output: { a: 1 } }, 'output is not text'],
    [{ model: undefined }, 'model is missing'],
    [{ model: '' }, 'model is not text or is empty'],
    [{ latency_ms: undefined }, 'latency_ms is missing'],
    [{ latency_ms: -1 }, 'latency_ms is not a number of at least 0'],
    [{ latency_ms: '5' }, 'latency_ms is not a number of at least 0'],
    [{ id: {} }, 'id is not text or a number, or is empty'],
    [{ tokens: { input: -1 } }, 'tokens is not an object of input and output, numbers of at least 0'],
    [{ tokens: 5 }, 'tokens is not an object of input and output, numbers of at least 0'],
    [{ cost_usd: 'x' }, 'cost_usd is not a number of at least 0'],
    [{ user_id: [1] }, 'user_id is not text or a number'],
    [{ conversation_id: {} }, 'conversation_id is not text or a number'],
    [{ error: ['x'] }, 'error is a list'],
    [{ finish_reason: 1 }, 'finish_reason is not text'],
    [{ tags: { a: { b: 1 } } }, 'tags is not an object of texts, numbers and booleans'],
    [{ tags: ['a'] }, 'tags is not an object of texts, numbers and booleans'],
    [{ inclusion_probability: 0 }, 'inclusion_probability is not a number above 0 and up to 1'],
  ]
  const { bad } = await load(lines(...broken.map(([change]) => ({ ...good, ...change }))))
  assert.deepEqual(
    bad,
    broken.map(([, reason], index) => [index + 1, reason]),
  )
})

test('an answer that failed needs no output', async () => {
  const { rows } = await load(lines({ ...good, output: null, error: 'timeout' }))
  assert.partialDeepStrictEqual(rows[0]?.output_features, { characters: null, words: null })
  assert.equal(rows[0]?.error, 'timeout')
})

test('numbers that JSON writes as NaN or too large are no latency', async () => {
  const text = JSON.stringify(good)
  const content = [text.replace(':5', ':NaN'), text.replace(':5', ':1e999'), text.replace(':5', ':1e3')].join(
    '\n',
  )
  const { loaded, rows } = await load(content)
  assert.equal(loaded.quarantined, 2)
  assert.equal(rows[0]?.latency_ms, 1000)
})

test('a night is the calendar day of its time zone, also where the clock changes', async () => {
  const at = (timestamp: string | number, id: number) => ({ ...good, timestamp, id })
  const content = lines(
    at('2026-03-28T22:59:59.9999999Z', 1), // 23:59:59 in winter time
    at('2026-03-28T23:00:00Z', 2), // 00:00 on the 29th
    at('2026-03-29T21:59:59Z', 3), // 23:59:59 in summer time: the day has 23 hours
    at('2026-03-29T22:00:00Z', 4), // 00:00 on the 30th
    at('2026-10-24T22:00:00', 5), // no zone is UTC: 00:00 on the 25th
    at('2026-10-25 23:59:59+01:00', 6), // the last second of a day of 25 hours
    at(1792969200, 7), // 2026-10-25T23:00:00Z is 00:00 on the 26th
  )
  const { loaded } = await load(content, 'Europe/Berlin')
  assert.deepEqual(
    loaded.dates.map(({ date, records }) => [date, records]),
    [
      ['2026-03-28', 1],
      ['2026-03-29', 2],
      ['2026-03-30', 1],
      ['2026-10-25', 2],
      ['2026-10-26', 1],
    ],
  )
})

test('a gzipped log with several members reads as the plain one', async () => {
  const content = `${lines(good, { ...good, id: 1 })}\n{"a":\n`
  const plain = await load(content)
  const packed = await load(Buffer.concat([gzipSync(content.slice(0, 50)), gzipSync(content.slice(50))]))
  assert.deepEqual(packed.rows, plain.rows)
  assert.deepEqual(packed.bad, plain.bad)
})

test('a gzip file that ends early keeps what can be read and says where it breaks off', async () => {
  const records = Array.from({ length: 5000 }, (_, id) => ({ ...good, id, input: `${id * 7919} ${id ** 2}` }))
  const packed = gzipSync(lines(...records))
  const { loaded, bad } = await load(packed.subarray(0, packed.length / 2))
  assert.ok(loaded.records > 1000 && loaded.records < 4999)
  assert.deepEqual(bad, [[loaded.records + 1, 'the compressed file ends early or is damaged here']])
})

test('a byte-order mark, bytes that are not UTF-8 and NUL bytes cost no other line', async () => {
  const content = Buffer.concat([
    Buffer.from(`\uFEFF${lines({ ...good, id: 1 })}\n`),
    Buffer.from([0x22, 0xff, 0x0a]),
    Buffer.from(`a\0b\n${lines({ ...good, id: 4, input: 'a\0b' })}`),
  ])
  const { loaded, bad, rows } = await load(content)
  assert.equal(loaded.records, 2)
  assert.equal(rows[1]?.input, 'a\0b')
  assert.deepEqual(bad, [
    [2, 'the line is not valid UTF-8'],
    [3, 'the line is not valid JSON'],
  ])
})

test('a text cut within an emoji and a line nested a million deep cost nothing else', async () => {
  const cut = { ...good, id: 1, input: 'a \\ud83d \ud83d', output: '😀 \ude00x' }
  const escaped = JSON.stringify({ ...good, id: 2, input: '😀' }).replace('😀', '\\ud83d\\uDE00')
  const { rows, bad } = await load(
    [lines(cut), escaped, '['.repeat(1_000_000), '{"a":'.repeat(200_000)].join('\n'),
  )
  assert.deepEqual(
    rows.map(({ input, output }) => [input, output]),
    [
      ['a \\ud83d \ufffd', '😀 \ufffdx'],
      ['😀', 'hello there'],
    ],
  )
  assert.deepEqual(
    bad.map(([line]) => line),
    [3, 4],
  )
})

test('a line of almost 16 MB is read and a longer one is quarantined', async () => {
  const long = { ...good, id: 1, input: 'x'.repeat(16_000_000) }
  const tooLong = { ...good, id: 2, input: 'x'.repeat(17_000_000) }
  const { loaded, bad, rows } = await load(lines(long, tooLong, { ...good, id: 3 }))
  assert.equal(loaded.records, 2)
  assert.partialDeepStrictEqual(rows[0]?.input_features, { characters: 16_000_000, words: 1 })
  assert.deepEqual(bad, [[2, 'the line is longer than 16 MB']])
})

test('an empty log is no night and no error', async () => {
  const { loaded } = await load('')
  assert.deepEqual(loaded, {
    dates: [],
    records: 0,
    duplicates: 0,
    leftOut: 0,
    quarantined: 0,
    reasons: [],
    featureFailures: new Map(),
    quarantine: null,
  })
})

test('a file that is not there and a zone that has no name are the user’s to correct', async () => {
  await using db = await openDatabase({ temporaryFolder: join(tmpdir(), 'nightdrift-spill') })
  const options = { ...PLAIN, source: '/nowhere/log.jsonl', sourceName: 'x', folder: '/nowhere' }
  await assert.rejects(loadTraffic(db, { ...options, timezone: 'UTC' }), ConfigError)
  await assert.rejects(loadTraffic(db, { ...options, timezone: 'Mars/North' }), /Mars\/North/)
})
