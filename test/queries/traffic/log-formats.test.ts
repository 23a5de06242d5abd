import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { openDatabase } from '../../../queries/database.ts'
import type { LogTreatment } from '../../../queries/traffic/log-format.ts'
import { loadLog } from './load-log.ts'
import { asCsv, asOpenAiPairs, REQUESTS } from './log-fixtures.ts'

/** Of a lake row what every format can say. */
const essence = (row: Readonly<Record<string, unknown>>) => ({
  id: row.id,
  timestamp: (row.timestamp as Date).toISOString(),
  input: row.input,
  output: row.output,
  model: row.model,
  latency_ms: row.latency_ms,
  tokens: { input: row.input_tokens, output: row.output_tokens },
  cost_usd: row.cost_usd,
  conversation_id: row.conversation_id,
  error: row.error,
  finish_reason: row.finish_reason,
  tags: Object.fromEntries(
    (row.tags as { key: string; value: string }[]).map(({ key, value }) => [key, value]),
  ),
})

const ALL = { records: 10, duplicates: 0, leftOut: 0, quarantined: 0 }

async function parquetOf(lines: string, select = '*'): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-'))
  try {
    await writeFile(join(folder, 'log.jsonl'), lines)
    await using db = await openDatabase({ temporaryFolder: join(folder, 'spill') })
    await db.run({
      name: 'make',
      sql: `COPY (SELECT ${select} FROM read_json('${folder}/log.jsonl')) TO '${folder}/log.parquet'`,
    })
    return await readFile(join(folder, 'log.parquet'))
  } finally {
    await rm(folder, { recursive: true })
  }
}

const jsonl = REQUESTS.map((request) => JSON.stringify(request)).join('\n')

const FORMATS: readonly (readonly [string, () => string | Buffer | Promise<Buffer>, LogTreatment['kind']])[] =
  [
    ['JSON lines', () => jsonl, 'jsonl'],
    ['JSON lines in gzip', () => gzipSync(jsonl), 'jsonl'],
    ['JSON lines in zstd', () => zstdCompressSync(jsonl), 'jsonl'],
    ['CSV', () => asCsv(REQUESTS), 'csv'],
    ['CSV in zstd', () => zstdCompressSync(asCsv(REQUESTS)), 'csv'],
    ['Parquet with nested columns', () => parquetOf(jsonl), 'parquet'],
    [
      'Parquet with flat columns',
      () =>
        parquetOf(
          jsonl,
          '* EXCLUDE (tokens, tags), tokens.input AS input_tokens, tokens.output AS output_tokens, tags.intent AS "tags.intent"',
        ),
      'parquet',
    ],
    ['pairs of OpenAI requests and responses', () => asOpenAiPairs(REQUESTS), 'openaiChat'],
  ]

for (const [name, content, kind] of FORMATS)
  test(`${name} load to the last line, each field in its column`, async () => {
    const { rows, counts, bad, dates } = await loadLog(await content(), { kind })
    assert.deepEqual(bad, [])
    assert.deepEqual(counts, ALL)
    assert.deepEqual(dates, ['2026-11-21', '2026-11-22'])
    assert.deepEqual(rows.map(essence), REQUESTS)
  })

test('a lost quote in CSV costs its line, and a record of another width its own', async () => {
  const content = [
    'timestamp,input,output,model,latency_ms',
    '2026-11-22T01:00:00Z,a,b,m,1',
    '2026-11-22T02:00:00Z,"a lost quote,b,m,2',
    '2026-11-22T03:00:00Z,c,d,m,3',
    '2026-11-22T04:00:00Z,"two',
    'lines",d,m,4',
    '2026-11-22T05:00:00Z,e,f,m',
    '2026-11-22T06:00:00Z,"g","",m,six',
    '2026-11-22T07:00:00Z,"h","",m,7',
  ].join('\n')
  const { rows, bad, counts } = await loadLog(content, { kind: 'csv' })
  assert.deepEqual(
    rows.map(({ line, input, output }) => [Number(line), input, output]),
    [
      [2, 'a', 'b'],
      [4, 'c', 'd'],
      [5, 'two\nlines', 'd'],
      [9, 'h', ''],
    ],
  )
  assert.deepEqual(bad, [
    [3, 'the record has a quote that encloses no cell or is not closed'],
    [7, 'the record has 4 cells, the first line has 5'],
    [8, 'latency_ms is not a number of at least 0'],
  ])
  assert.deepEqual(counts, { records: 4, duplicates: 0, leftOut: 0, quarantined: 3 })
})

