import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { compareNumeric } from '../../../drift/compare-numeric.ts'
import { METRIC_WORDS } from '../../../drift/metric-words.ts'
import type { NumericSummary } from '../../../drift/summary.ts'
import { type Database, openDatabase } from '../../../queries/database.ts'
import { summariseNumbers } from '../../../queries/tables/summarise-numbers.ts'

/** One more than are kept value by value. */
const LONG = 1_000_001

async function databaseWith(t: TestContext, views: Readonly<Record<string, string>>): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-'))
  const db = await openDatabase({ temporaryFolder: folder })
  t.after(async () => {
    await db[Symbol.asyncDispose]()
    await rm(folder, { recursive: true })
  })
  for (const [view, sql] of Object.entries(views))
    await db.run({ name: view, sql: `CREATE TEMP VIEW ${view} AS ${sql}` })
  return db
}

/** Numbers without a pattern, one in 97 missing: the fractions of multiples of an irrational number, bent. */
const numbers = (rows: number, bend: number) =>
  `SELECT CASE WHEN i % 97 <> 0 THEN pow((i * 0.6180339887498949) % 1, ${bend}) * 100 END AS x, i % 60 AS w FROM range(${rows}) AS t(i)`

const COLUMNS = [
  { name: 'x', reference: 'CAST(x AS DOUBLE)', current: 'CAST(x AS DOUBLE)' },
  { name: 'w', reference: 'CAST(w AS DOUBLE)', current: 'CAST(w AS DOUBLE)' },
]

const compared = (pair: { readonly reference: NumericSummary; readonly current: NumericSummary }) =>
  compareNumeric(pair.reference, pair.current, { family: 'live-against-recent', check: 'x', seed: 'a' })

test('a long table is counted over the reference’s anchors, and every bound holds the exact number', async (t) => {
  const db = await databaseWith(t, { a: numbers(20_000, 1), b: numbers(LONG, 1.1) })
  const views = { reference: 'a', current: 'b' }
  const streamed = (await summariseNumbers(db, COLUMNS, { views, exact: false })).get('x')!
  const exact = (await summariseNumbers(db, COLUMNS, { views, exact: true })).get('x')!
  assert.match(streamed.current.grid, /^anchors /)
  assert.equal(exact.current.grid, 'every value')
  const [open, closed] = [compared(streamed), compared(exact)]
  assert.deepEqual([open.n, open.missing], [closed.n, closed.missing])
  for (const name of ['psi', 'jensenShannonDistance', 'hellinger', 'totalVariation'])
    assert.equal(open.metrics[name], closed.metrics[name], name)
  const note = open.notes.find((text) => text.includes('within bounds'))!
  for (const name of ['ks', 'cliffsDelta', 'wasserstein1', 'wassersteinNormalized']) {
    const [, lower, upper] = new RegExp(`${METRIC_WORDS[name]} ([-0-9.e]+) to ([-0-9.e]*[0-9])`).exec(note)!
    const value = closed.metrics[name]!
    const digits = Math.abs(value) * 1e-5
    assert.ok(
      Number(lower) - digits <= value && value <= Number(upper) + digits,
      `${name}: ${value}; ${note}`,
    )
  }
  assert.deepEqual(
    closed.notes.filter((text) => text.includes('within bounds')),
    [],
  )
})

test('a long reference fixes the anchors, and its decile bins stay exact', async (t) => {
  const db = await databaseWith(t, { a: numbers(LONG, 1), b: numbers(30_000, 1.2) })
  const views = { reference: 'a', current: 'b' }
  const streamed = (await summariseNumbers(db, COLUMNS, { views, exact: false })).get('x')!
  const exact = (await summariseNumbers(db, COLUMNS, { views, exact: true })).get('x')!
  assert.match(streamed.reference.grid, /^anchors /)
  for (const name of ['psi', 'totalVariation'])
    assert.equal(compared(streamed).metrics[name], compared(exact).metrics[name], name)
})

test('up to 1,000,000 rows a side every value is kept', async (t) => {
  const db = await databaseWith(t, { a: numbers(500, 1), b: numbers(LONG - 1, 1) })
  const found = await summariseNumbers(db, COLUMNS, {
    views: { reference: 'a', current: 'b' },
    exact: false,
  })
  assert.deepEqual([...found.keys()], ['x', 'w'])
  for (const { reference, current } of found.values())
    assert.deepEqual([reference.grid, current.grid], ['every value', 'every value'])
  assert.equal(found.get('w')!.current.values.length, 60)
})

test('neither the order of rows nor of columns changes a summary of a long table', async (t) => {
  const b = numbers(LONG, 1.1)
  const db = await databaseWith(t, { a: numbers(5000, 1), b, c: `SELECT * FROM (${b}) ORDER BY w, x` })
  const there = await summariseNumbers(db, COLUMNS, { views: { reference: 'a', current: 'b' }, exact: false })
  const back = await summariseNumbers(db, COLUMNS.toReversed(), {
    views: { reference: 'a', current: 'c' },
    exact: false,
  })
  for (const name of ['x', 'w']) assert.deepEqual(there.get(name), back.get(name))
})
