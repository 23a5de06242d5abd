import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compareNumeric } from '../../drift/compare-numeric.ts'
import type { CompareOptions } from '../../drift/compare-options.ts'
import { seededRandom } from '../../stats/random.ts'
import {
  assertPValue,
  assertStatistic,
  referenceEntries,
  referenceValues,
} from '../stats/reference-entries.ts'
import { numericSummary } from './make-summary.ts'

const OPTIONS: CompareOptions = { family: 'live-against-recent', check: 'latency_ms', seed: '2026-11-22' }
const compare = (reference: readonly number[], current: readonly number[], options = OPTIONS) =>
  compareNumeric(numericSummary(reference), numericSummary(current), options)

const METRICS = [
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

test('the metrics of a summary are those of its values, as SciPy has them', (t) => {
  for (const { name, inputs, expected } of referenceEntries(t, 'ks_2samp')) {
    const { metrics } = compare(referenceValues(inputs.ref), referenceValues(inputs.cur))
    assert.deepEqual(Object.keys(metrics), METRICS)
    assertStatistic(metrics.ks!, expected.statistic, name)
    assertPValue(metrics.ksPValue!, expected.p_kolmogorov_limit, name)
  }
  for (const { name, inputs, expected } of referenceEntries(t, 'mannwhitneyu')) {
    const { metrics } = compare(referenceValues(inputs.ref), referenceValues(inputs.cur))
    assertPValue(metrics.mannWhitneyPValue!, expected.p_asymptotic_continuity, name)
    assertStatistic(metrics.cliffsDelta!, expected.cliffs_delta, name)
  }
})

test('the difference of means is current less reference, and Cliff’s delta has the other sign', (t) => {
  for (const { name, inputs, expected } of referenceEntries(t, 'describe')) {
    if (!name.startsWith('small/')) continue
    const { metrics } = compare(referenceValues(inputs.ref), referenceValues(inputs.cur))
    const [reference, current] = [Number(expected.mean_ref), Number(expected.mean_cur)]
    const scale = Math.max(Math.abs(current), Math.abs(reference))
    assert.ok(Math.abs(metrics.meanDifference! - (current - reference)) <= 1e-12 * scale, name)
  }
  const { metrics } = compare([1, 2, 3], [4, 5, 6])
  assert.deepEqual([metrics.meanDifference, metrics.cliffsDelta], [3, -1])
})

test('a side without a finite value gives nulls and says why', () => {
  for (const [reference, current, side] of [
    [[], [1, 2], 'the reference'],
    [[1, 2], [], 'the current side'],
    [[], [], 'the reference and the current side'],
  ] as const) {
    const comparison = compare(reference, current)
    assert.deepEqual(comparison.metrics, Object.fromEntries(METRICS.map((name) => [name, null])))
    assert.deepEqual([comparison.effect, comparison.pValue, comparison.distribution], [null, null, null])
    assert.match(comparison.notes[0]!, new RegExp(side))
  }
})

test('one value a side is compared as far as it goes', () => {
  const { metrics, effect, notes } = compare([3], [4])
  assert.deepEqual([metrics.ks, metrics.cliffsDelta, metrics.cramerVonMises], [1, -1, null])
  assert.deepEqual([effect?.interval.lower, effect?.interval.upper], [-1, 1])
  assert.ok(notes.some((note) => note.includes('two values a side')))
})

test('a constant that did not change is the same, with an interval that admits unseen values', () => {
  const { metrics, effect, pValue } = compare(Array(60).fill(7), Array(40).fill(7))
  assert.deepEqual([metrics.ks, metrics.cliffsDelta, metrics.wassersteinNormalized, pValue], [0, 0, null, 1])
  assert.ok(effect!.interval.lower < 0 && effect!.interval.upper > 0)
})

test('a constant that changed is found, though PSI sees nothing', () => {
  const { metrics, effect, pValue } = compare(Array(60).fill(7), Array(40).fill(8))
  assert.deepEqual([metrics.psi, effect?.value], [0, -1])
  // Of all 1.4e28 ways to choose 40 of the 100 rows only the real one separates them: no valid p is smaller.
  assert.ok(pValue! >= 1 / 1.4e28 && pValue! <= 1e-4)
  assert.ok(effect!.interval.upper < -0.7)
})

test('numbers too large for a double are null with a reason, never NaN', () => {
  const { metrics, notes, distribution } = compare([1e-300, 1.7e308], [-1.7e308, 1])
  for (const value of Object.values(metrics)) assert.ok(value === null || Number.isFinite(value))
  assert.ok(notes.some((note) => note.includes('exceeds the largest number')))
  assert.equal(distribution, null)
})

test('missing and infinite values are left out, counted and told apart', () => {
  const reference = numericSummary([1, 2, 3], { missing: 1, infinite: 2 })
  const current = numericSummary([1, 2, 3, 4], { missing: 5 })
  const { n, missing, notes } = compareNumeric(reference, current, OPTIONS)
  assert.deepEqual(
    [n, missing],
    [
      { reference: 3, current: 4 },
      { reference: 1, current: 5 },
    ],
  )
  assert.match(
    notes.join(' '),
    /16\.7 % of the reference, 55\.6 % of the current side \(two-proportion p 0\.\d+\)/,
  )
  assert.match(notes.join(' '), /Infinite values are left out: 2 of the reference, 0 of the current side/)
})

test('two summaries of different features or slices are refused by name', () => {
  const other = numericSummary([1], { feature: 'cost_usd' })
  assert.throws(() => compareNumeric(numericSummary([1]), other, OPTIONS), /`latency_ms`.*`cost_usd`/)
})

test('values out of order are refused, since every statistic relies on it', () => {
  const broken = numericSummary([1, 2], { values: Float64Array.of(2, 1) })
  assert.throws(() => compareNumeric(broken, numericSummary([1]), OPTIONS), /value 1 .* is 1, after 2/)
})

const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 40 })