test('a file that is no Parquet, or a damaged one, costs itself alone and says so', async () => {
  const whole = await parquetOf(jsonl)
  const damaged = Buffer.from(whole)
  damaged.fill(0x55, 4, whole.length - 2000)
  for (const content of [Buffer.from('PAR1 no'), whole.subarray(0, whole.length / 2), damaged]) {
    const { counts, bad } = await loadLog(content, { kind: 'parquet' })
    assert.deepEqual(bad, [[0, 'the Parquet file is damaged or is none']])
    assert.deepEqual(counts, { records: 0, duplicates: 0, leftOut: 0, quarantined: 1 })
  }
})

test('binary rubbish is quarantined in every format', async () => {
  const rubbish = Buffer.from(Array.from({ length: 5000 }, (_, place) => (place * 7919) % 251))
  for (const kind of ['jsonl', 'csv', 'parquet', 'openaiChat', 'otlp'] as const) {
    const { counts } = await loadLog(rubbish, { kind })
    assert.equal(counts.records, 0)
    assert.ok(counts.quarantined > 0, kind)
  }
})

test('a zstd file of many frames reads as one, and one that ends early says where', async () => {
  const frames = Buffer.concat(REQUESTS.map((request) => zstdCompressSync(`${JSON.stringify(request)}\n`)))
  assert.deepEqual((await loadLog(frames, {})).counts, ALL)
  const cut = await loadLog(frames.subarray(0, frames.length - 10), {})
  assert.equal(cut.counts.records, 9)
  assert.deepEqual(cut.bad, [[10, 'the compressed file ends early or is damaged here']])
})

test('a pair without an answer, a refusal, a call of a tool and a line that is no pair are told apart', async () => {
  const pair = (message: object, rest: object = {}) => ({
    request: {
      model: 'gpt-5',
      messages: [{ role: 'user', content: 'hi' }],
      user: 'u1',
      metadata: { intent: 'x' },
    },
    response: {
      created: 1795336200,
      model: 'gpt-5-2025',
      system_fingerprint: 'fp_1',
      choices: [{ message }],
    },
    ...rest,
  })
  const lines = [
    pair({ content: null, refusal: 'I cannot.' }),
    pair({ content: null, tool_calls: [{ function: { name: 'f' } }] }),
    pair({ content: [{ type: 'text', text: 'parts' }] }),
    pair({ content: null }),
    { question: 'hi' },
    pair({}, { timestamp: 1795336200, response: null, error: 'timeout' }),
  ]
  const { rows, bad } = await loadLog(lines.map((line) => JSON.stringify(line)).join('\n'), {
    kind: 'openaiChat',
  })
  assert.deepEqual(
    rows.map(({ output, model, error }) => [output, model, error]),
    [
      ['I cannot.', 'gpt-5-2025', null],
      ['[{"function":{"name":"f"}}]', 'gpt-5-2025', null],
      ['parts', 'gpt-5-2025', null],
      [null, 'gpt-5', 'timeout'],
    ],
  )
  assert.deepEqual(rows[0]?.tags, [
    { key: 'intent', value: 'x' },
    { key: 'system_fingerprint', value: 'fp_1' },
  ])
  assert.deepEqual(bad, [
    [4, 'output is missing and there is no error'],
    [5, 'the line is no pair of request and response'],
  ])
})
