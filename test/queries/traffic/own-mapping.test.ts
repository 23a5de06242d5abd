import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { ConfigError } from '../../../suite/config/errors.ts'
import { loadLog } from './load-log.ts'

const row = (ts: string, q: string, rest: object = {}) =>
  JSON.stringify({ ts, q, a: 'yes', llm: { name: 'm' }, secs: 0.25, kind: 'chat', ...rest })

const SELECT =
  "SELECT ts AS timestamp, q AS input, a AS output, llm->>'name' AS model, 1000 * secs AS latency_ms, {'intent': kind} AS tags FROM raw"

test('a SELECT names the keys of JSON lines as a record has them', async () => {
  const lines = [
    row('2026-11-22T01:00:00+01:00', 'x'),
    '{"broken',
    row('2026-11-22T02:00:00Z', 'y'),
    '[]',
    row('never', 'z'),
  ]
  const { rows, bad, counts } = await loadLog(lines.join('\n'), { select: SELECT })
  assert.deepEqual(
    rows.map(({ line, timestamp, input, output, model, latency_ms }) => [
      Number(line),
      (timestamp as Date).toISOString(),
      input,
      output,
      model,
      latency_ms,
    ]),
    [
      [1, '2026-11-22T00:00:00.000Z', 'x', 'yes', 'm', 250],
      [3, '2026-11-22T02:00:00.000Z', 'y', 'yes', 'm', 250],
    ],
  )
  assert.deepEqual(rows[0]?.tags, [{ key: 'intent', value: 'chat' }])
  assert.deepEqual(bad, [
    [2, 'the line is not valid JSON'],
    [4, 'the line is not a JSON object'],
    [5, 'timestamp is neither ISO 8601 nor Unix seconds or milliseconds'],
  ])
  assert.deepEqual(counts, { records: 2, duplicates: 0, leftOut: 0, quarantined: 3 })
})

test('what a SELECT filters out is left out and counted, of any format', async () => {
  const lines = [row('2026-11-22T01:00:00Z', 'x'), row('2026-11-22T02:00:00Z', 'y', { kind: 'judge' })].join(
    '\n',
  )
  const chats = `${SELECT} WHERE kind = 'chat'`
  const left = { records: 1, duplicates: 0, leftOut: 1, quarantined: 0 }
  assert.deepEqual((await loadLog(lines, { select: chats })).counts, left)
  const csv = 'ts,q,a,ms,kind\n2026-11-22T01:00:00Z,x,yes,250,chat\n2026-11-22T01:00:00Z,x,yes,250,judge\n'
  const select =
    "WITH chat AS (SELECT * FROM raw WHERE kind = 'chat') SELECT ts AS timestamp, q AS input, a AS output, 'm' AS model, ms AS latency_ms FROM chat"
  const { rows, counts } = await loadLog(csv, { kind: 'csv', select })
  assert.deepEqual(counts, left)
  assert.equal(rows[0]?.latency_ms, 250)
})

test('a SELECT that would give something else the next time is refused', async () => {
  const volatile = {
    random: `${SELECT} WHERE random() < 0.5`,
    now: "SELECT now() AS timestamp, q AS input, a AS output, 'm' AS model FROM raw",
    current_date: `WITH c AS (${SELECT} WHERE raw.ts > current_date) SELECT * FROM c`,
    uuid: `SELECT *, uuid() AS id FROM (${SELECT})`,
    age: `${SELECT} WHERE age(CAST(ts AS TIMESTAMP)) > INTERVAL 1 DAY`,
    sample: `${SELECT} USING SAMPLE 10%`,
  }
  for (const [why, select] of Object.entries(volatile))
    await assert.rejects(loadLog(row('2026-11-22T01:00:00Z', 'x'), { select }), (error: Error) => {
      return (
        error instanceof ConfigError &&
        error.message.includes(`it ${why === 'sample' ? 'takes a' : 'calls'} ${why}`)
      )
    })
  const harmless = SELECT.replace(
    'ts AS timestamp',
    "ts AS timestamp, CAST(age(TIMESTAMP '2026-01-02', TIMESTAMP '2026-01-01') AS VARCHAR) AS id",
  )
  assert.equal((await loadLog(row('2026-11-22T01:00:00Z', 'x'), { select: harmless })).counts.records, 1)
})

