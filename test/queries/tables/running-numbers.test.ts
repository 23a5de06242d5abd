import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { textOf } from '../../../queries/statement.ts'
import { summariseTables } from '../../../queries/tables/read-table.ts'
import { areRun, RUNNING, runCounter } from '../../../queries/tables/running-numbers.ts'
import { compare, withDatabase } from './summarised-files.ts'

const run = (from: number, length: number) => Float64Array.from({ length }, (_, i) => from + i)

test('numbers that count up, in any order and with few gaps, are a run', () => {
  assert.ok(areRun(run(1000, 20)))
  assert.ok(areRun(run(-7, 400).toReversed()))
  assert.ok(areRun(Float64Array.of(Number.NaN, ...run(0, 50))))
  assert.ok(areRun(run(0, 100).filter((value) => value % 25 !== 1)))
  assert.ok(!areRun(run(0, 19)), 'too few')
  assert.ok(!areRun(run(0, 100).filter((value) => value % 10 !== 1)), 'too many gaps')
  assert.ok(!areRun(Float64Array.of(3, ...run(0, 50))), 'a repeat')
  assert.ok(!areRun(run(0, 50).map((value) => value + 0.5)), 'no whole numbers')
  assert.ok(!areRun(Float64Array.of(Number.POSITIVE_INFINITY, ...run(0, 50))))
  assert.ok(!areRun(new Float64Array()))
})

test('parts in any order count as the whole does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 45 }), fc.nat(45), (values, cut) => {
      const parts = runCounter()
      parts.add(Float64Array.from(values.slice(cut)))
      parts.add(Float64Array.from(values.slice(0, cut)))
      const distinct = new Set(values).size === values.length
      assert.equal(parts.isRun() && distinct, areRun(Float64Array.from(values)))
    }),
  )
})

const table = (rows: number, from: number, user: (row: number) => string = String) =>
  `id,float,seats,user_id\n${Array.from({ length: rows }, (_, row) => `${from + row},${from + row}.0,${row % 9},${user(row)}`).join('\n')}\n`

test('running ids are left out, also where rows hang together, and compared when asked to', async () => {
  const files = { reference: table(60, 100), current: table(40, 160) }
  const skipped = [
    { name: 'id', reason: RUNNING },
    { name: 'float', reason: RUNNING },
    { name: 'user_id', reason: RUNNING },
  ]
  const plain = await compare(files)
  assert.deepEqual(plain.skipped, skipped)
  assert.deepEqual(
    plain.columns.map(({ name }) => name),
    ['seats'],
  )
  const asked = await compare({ ...files, types: { id: 'numeric' } })
  assert.deepEqual(
    asked.columns.map(({ name }) => name),
    ['id', 'seats'],
  )
  const user = (row: number) => `u${row % 20}`
  const clustered = { reference: table(60, 100, user), current: table(40, 160, user) }
  const grouped = await compare(clustered)
  assert.deepEqual(
    grouped.skipped.map(({ name }) => name),
    ['id', 'float', 'user_id'],
  )
  const askedGrouped = await compare({ ...clustered, types: { id: 'numeric' } })
  assert.deepEqual(
    askedGrouped.rowColumns.map(({ name }) => name),
    ['id', 'seats'],
  )
})

test('running ids on one side alone are compared', async () => {
  const { columns } = await compare({
    reference: table(60, 0),
    current: `id,seats\n${'7,1\n8,2\n9,3\n'.repeat(20)}`,
  })
  assert.deepEqual(
    columns.map(({ name }) => name),
    ['id', 'seats'],
  )
})

test('running ids of tables that are counted over anchors are left out too', async () => {
  await withDatabase(async (db, folder) => {
    const [a, b] = [join(folder, 'a.parquet'), join(folder, 'b.parquet')]
    for (const [path, from, rows] of [
      [a, 1, 5_000],
      [b, 5_001, 1_000_001],
    ] as const)
      await db.run({
        name: 'a table',
        sql: `COPY (SELECT i AS id, i % 5000 AS x FROM range(${from}, ${from + rows}) AS t(i)) TO ${textOf(path)}`,
      })
    for (const [reference, current] of [
      [a, b],
      [b, a],
      [b, b],
    ] as const) {
      const { columns, skipped } = await summariseTables(db, { reference, current })
      assert.deepEqual(skipped, [
        { name: 'id', reason: RUNNING },
        ...(reference === b || current === b ? [] : [{ name: 'x', reason: RUNNING }]),
      ])
      assert.deepEqual(
        columns.map(({ name }) => name),
        ['x'],
      )
    }
  })
})
