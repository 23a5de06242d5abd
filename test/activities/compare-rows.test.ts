import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { compareTables } from '../../activities/compare-tables.ts'
import { openDatabase } from '../../queries/database.ts'
import { textOf } from '../../queries/statement.ts'
import { seededRandom } from '../../stats/random.ts'
import { ConfigError } from '../../suite/config/errors.ts'
import { type Columns, compareFiles } from './table-files.ts'

/** Conversations of one to seven turns with a latency of their own, each of one model. */
function conversations(seed: string, count: number, slower: (model: string) => number): Columns {
  const random = seededRandom(seed)
  const table = {
    conversation_id: [] as string[],
    user_id: [] as string[],
    latency: [] as number[],
    model: [] as string[],
  }
  for (let c = 0; c < count; c += 1) {
    const model = ['small', 'large', 'huge'][Math.floor(random() * 3)]!
    const own = 500 * random() + slower(model)
    for (let turn = 0; turn < 1 + 7 * random(); turn += 1) {
      table.conversation_id.push(`c${c}`)
      table.user_id.push(`u${c % 20}`)
      table.latency.push(Math.round(own + 50 * random()))
      table.model.push(model)
    }
  }
  return table
}

const never = () => 0

test('ids that repeat are found, told, and widen the interval; none wants none of it', async (t) => {
  const tables = { reference: conversations('a', 60, never), current: conversations('b', 50, never) }
  const found = await compareFiles(t, tables)
  assert.match(found.notes[0]!, /^Rows of one "user_id" hang together \(20 of them in the reference, 20 on/)
  const conversation = await compareFiles(t, { ...tables, cluster: 'conversation_id' })
  assert.match(conversation.notes[0]!, /^Rows of one "conversation_id" hang together \(60 of them/)
  const single = await compareFiles(t, { ...tables, cluster: 'none' })
  assert.deepEqual(single.notes, [])
  const width = ({ columns }: typeof found) => {
    const { interval } = columns.find(({ name }) => name === 'model')!.effect!
    return interval.upper - interval.lower
  }
  assert.ok(width(conversation) > 1.5 * width(single), `${width(conversation)} ${width(single)}`)
})

test('ids that never repeat make no clusters, and a column that is not there is refused with those that are', async (t) => {
  const once = {
    user_id: Array.from({ length: 40 }, (_, i) => `u${i}`),
    x: Array.from({ length: 40 }, (_, i) => i),
  }
  const { notes } = await compareFiles(t, { reference: once, current: once })
  assert.deepEqual(notes, [])
  await assert.rejects(
    compareFiles(t, { reference: once, current: once, cluster: 'session' }),
    /--cluster "session": neither table has such a column. Expected one of "user_id", "x"/,
  )
  await assert.rejects(
    compareFiles(t, { reference: once, current: once, by: 'model' }),
    /--by "model": not both tables have such a column/,
  )
})

test('the order of rows and of columns changes nothing, also with clusters, weights and slices', async (t) => {
  const table = conversations('rows', 40, never)
  const weighted = {
    ...table,
    inclusion_probability: table.latency!.map((ms) => (Number(ms) > 250 ? 1 : 0.25)),
  }
  const other = conversations('other', 30, never)
  const turned = (columns: Columns): Columns =>
    Object.fromEntries(
      Object.entries(columns)
        .reverse()
        .map(([name, cells]) => [name, cells.toReversed()]),
    )
  const options = { cluster: 'conversation_id', by: 'model' } as const
  const straight = await compareFiles(t, { reference: weighted, current: other, ...options })
  const reversed = await compareFiles(t, { reference: turned(weighted), current: turned(other), ...options })
  const byName = <T extends { readonly name: string }>(items: readonly T[]) =>
    items.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  assert.deepEqual(byName(reversed.columns), byName(straight.columns))
  assert.deepEqual(
    reversed.slices!.slices.map((slice) => byName(slice.columns)),
    straight.slices!.slices.map((slice) => byName(slice.columns)),
  )
})

test('weights turn what was kept into what there was: n counts rows, metrics the whole', async (t) => {
  const plans = [...new Array(40).fill('free'), ...new Array(40).fill('paid')]
  const reference = { plan: [...new Array(80).fill('free'), ...new Array(20).fill('paid')] }
  const current = { plan: plans, inclusion_probability: plans.map((plan) => (plan === 'free' ? 0.25 : 1)) }
  const { columns, notes, skipped } = await compareFiles(t, { reference, current })
  const [plan] = columns
  assert.deepEqual(plan!.n, { reference: 100, current: 80 })
  assert.ok(Math.abs(plan!.metrics.totalVariation!) < 1e-12, `${plan!.metrics.totalVariation}`)
  assert.equal(plan!.verdict, 'same')
  assert.deepEqual(notes, ['Rows of the current table are weighted by 1 / inclusion_probability.'])
  // Kish: (40·4 + 40)² / (40·16 + 40) = 58.8.
  assert.match(plan!.notes.join(), /worth 100 of equal weight in the reference and 59 on the current side/)
  assert.deepEqual(skipped, [{ name: 'inclusion_probability', reason: 'it weights the rows' }])
})

test('a probability that is none is refused, one that is absent counts once', async (t) => {
  const table = (probability: readonly (string | number | null)[]) => ({
    x: [1, 2.5, 3],
    inclusion_probability: probability,
  })
  for (const wrong of [0, -1, 1.5, 1e-300, 'secret'])
    await assert.rejects(
      compareFiles(t, { reference: table([1, 0.5, wrong]), current: table([1, 1, 1]) }),
      (error: Error) => /reference table: in 1 of them/.test(error.message) && !/secret/.test(error.message),
    )
  const { notes } = await compareFiles(t, { reference: table([1, 0.5, null]), current: table([1, 1, 1]) })
  assert.match(notes[0]!, /inclusion_probability; 1 have none and count once/)
})

test('a drift of one slice is found in it, and everything keeps four fifths of the level', async (t) => {
  const { slices, notes } = await compareFiles(t, {
    reference: conversations('a', 300, never),
    current: conversations('b', 300, (model) => (model === 'huge' ? 600 : 0)),
    cluster: 'conversation_id',
    by: 'model',
  })
  assert.equal(slices!.by, 'model')
  const verdicts = Object.fromEntries(slices!.slices.map(({ value, drifted }) => [value, drifted]))
  assert.deepEqual(verdicts, { small: [], large: [], huge: ['latency'] })
  assert.match(notes.join(), /against the level 0.04 and those of all slices together against 0.01/)
  const [latency] = slices!.slices[0]!.columns.filter(({ name }) => name === 'latency')
  assert.match(latency!.rule, /0\.01/)
})

test('many slices cannot hide a drift that everything shows', async (t) => {
  const random = seededRandom('many slices')
  const table = (shift: number) => ({
    slice: Array.from({ length: 800 }, () => `s${Math.floor(40 * random())}`),
    x: Array.from({ length: 800 }, () => random() + shift),
  })
  const [reference, current] = [table(0), table(0.15)]
  const sliced = await compareFiles(t, { reference, current, by: 'slice' })
  assert.deepEqual(sliced.drifted, ['x'])
})

test('values beyond fifty are one slice that says how many; rows without a value are a slice; few rows are too little', async (t) => {
  const names = Array.from({ length: 70 }, (_, i) => `s${i}`)
  const cells = names.flatMap((name, i) => new Array<string>(i < 60 ? 3 : 1).fill(name))
  const table = { slice: [...cells, '', ''], x: [...cells.map((_, i) => i / 7), 0.5, 0.5] }
  const { slices, notes } = await compareFiles(t, { reference: table, current: table, by: 'slice' })
  assert.equal(slices!.slices.length, 51)
  const last = slices!.slices.at(-1)!
  assert.deepEqual([last.value, last.pooled, last.rows], [null, 21, { reference: 42, current: 42 }])
  assert.equal(last.columns[0]!.n.reference, 42)
  assert.match(
    notes.join(),
    /has 71 values: the 50 with most rows are slices, the other 21 \(42 and 42 rows\)/,
  )
  assert.equal(slices!.slices[0]!.columns[0]!.verdict, 'insufficient-data')
})

test('rows that are too many to be held are refused, with what to do instead', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-'))
  t.after(() => rm(folder, { recursive: true }))
  const path = join(folder, 'long.parquet')
  {
    await using db = await openDatabase({ temporaryFolder: join(folder, 'spill') })
    const sql = `COPY (SELECT 0 AS a, 0 AS b, 0 AS c, 0 AS d, 'u' AS user_id FROM range(2500001)) TO ${textOf(path)}`
    await db.run({ name: 'a long table', sql })
  }
  const both = { reference: path, current: path, types: {} }
  const refused = (by: object, asker: RegExp) =>
    assert.rejects(compareTables({ ...both, ...by }), (error: Error) => {
      assert.match(
        error.message,
        /5,000,002 rows × 5 columns .* keeps 25,000,010 values .* at most 25,000,000\./,
      )
      assert.match(error.message, asker)
      return error instanceof ConfigError
    })
  await refused({}, /the cluster column "user_id" .* --cluster none\.$/)
  await refused({ cluster: 'none', by: 'a' }, /--by "a" .* leave out --by\.$/)
})

test('a slice of one side alone has nulls with their reason', async (t) => {
  const table = (names: readonly string[]) => ({
    slice: [...names, ''],
    x: [...names.map((_, i) => i + 0.5), 1.5],
  })
  const { slices } = await compareFiles(t, {
    reference: table(['a', 'a', 'b']),
    current: table(['a', 'c']),
    by: 'slice',
  })
  const found = slices!.slices.map(({ value, pooled, rows, columns }) => [
    value,
    pooled,
    rows.reference,
    rows.current,
    columns[0]!.effect === null,
  ])
  assert.deepEqual(found, [
    ['a', 0, 2, 1, false],
    [null, 0, 1, 1, false],
    ['b', 0, 1, 0, true],
    ['c', 0, 0, 1, true],
  ])
  assert.match(slices!.slices[2]!.columns[0]!.notes.join(), /the current side has no value/)
})