test('a SELECT that never ends is stopped, and told to the user', async () => {
  const select = `${SELECT}, range(1000000) a, range(1000000) b WHERE a.range + b.range < 0`
  await assert.rejects(
    loadLog(row('2026-11-22T01:00:00Z', 'x'), { select, selectSeconds: 0.2 }),
    (error: Error) =>
      error instanceof ConfigError && /it took longer than 0.2 s for 64 MB of a log/.test(error.message),
  )
})

test('a SELECT reads no file, no network and no setting, and says why not', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-secret-'))
  t.after(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'secret.txt'), 'hunter2')
  const hostile = [
    `SELECT content AS input FROM read_text('${folder}/secret.txt')`,
    `SELECT * FROM '${folder}/secret.txt'`,
    `SELECT * FROM glob('${folder}/*')`,
    `SELECT * FROM read_csv('https://example.org/x.csv')`,
    `COPY raw TO '${folder}/out.csv'`,
    `INSTALL httpfs`,
    `SELECT 1; SELECT 2`,
    `SELEC q FROM raw`,
    `SELECT q FROM raw UNION SELECT a FROM raw`,
  ]
  for (const select of hostile) {
    await assert.rejects(
      loadLog(row('2026-11-22T01:00:00Z', 'x'), { select }),
      (error: Error) =>
        error instanceof ConfigError &&
        /Cannot use the `select`/.test(error.message) &&
        !/hunter2/.test(error.message),
      select,
    )
  }
})

test('a SELECT that fails on a file costs that file, without a word of what the rows hold', async () => {
  for (const select of [
    'SELECT nokey AS input FROM raw',
    'SELECT CAST(q AS INTEGER) AS input, ts AS timestamp FROM raw',
  ]) {
    const { counts, bad } = await loadLog(row('2026-11-22T01:00:00Z', 'hunter2'), { select })
    assert.deepEqual(counts, { records: 0, duplicates: 0, leftOut: 0, quarantined: 1 })
    assert.match(String(bad[0]?.[1]), /^the SELECT fails on this file: (?:Binder|Conversion) Error/)
    assert.doesNotMatch(String(bad[0]?.[1]), /hunter2/)
  }
})

test('several records of one row are records each', async () => {
  const select = "SELECT ts AS timestamp, unnest([q, 'second']) AS input, a AS output, 'm' AS model FROM raw"
  const { rows, counts } = await loadLog(row('2026-11-22T01:00:00Z', 'x'), { select })
  assert.deepEqual(rows.map(({ input }) => input).sort(), ['second', 'x'])
  assert.deepEqual(counts, { records: 2, duplicates: 0, leftOut: 0, quarantined: 0 })
})

test('a SELECT over spans sees their attributes', async () => {
  const attributes = [{ key: 'my.prompt', value: { stringValue: 'hi' } }]
  const span = {
    traceId: 't',
    spanId: 's',
    name: 'own',
    startTimeUnixNano: '1795336200000000000',
    endTimeUnixNano: '1795336201000000000',
    attributes,
  }
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'bot' } }] }
  const select = `SELECT start_time AS timestamp, attributes->>'my.prompt' AS input, 'x' AS output, resource->>'service.name' AS model, duration_ms AS latency_ms FROM raw WHERE name = 'own'`
  const content = JSON.stringify({
    resourceSpans: [{ resource, scopeSpans: [{ spans: [span, { ...span, name: 'other' }] }] }],
  })
  const { rows, counts } = await loadLog(content, { kind: 'otlp', select })
  assert.deepEqual(
    rows.map(({ input, model, latency_ms }) => [input, model, latency_ms]),
    [['hi', 'bot', 1000]],
  )
  assert.deepEqual(counts, { records: 1, duplicates: 0, leftOut: 1, quarantined: 0 })
})