test('swapping the sides keeps distances and turns signed effects round', () => {
  fc.assert(
    fc.property(values, values, (a, b) => {
      const there = compare(a, b).metrics
      const back = compare(b, a).metrics
      for (const name of ['ks', 'ksPValue', 'wasserstein1', 'mannWhitneyPValue'])
        close(there[name], back[name])
      for (const name of ['cliffsDelta', 'meanDifference']) close(there[name], -back[name]!)
    }),
    { numRuns: 40 },
  )
})

test('an increasing change of unit leaves ranks alone', () => {
  fc.assert(
    fc.property(values, values, fc.integer({ min: 1, max: 1000 }), (a, b, unit) => {
      const one = compare(a, b)
      const other = compare(
        a.map((value) => value * unit + 3),
        b.map((value) => value * unit + 3),
      )
      for (const name of ['ks', 'cliffsDelta', 'mannWhitneyPValue', 'cramerVonMises'])
        assert.equal(one.metrics[name], other.metrics[name])
      assert.equal(one.pValue, other.pValue)
      assert.deepEqual(one.effect, other.effect)
    }),
    { numRuns: 40 },
  )
})

test('the same night gives the same p-value, another seed another one', () => {
  const [a, b] = [
    [1, 2, 2, 3, 5, 8],
    [2, 3, 4, 8, 9, 9, 9],
  ]
  assert.equal(compare(a, b).pValue, compare(a, b).pValue)
  assert.notEqual(compare(a, b).pValue, compare(a, b, { ...OPTIONS, seed: '2026-11-23' }).pValue)
})

test('a change of spread without a shift is told by KS', () => {
  const random = seededRandom('spread')
  const sample = (n: number, width: number) => Array.from({ length: n }, () => (random() - 0.5) * width)
  const { effect, pValue } = compare(sample(400, 1), sample(600, 4))
  assert.equal(effect?.name, 'ks')
  assert.ok(pValue! < 1e-6)
  assert.ok(effect!.interval.lower > 0.2)
})

test('a plain shift is told by Cliff’s delta, and p is far below what 9,999 splits can say', () => {
  const random = seededRandom('shift')
  const sample = (n: number, shift: number) =>
    Array.from({ length: n }, () => Math.floor(40 * (random() + shift)))
  const { effect, pValue, test: how } = compare(sample(400, 0), sample(900, 0.4))
  assert.equal(effect?.name, 'cliffsDelta')
  assert.ok(effect!.value < -0.5)
  assert.ok(pValue! < 1e-20)
  assert.match(how, /seeded permutation .* beyond their reach/)
})

test('a million distinct values are compared exactly', () => {
  const counts = new Float64Array(1_000_000).fill(5)
  const side = (shift: number) =>
    numericSummary([], { values: counts.map((_, i) => i + shift), counts: counts.slice() })
  const { metrics, n } = compareNumeric(side(0), side(100_000), OPTIONS)
  assert.equal(n.reference, 5_000_000)
  assertStatistic(metrics.ks!, 0.1, 'ks')
  assertStatistic(metrics.wasserstein1!, 100_000, 'wasserstein1')
})

function close(a: number | null | undefined, b: number | null | undefined): void {
  assert.ok(Math.abs(a! - b!) <= 1e-12 * Math.max(1, Math.abs(a!)), `${a} and ${b}`)
}
