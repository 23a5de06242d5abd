import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Database, openDatabase } from '../../../queries/database.ts'
import { countErrors } from '../../../queries/results/count-errors.ts'
import { readPassTable } from '../../../queries/results/read-pass-table.ts'
import { readResultTexts } from '../../../queries/results/read-result-texts.ts'
import { worstCases } from '../../../queries/results/tell-scores.ts'
import { writeResults } from '../../../queries/results/write-results.ts'
import type { Case } from '../../../suite/case.ts'
import { inputDigest } from '../../../suite/case-digest.ts'
import type { CaseResult } from '../../../suite/case-result.ts'
import { passes } from '../../../suite/passes.ts'

const refund: Case = {
  id: 'refund',
  input: 'Can I get "my" money\nback?\0',
  expected: ['yes', 'Yes.'],
  tags: { intent: 'refund', vip: true, tries: 2 },
  group: 'g',
}
const bike: Case = { id: 'bike', input: [{ role: 'user', content: 'Where?' }], expected: { city: 'Bonn' } }
const cases = new Map([refund, bike].map((item) => [item.id, item]))

const results: CaseResult[] = [
  {
    caseId: 'refund',
    epoch: 1,
    status: 'answered',
    answer: {
      output: 'yes \ud83d',
      model: 'm',
      finishReason: 'stop',
      latencyMs: 12.5,
      firstTokenMs: 4,
      tokens: { input: 3, output: 1, cached: 2, reasoning: 1 },
      costUsd: 1e-9,
      toolCalls: [{ name: 'refund', arguments: { order: 7 } }],
      fingerprint: 'fp_1',
      requestDigest: 'abc',
    },
    error: null,
    scores: {
      exact: { value: 1 },
      judge: {
        value: null,
        reason: 'no verdict',
        judge: { tokens: { input: 10, output: 2 }, costUsd: 0.5 },
      },
      f1: { value: 0.7, passed: false },
    },
  },
  {
    caseId: 'bike',
    epoch: 2,
    status: 'errored',
    answer: null,
    error: { kind: 'timeout', message: 'No answer within 30 s.' },
    scores: {},
  },
]

async function withResults(work: (db: Database, path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-'))
  try {
    await using db = await openDatabase({ temporaryFolder: join(folder, 'spill') })
    const path = join(folder, 'results.parquet')
    await writeResults(db, { results, cases, path })
    await work(db, path)
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('every field of a result has its column', async () => {
  await withResults(async (db, path) => {
    const rows = await db.rows({ name: 'all', sql: 'FROM read_parquet($path)' }, { path })
    assert.deepEqual(rows[0], {
      case_id: 'refund',
      epoch: 1,
      input_digest: inputDigest(refund),
      case_group: 'g',
      tags: [
        { key: 'intent', value: 'refund' },
        { key: 'vip', value: 'true' },
        { key: 'tries', value: '2' },
      ],
      status: 'answered',
      input: 'Can I get "my" money\nback?\0',
      expected: '["yes","Yes."]',
      output: 'yes \ufffd',
      model: 'm',
      finish_reason: 'stop',
      latency_ms: 12.5,
      first_token_ms: 4,
      input_tokens: 3,
      cached_tokens: 2,
      output_tokens: 1,
      reasoning_tokens: 1,
      cost_usd: 1e-9,
      tool_calls: '[{"name":"refund","arguments":{"order":7}}]',
      fingerprint: 'fp_1',
      request_digest: 'abc',
      from_cache: false,
      judge_cost_usd: 0.5,
      judge_tokens: 12,
      error_kind: null,
      error_message: null,
      scores: [
        { key: 'exact', value: { value: 1, reason: null } },
        { key: 'judge', value: { value: null, reason: 'no verdict' } },
        { key: 'f1', value: { value: 0.7, reason: null } },
      ],
      passed: [{ key: 'f1', value: false }],
    })
    assert.equal(rows[1]?.error_kind, 'timeout')
  })
})

test('the pass table keeps unscored and errored apart from failed', async () => {
  await withResults(async (db, path) => {
    assert.deepEqual(await readPassTable(db, [path]), [
      {
        caseId: 'bike',
        epoch: 2,
        inputDigest: inputDigest(bike),
        group: null,
        tags: {},
        status: 'errored',
        scores: {},
      },
      {
        caseId: 'refund',
        epoch: 1,
        inputDigest: inputDigest(refund),
        group: 'g',
        tags: { intent: 'refund', vip: 'true', tries: '2' },
        status: 'answered',
        scores: {
          exact: { value: 1, passed: null },
          judge: { value: null, passed: null },
          f1: { value: 0.7, passed: false },
        },
      },
    ])
    assert.deepEqual(await readPassTable(db, []), [])
  })
})

test('a file of before scorers had marks of their own is read as before', async () => {
  await withResults(async (db, path) => {
    const old = `${path}.old`
    const sql = 'COPY (SELECT * EXCLUDE (passed) FROM read_parquet($path)) TO $old (FORMAT parquet)'
    await db.run({ name: 'old', sql }, { path, old })
    const [, row] = await readPassTable(db, [old])
    assert.deepEqual(row?.scores.f1, { value: 0.7, passed: null })
    assert.equal(passes(row?.scores.f1), true)
  })
})

test('texts come in the order asked for, and unknown cases are left out', async () => {
  await withResults(async (db, path) => {
    assert.deepEqual(await readResultTexts(db, [path], ['bike', 'nobody', 'refund']), [
      { caseId: 'bike', input: 'Where?', output: null, expected: '{"city":"Bonn"}' },
      { caseId: 'refund', input: refund.input, output: 'yes \ufffd', expected: 'yes | Yes.' },
    ])
    assert.deepEqual(await readResultTexts(db, [path], []), [])
  })
})

test('a run without results is a file without rows', async () => {
  await withResults(async (db, path) => {
    await writeResults(db, { results: [], cases, path })
    assert.deepEqual(await readPassTable(db, [path]), [])
  })
})

test('a result of an unknown case is refused by name', async () => {
  await withResults(async (db, path) => {
    await assert.rejects(writeResults(db, { results, cases: new Map(), path }), /case "refund"/)
  })
})

test('errors are counted by kind, with the message of one of them', async () => {
  await withResults(async (db, path) => {
    assert.deepEqual(await countErrors(db, [path]), [
      { kind: 'timeout', count: 1, message: 'No answer within 30 s.' },
    ])
    assert.deepEqual(await countErrors(db, []), [])
  })
})

test('a case that fails in several epochs is told once, by its lowest value', async () => {
  const epoch = (number: number, value: number): CaseResult => ({
    ...results[0]!,
    epoch: number,
    scores: { exact: { value }, f1: { value: 0.6, passed: false, reason: 'low' } },
  })
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-'))
  try {
    await using db = await openDatabase({ temporaryFolder: join(folder, 'spill') })
    const path = join(folder, 'results.parquet')
    await writeResults(db, { results: [epoch(1, 0.4), epoch(2, 0.2), epoch(3, 1)], cases, path })
    assert.deepEqual(await worstCases(db, [path], 8), [
      { caseId: 'refund', epoch: 2, scorer: 'exact', value: 0.2, reason: null },
      { caseId: 'refund', epoch: 1, scorer: 'f1', value: 0.6, reason: 'low' },
    ])
  } finally {
    await rm(folder, { recursive: true })
  }
})
