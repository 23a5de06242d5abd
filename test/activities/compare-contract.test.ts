import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ComparedColumn } from '../../activities/compare-tables.ts'
import { type Columns, compareFiles } from './table-files.ts'

type Cells = readonly (string | number | null)[]

const many = (count: number, value: (row: number) => string | number | null): Cells =>
  Array.from({ length: count }, (_, row) => value(row))

const NUMERIC = [
  'ks',
  'ksPValue',
  'wasserstein1',
  'wassersteinNormalized',
  'psi',
  'jensenShannonDistance',
  'hellinger',
  'totalVariation',
  'cramerVonMises',
  'cramerVonMisesPValue',
  'mannWhitneyPValue',
  'cliffsDelta',
  'meanDifference',
]
const CATEGORICAL = [
  'psi',
  'jensenShannonDistance',
  'hellinger',
  'totalVariation',
  'chiSquare',
  'chiSquareDof',
  'chiSquarePValue',
  'cramersV',
]

const KEYS = [
  'name',
  'type',
  'n',
  'missing',
  'metrics',
  'effect',
  'pValue',
  'adjustedPValue',
  'minimumEffect',
  'verdict',
  'driftedIn',
  'direction',
  'rule',
  'notes',
]

/** Every value is a number in its range, or null with a note that names it or says that nothing can be compared. */
function assertContract(column: ComparedColumn): void {
  const { name, type, metrics, effect, pValue, adjustedPValue, verdict, notes } = column
  assert.deepEqual(Object.keys(column), KEYS, name)
  assert.deepEqual(
    Object.keys(metrics).sort(),
    (type === 'categorical' ? CATEGORICAL : NUMERIC).toSorted(),
    name,
  )
  const said = notes.join(' ')
  for (const [metric, value] of Object.entries(metrics)) {
    if (value === null)
      assert.ok(
        said.includes(metric) || /every metric/.test(said) || /p-value/.test(said),
        `${name}: ${metric} is null: ${said}`,
      )
    else assert.ok(Number.isFinite(value), `${name}: ${metric} is ${value}`)
  }
  if (effect === null) assert.match(said, /effect/, name)
  else assert.ok(effect.interval.lower <= effect.value && effect.value <= effect.interval.upper, name)
  if (pValue === null) assert.match(said, /p-value/, name)
  else assert.ok(pValue > 0 && pValue <= 1, name)
  if (adjustedPValue === null) assert.match(said, /No adjustedPValue and no direction: not judged/, name)
  assert.equal(column.driftedIn.length > 0, verdict === 'drifted', name)
  // A column whose missing values drift has drifted, whatever its own values say.
  if (verdict !== 'drifted') assert.equal(adjustedPValue === null, verdict === 'insufficient-data', name)
}

const TABLES: Readonly<Record<string, readonly Cells[]>> = {
  missing: [many(40, (i) => (i % 2 ? i / 3 : null)), many(40, (i) => (i % 5 ? i / 3 : null))],
  'all missing in current': [many(40, (i) => i / 3), many(40, () => null)],
  constant: [many(40, () => 7.5), many(40, () => 7.5)],
  'constant reference': [many(40, () => 7.5), many(40, (i) => i / 3)],
  'other constant': [many(40, () => 7.5), many(40, () => 8.5)],
  'unseen categories': [many(40, (i) => `a${i % 3}`), many(40, (i) => `a${i % 5}`)],
  'other categories': [many(40, (i) => `a${i % 3}`), many(40, (i) => `b${i % 3}`)],
  'one category': [many(40, () => 'a'), many(40, () => 'a')],
  'disjoint numbers': [many(40, (i) => i / 3), many(40, (i) => 1000 + i / 3)],
  'one row': [[0.5], many(40, (i) => i / 3)],
  'one row each': [[0.5], [1.5]],
  infinities: [many(40, (i) => (i % 4 ? i / 3 : 'inf')), many(40, (i) => (i % 7 ? i / 3 : '-Infinity'))],
  'only infinities': [many(40, () => 'inf'), many(40, (i) => i / 3)],
  booleans: [many(40, (i) => (i % 2 ? 'true' : 'false')), many(40, () => 'True')],
  'huge numbers': [many(40, (i) => `${1 + i / 50}e308`), many(40, (i) => `-${1 + i / 50}e308`)],
  'numbers of every size': [
    many(40, (i) => [1e308, -1e308, 5e-324, 0][i % 4]!),
    many(40, (i) => [1.7e308, -1.7e308, 2, 3][i % 4]!),
  ],
  'tiny numbers': [many(40, (i) => `${i}e-320`), many(40, (i) => `${i + 3}e-320`)],
  'numbers and words': [many(40, (i) => i), many(40, (i) => `w${i % 4}`)],
  'a name\'s "quotes", <b>signs</b>\nand lines': [many(40, (i) => i / 3), many(40, (i) => i / 2)],
  constructor: [many(40, (i) => i / 3), many(40, (i) => i / 2)],
  __proto__x: [many(40, (i) => `p${i % 2}`), many(40, (i) => `p${i % 3}`)],
}

