import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { openDatabase, type Row } from '../../../queries/database.ts'
import { redact } from '../../../report/redact.ts'
import { ConfigError } from '../../../suite/config/errors.ts'
import { loadLog } from './load-log.ts'
import { HARMLESS, REDACTED } from './redact-corpus.ts'

const request = (fields: object) =>
  JSON.stringify({
    timestamp: '2026-11-22T01:00:00Z',
    input: 'hi',
    output: 'yes',
    model: 'm',
    latency_ms: 5,
    ...fields,
  })

const featuresOf = (row: Row | undefined) => row?.input_features as Record<string, unknown>

const ON = { redact: { patterns: {} } }

test('inputs and outputs reach the lake without what is personal or secret, as reports do', async () => {
  const texts = [...REDACTED.map(([text]) => text), ...HARMLESS]
  const { rows } = await loadLog(
    texts.map((text, id) => request({ id, input: text, output: text })).join('\n'),
    ON,
  )
  const expected = [...REDACTED.map(([, left]) => left), ...HARMLESS]
  assert.deepEqual(
    rows.map(({ input }) => input),
    expected,
  )
  assert.deepEqual(
    rows.map(({ output }) => output),
    expected,
  )
  assert.deepEqual(texts.map(redact), expected)
})

test('both redactions make the same of texts side by side, and doing it twice changes nothing more', async () => {
  const halves = [
    'a',
    '1',
    '"',
    'sk-',
    '0',
    '[',
    ']',
    '4111 1111',
    '+49',
    '::',
    '10.0.0',
    '.1',
    '@b.de',
    'eyJ',
  ]
  const pieces = fc.constantFrom(...REDACTED.map(([text]) => text), ...HARMLESS, ...halves)
  const between = fc.constantFrom(' ', ', ', '\n', '; ', ' (', ') ', '', '-', '.', ':', '/', '+')
  const joined = fc.array(fc.tuple(pieces, between), { maxLength: 6 })
  const texts = fc.sample(joined, 1000).map((parts) => parts.flat().join(''))
  await using db = await openDatabase({ temporaryFolder: join(tmpdir(), 'nightdrift-spill') })
  const sql =
    'SELECT redacted(text) AS once, redacted(redacted(text)) AS twice FROM (SELECT unnest($texts) AS text)'
  const rows = await db.rows({ name: 'redaction', sql }, { texts })
  const once = rows.map((row) => row.once)
  assert.deepEqual(once, texts.map(redact))
  assert.deepEqual(
    rows.map((row) => row.twice),
    once,
  )
})

test('names lose it too, and ids become pseudonyms that still tell requests and people apart', async () => {
  const lines = ['ada@example.org', 'ada@example.org', 'bob@example.org', 'u1'].map((user, place) =>
    request({
      id: `${place}@example.org`,
      user_id: user,
      error: `for ${user}`,
      tags: { mail: user, plan: 'x' },
    }),
  )
  const { rows } = await loadLog(lines.join('\n'), ON)
  assert.doesNotMatch(
    JSON.stringify(rows.map(({ timestamp, ...row }) => String(Object.values(row)))),
    /example\.org/,
  )
  assert.deepEqual(
    rows.map(({ error }) => error),
    ['for [email]', 'for [email]', 'for [email]', 'for u1'],
  )
  assert.deepEqual(rows[0]?.tags, [
    { key: 'mail', value: '[email]' },
    { key: 'plan', value: 'x' },
  ])
  assert.equal(rows[0]?.user_id, rows[1]?.user_id)
  assert.notEqual(rows[0]?.user_id, rows[2]?.user_id)
  assert.equal(rows[3]?.user_id, 'u1')
  assert.equal(new Set(rows.map(({ id }) => id)).size, 4)
  assert.equal(new Set(rows.map(({ record_key }) => record_key)).size, 4)
})

test('features are those of the text as it was logged', async () => {
  const { rows } = await loadLog(request({ input: 'mail ada@example.org' }), ON)
  assert.equal(rows[0]?.input, 'mail [email]')
  assert.equal(featuresOf(rows[0]).characters, 20)
})

test('patterns of the config become their names, also in tags', async () => {
  const redact = { patterns: { order: "O-\\d+'?", name: '(?i)\\bada\\b' } }
  const { rows } = await loadLog(request({ input: "O-17' of Ada", tags: { order: 'O-18' } }), { redact })
  assert.equal(rows[0]?.input, '[order] of [name]')
  assert.deepEqual(rows[0]?.tags, [{ key: 'order', value: '[order]' }])
})

test('a pattern that DuckDB cannot use is told as a fault of the config', async () => {
  const redact = { patterns: { huge: '(?:a{1000}){1000}' } }
  await assert.rejects(loadLog(request({}), { redact }), ConfigError)
})

test('redaction can be turned off', async () => {
  const { rows } = await loadLog(request({ input: 'ada@example.org', user_id: 'ada@example.org' }))
  assert.deepEqual([rows[0]?.input, rows[0]?.user_id], ['ada@example.org', 'ada@example.org'])
})

test('without texts the lake holds their features alone', async () => {
  const { rows, counts } = await loadLog(request({ input: 'two words', tags: { plan: 'x' } }), {
    ...ON,
    storeText: false,
  })
  assert.equal(counts.records, 1)
  assert.deepEqual([rows[0]?.input, rows[0]?.output], [null, null])
  assert.equal(featuresOf(rows[0]).words, 2)
  assert.doesNotMatch(String(Object.values(rows[0] ?? {})), /two words/)
})

test('without texts an error is its class, and a tag that holds a text is none', async () => {
  const errors = [
    ['timeout', 'timeout'],
    [429, '429'],
    ['openai.RateLimitError: too many: "Where is my bike?"', 'openai.RateLimitError'],
    [{ type: 'Where is my bike?' }, 'error'],
    ['Ada: where is my bike?', 'error'],
  ] as const
  const tags = { intent: 'find a bike', question: 'Where is my bike? '.repeat(4), lines: 'a\nb' }
  const lines = errors.map(([error]) => request({ error, tags }))
  const { rows } = await loadLog(lines.join('\n'), { storeText: false })
  assert.deepEqual(
    rows.map(({ error }) => error),
    errors.map(([, left]) => left),
  )
  assert.deepEqual(rows[0]?.tags, [
    { key: 'intent', value: 'find a bike' },
    { key: 'lines', value: '[text]' },
    { key: 'question', value: '[text]' },
  ])
})

test('long hostile texts do not hang', async () => {
  const pieces = [
    'a',
    '1',
    '12345678901234567890 ',
    'a.',
    'a@',
    '::',
    'f:',
    '(1',
    'sk-',
    'eyJ',
    '1.',

    '-----BEGIN PRIVATE KEY-----',
  ]
  const texts = [...pieces.map((piece) => piece.repeat(30_000)), '1'.repeat(500_000), '1 '.repeat(125_000)]
  const lines = texts.map((input, id) => request({ id, input }))
  assert.equal((await loadLog(lines.join('\n'), ON)).counts.records, texts.length)
})
