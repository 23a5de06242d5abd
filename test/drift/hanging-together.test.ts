import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mostAlarms } from '../../bench/calibration/row.ts'
import { userRows } from '../../bench/calibration/user-rows.ts'
import { compareCategorical } from '../../drift/compare-categorical.ts'
import { compareNumeric } from '../../drift/compare-numeric.ts'
import { categoricalDependence, missingDependence, numericDependence } from '../../drift/hanging-together.ts'
import { thinningFor } from '../../stats/dependence.ts'
import { unitSpread } from '../../stats/design-effect.ts'
import { seededRandom } from '../../stats/random.ts'
import { categoricalSummary, numericSummary } from './make-summary.ts'

const OPTIONS = { family: 'live-against-offline', check: 'x', seed: 'a' } as const

/** So many users of five requests. */
function users(count: number, habit: (user: number, i: number) => number) {
  const units = Uint32Array.from({ length: 5 * count }, (_, row) => Math.floor(row / 5))
  const values = Float64Array.from(units, (unit, row) => habit(unit, row % 5))
  return { units, values, weights: new Float64Array(values.length).fill(1) }
}

test('users who repeat themselves are worth one request each, in numbers, categories and what is missing', () => {
  const same = users(200, (user) => user % 7)
  assert.ok(Math.abs(numericDependence(same, unitSpread(same)).designEffect - 5) < 0.1)
  assert.ok(Math.abs(categoricalDependence(same, unitSpread(same)).designEffect - 5) < 0.1)
  const gone = users(200, (user) => (user % 3 === 0 ? Number.NaN : 1))
  assert.ok(Math.abs(missingDependence(gone, unitSpread(gone)).designEffect - 5) < 0.1)
  assert.equal(numericDependence(gone, unitSpread(gone)).designEffect, 1)
})

test('users with spreads of their own hang together though their means do not', () => {
  const random = seededRandom('spread')
  const apart = users(400, (user) => (user % 2 === 0 ? 0.01 : 1) * (random() - 0.5))
  assert.ok(numericDependence(apart, unitSpread(apart)).designEffect > 1.5)
})

test('one user with a tenth of all requests counts as such, though little was drawn of him', () => {
  const drawn = users(200, (user) => user % 7)
  const { designEffect, units } = numericDependence(drawn, { size: 1000, units: 90 })
  assert.ok(Math.abs(designEffect - 1000) < 30)
  assert.equal(units, 90)
})

test('few units make a sample count less than its design effect says', () => {
  const known = { designEffect: 2, units: 10_000 }
  assert.ok(Math.abs(thinningFor(known, 0.95) - 2) < 0.01)
  assert.ok(thinningFor({ designEffect: 2, units: 30 }, 0.95) > 2.2)
  assert.ok(thinningFor({ designEffect: 2, units: 30 }, 0.9995) > 3)
  assert.equal(thinningFor({ designEffect: 1, units: 1 }, 0.95), 1)
})

test('a thinned side has the p-value and the interval of fewer rows, and its own estimate', () => {
  const values = (n: number, shift: number) =>
    numericSummary(Array.from({ length: n }, (_, i) => i / n + shift))
  const [reference, current] = [values(1000, 0), values(4000, 0.0603)]
  const alone = compareNumeric(reference, current, OPTIONS)
  const thinned = compareNumeric(reference, current, { ...OPTIONS, thinning: { reference: 1, current: 20 } })
  const fewer = compareNumeric(reference, values(200, 0.0603), OPTIONS)
  assert.equal(thinned.effect?.value, alone.effect?.value)
  assert.deepEqual(thinned.n, { reference: 1000, current: 4000 })
  assert.ok(Math.abs(Math.log(thinned.pValue! / fewer.pValue!)) < 0.3, `${thinned.pValue} ${fewer.pValue}`)
  assert.ok(alone.pValue! < thinned.pValue! / 100)
  const width = ({ effect }: typeof alone) => effect!.interval.upper - effect!.interval.lower
  assert.ok(Math.abs(width(thinned) / width(fewer) - 1) < 0.05)
  assert.match(
    thinned.notes.join(' '),
    /worth as many independent ones as \(design effect\) 200 on the current side/,
  )
})

test('categories are thinned likewise, and too few are not tested', () => {
  const shares = (a: number, b: number) => categoricalSummary([...Array(a).fill('a'), ...Array(b).fill('b')])
  const [reference, current] = [shares(500, 500), shares(1200, 800)]
  const thinned = compareCategorical(reference, current, {
    ...OPTIONS,
    thinning: { reference: 1, current: 10 },
  })
  const fewer = compareCategorical(reference, shares(120, 80), OPTIONS)
  assert.equal(thinned.pValue, fewer.pValue)
  assert.equal(thinned.effect?.value.toFixed(9), '0.100000000')
  const none = compareCategorical(reference, current, {
    ...OPTIONS,
    thinning: { reference: 1, current: 500 },
  })
  assert.equal(none.pValue, null)
  assert.match(none.notes[0]!, /worth 4 independent ones, 5 needed/)
})

test('with nothing wrong checks of users’ requests keep their level, which they would not as independent ones', () => {
  const rows = userRows().filter(({ labels }) => labels[1]?.startsWith('200 users'))
  for (const kind of ['normal numbers', '2 categories']) {
    const row = rows.find(({ labels }) => labels[0] === kind)!
    let [alarms, beside] = [0, 0]
    for (let i = 0; i < 40; i += 1) {
      const night = row.run(`${row.labels.join(' ')} ${i}`)
      alarms += night.alarms
      beside += night.beside ?? 0
    }
    assert.ok(alarms <= mostAlarms(40, 0.05), `${row.labels.join(', ')}: ${alarms}`)
    assert.ok(beside > alarms, `${beside} ${alarms}`)
  }
})