test('each key is there, each null has its reason, whatever a column holds', async (t) => {
  const side = (at: 0 | 1) =>
    Object.fromEntries(Object.entries(TABLES).map(([name, both]) => [name, both[at]!]))
  const { columns, skipped } = await compareFiles(t, { reference: side(0), current: side(1) })
  assert.deepEqual(skipped, [])
  assert.deepEqual(
    columns.map(({ name }) => name),
    Object.keys(TABLES),
  )
  for (const column of columns) assertContract(column)
  const of = (name: string) => columns.find((column) => column.name === name)!
  assert.deepEqual(of('missing').missing, { reference: 20, current: 8 })
  assert.match(of('all missing in current').rule, /^the share of missing values/)
  assert.equal(of('all missing in current').verdict, 'drifted')
  assert.deepEqual([of('constant').verdict, of('constant').metrics.wassersteinNormalized], ['same', null])
  assert.deepEqual([of('constant reference').verdict, of('constant reference').metrics.psi], ['drifted', 0])
  assert.deepEqual([of('other constant').metrics.ks, of('other constant').metrics.wasserstein1], [1, 1])
  assert.equal(of('other categories').metrics.totalVariation, 1)
  assert.deepEqual(
    [of('one category').metrics.chiSquare, of('one category').metrics.chiSquarePValue],
    [0, null],
  )
  assert.deepEqual([of('disjoint numbers').metrics.ks, of('disjoint numbers').metrics.cliffsDelta], [1, -1])
  assert.match(of('one row').rule, /^the share of missing values/)
  assert.match(
    of('infinities').notes.join(),
    /Infinite values are left out: 10 of the reference, 6 of the current side/,
  )
  assert.deepEqual(of('infinities').missing, { reference: 0, current: 0 })
  assert.match(of('only infinities').notes.join(), /the reference has no value/)
  assert.deepEqual([of('booleans').type, of('booleans').verdict], ['categorical', 'drifted'])
  assert.match(of('huge numbers').notes.join(), /wasserstein1 does not exist: it exceeds the largest number/)
  assert.match(
    of('numbers of every size').notes.join(),
    /wassersteinNormalized means nothing: the reference’s standard deviation exceeds/,
  )
  assert.match(of('numbers and words').notes.join(), /The reference holds numbers and the current side texts/)
})

test('the order of rows and of columns changes nothing, whatever a column holds', async (t) => {
  const names = Object.keys(TABLES)
  const side = (at: 0 | 1, order: readonly string[], turn: (cells: Cells) => Cells) =>
    Object.fromEntries(order.map((name) => [name, turn(padded(TABLES[name]![at]!))]))
  // All columns as long as the longest, so that turning the rows keeps what belongs together.
  const padded = (cells: Cells): Cells => many(40, (row) => cells[row] ?? null)
  const straight = await compareFiles(t, {
    reference: side(0, names, (cells) => cells),
    current: side(1, names, (cells) => cells),
  })
  const turned = await compareFiles(t, {
    reference: side(0, names.toReversed(), (cells) => cells.toReversed()),
    current: side(1, names, (cells) => [...cells.slice(7), ...cells.slice(0, 7)]),
  })
  assert.deepEqual(turned.columns.toReversed(), straight.columns)
})

test('one row is too little data, with metrics that describe it', async (t) => {
  const { columns } = await compareFiles(t, { reference: { x: [0.5] }, current: { x: [1.5, 2.5] } })
  const [x] = columns
  assertContract(x!)
  assert.deepEqual([x!.verdict, x!.metrics.ks, x!.metrics.cramerVonMises], ['insufficient-data', 1, null])
  assert.match(x!.rule, /1 value on the smaller side, 30 needed/)
  assert.match(x!.notes.join(), /cramerVonMises and its p-value do not exist: they need two values a side/)
})

test('columns that cannot be compared are named with the reason', async (t) => {
  const table = (id: string): Columns => ({
    id: many(40, (i) => `${id}${i}`),
    at: many(40, (i) => `2026-11-${10 + (i % 9)}T10:00:00Z`),
    nothing: many(40, () => null),
    x: many(40, (i) => i / 3),
  })
  const { columns, skipped } = await compareFiles(t, { reference: table('a'), current: table('b') })
  assert.deepEqual(
    columns.map(({ name }) => name),
    ['x'],
  )
  const reasons = Object.fromEntries(skipped.map(({ name, reason }) => [name, reason]))
  assert.match(reasons.id!, /^80 of its 80 values are distinct, as ids are/)
  assert.match(reasons.at!, /^it holds dates or times, which differ between any two windows/)
  assert.match(reasons.nothing!, /^it has no values on either side/)
})

test('dates become seconds, and times of day seconds since midnight, when asked for as numbers', async (t) => {
  const table = (shift: number): Columns => ({
    at: many(40, (i) => `2026-11-${10 + ((i + shift) % 9)} 10:00:00.1234567`),
    zoned: many(40, (i) => `2026-11-10T1${i % 9}:00:00+02:00`),
    clock: many(40, (i) => `1${(i + shift) % 9}:30`),
  })
  const { columns } = await compareFiles(t, {
    reference: table(0),
    current: table(4),
    types: { at: 'numeric', zoned: 'numeric', clock: 'numeric' },
  })
  for (const { type, notes, n } of columns) {
    assert.deepEqual([type, n.reference], ['numeric', 40])
    assert.match(notes.join(), /seconds since 1970-01-01 UTC/)
  }
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const days = (shift: number) => mean(Array.from({ length: 40 }, (_, i) => (i + shift) % 9))
  const [at, , clock] = columns
  assert.ok(Math.abs(at!.metrics.meanDifference! - 86_400 * (days(4) - days(0))) < 1e-3)
  assert.ok(Math.abs(clock!.metrics.meanDifference! - 3_600 * (days(4) - days(0))) < 1e-6)
})

test('swapping the sides keeps what has no side, turns the sign of what has one, and no verdict', async (t) => {
  const reference: Columns = {
    x: many(150, (i) => ((i * 37) % 101) / 7),
    tied: many(60, (i) => (i * 7) % 5),
    kind: many(150, (i) => `k${(i * i) % 7}`),
  }
  const current: Columns = {
    x: many(120, (i) => ((i * 53) % 97) / 6),
    tied: many(90, (i) => (i * 3) % 7),
    kind: many(120, (i) => `k${(i * i) % 11}`),
  }
  const there = await compareFiles(t, { reference, current })
  const back = await compareFiles(t, { reference: current, current: reference })
  const near = (a: number | null, b: number | null, what: string) =>
    assert.ok(Math.abs(a! - b!) <= 1e-12 * Math.max(1, Math.abs(a!)), `${what}: ${a} ${b}`)
  for (const [index, one] of there.columns.entries()) {
    const other = back.columns[index]!
    assert.deepEqual(other.verdict, one.verdict)
    near(other.pValue, one.pValue, `${one.name} pValue`)
    const symmetric = one.type === 'categorical' ? CATEGORICAL : SYMMETRIC
    for (const metric of symmetric)
      near(other.metrics[metric]!, one.metrics[metric]!, `${one.name} ${metric}`)
    if (one.type === 'categorical') continue
    for (const metric of ['cliffsDelta', 'meanDifference'])
      near(other.metrics[metric]!, -one.metrics[metric]!, `${one.name} ${metric}`)
  }
})

/** The others stand on the reference's bins or its deviation, and change. */
const SYMMETRIC = [
  'ks',
  'ksPValue',
  'wasserstein1',
  'cramerVonMises',
  'cramerVonMisesPValue',
  'mannWhitneyPValue',
]

test('hundreds of columns are compared, and one that drifts among few rows is found', async (t) => {
  const table = (shift: number) =>
    Object.fromEntries(
      Array.from({ length: 200 }, (_, column) => [
        `c${column}`,
        many(40, (i) => ((i * (column + 7)) % 41) / 4 + (column === 100 ? shift : 0)),
      ]),
    )
  const { columns, drifted } = await compareFiles(t, { reference: table(0), current: table(9) })
  assert.equal(columns.length, 200)
  assert.deepEqual(drifted, ['c100'])
})
