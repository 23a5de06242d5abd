import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compareCategorical } from '../../drift/compare-categorical.ts'
import type { CompareOptions } from '../../drift/compare-options.ts'
import { assertPValue, assertStatistic, referenceEntries } from '../stats/reference-entries.ts'
import { categoricalSummary } from './make-summary.ts'

const OPTIONS: CompareOptions = { family: 'live-against-offline', check: 'intent', seed: '2026-11-22' }

function fromCounts(counts: readonly number[], missing = 0) {
  const categories = counts.map((_, i) => `c${String(i).padStart(6, '0')}`)
  return categoricalSummary([], { categories, counts: Float64Array.from(counts), missing })
}

const compare = (reference: readonly number[], current: readonly number[]) =>
  compareCategorical(fromCounts(reference), fromCounts(current), OPTIONS)

test('the metrics of counts are SciPy’s', (t) => {
  for (const { name, inputs, expected } of referenceEntries(t, 'divergences')) {
    const { metrics } = compare(inputs.ref_counts as number[], inputs.cur_counts as number[])
    assertStatistic(metrics.psi!, expected.psi_floor_1e_4, name)
    assertStatistic(metrics.jensenShannonDistance!, expected.js_distance_base2, name)
    assertStatistic(metrics.hellinger!, expected.hellinger, name)
    assertStatistic(metrics.totalVariation!, expected.tv, name)
  }
  for (const { name, inputs, expected } of referenceEntries(t, 'contingency')) {
    const { metrics } = compare(inputs.ref_counts as number[], inputs.cur_counts as number[])
    const pearson = expected.pearson as Record<string, number>
    assertStatistic(metrics.chiSquare!, pearson.statistic, name)
    assertPValue(metrics.chiSquarePValue!, pearson.p, name)
    assert.equal(metrics.chiSquareDof, pearson.dof, name)
    assertStatistic(metrics.cramersV!, expected.cramers_v, name)
  }
})

test('one category has χ² 0, dof 0 and no p-value or V of it, and is the same', () => {
  const { metrics, pValue, notes, effect } = compare([40], [60])
  assert.deepEqual(
    [metrics.chiSquare, metrics.chiSquareDof, metrics.chiSquarePValue, metrics.cramersV, pValue],
    [0, 0, null, null, 1],
  )
  assert.match(notes[0]!, /one category/)
  assert.ok(effect!.interval.upper > 0)
})

test('an empty side gives nulls and says why', () => {
  const comparison = compare([], [3, 4])
  assert.ok(Object.values(comparison.metrics).every((value) => value === null))
  assert.equal(Object.keys(comparison.metrics).length, 8)
  assert.deepEqual([comparison.effect, comparison.pValue, comparison.n.current], [null, null, 7])
  assert.match(comparison.notes[0]!, /the reference has no value/)
})

test('a side that is all missing says so with the test of the missing shares', () => {
  const { notes } = compareCategorical(fromCounts([], 50), fromCounts([30, 20], 2), OPTIONS)
  assert.match(
    notes.join(' '),
    /100\.0 % of the reference, 3\.8 % of the current side \(two-proportion p [\d.e-]+\)/,
  )
})

test('rare categories are tested by permutation, common ones by χ²', () => {
  assert.equal(compare([100, 200], [150, 180]).test, 'Pearson χ²')
  assert.match(compare([8, 2], [1, 5]).test, /seeded permutation/)
  assert.match(compare([300, 200, 1], [300, 200, 0]).test, /seeded permutation/)
})

test('a category that only live traffic has is found, beyond what 9,999 splits can say', () => {
  const { effect, pValue } = compare([100, 100, 98, 2], [300, 300, 300, 0, 200])
  assert.ok(effect!.corrected > 0.1 && effect!.interval.lower > 0.05)
  assert.ok(pValue! < 1e-10)
})

test('three rows of a new category are not evidence beyond what counting says', () => {
  // All three in the smaller side: (100 / 10100)³ is about 1e-6; χ² would say 1e-65.
  const { pValue } = compare([5_000, 5_000, 0], [47, 50, 3])
  assert.equal(pValue, 1e-4)
})

test('the order of categories never matters', () => {
  const counts = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 2, maxLength: 8 })
  fc.assert(
    fc.property(counts, fc.nat(), (pairs, shift) => {
      fc.pre(pairs.some(([a]) => a > 0) && pairs.some(([, b]) => b > 0))
      const turned = pairs.map((_, i) => pairs[(i + shift) % pairs.length]!)
      const names = (list: typeof pairs) => list.map((pair) => `${pairs.indexOf(pair)}`)
      const of = (list: typeof pairs, side: 0 | 1) =>
        categoricalSummary([], {
          categories: names(list),
          counts: Float64Array.from(list, (pair) => pair[side]),
        })
      const straight = compareCategorical(of(pairs, 0), of(pairs, 1), OPTIONS)
      assert.deepEqual(compareCategorical(of(turned, 0), of(turned, 1), OPTIONS), straight)
    }),
    { numRuns: 40 },
  )
})

test('swapping the sides keeps every distance', () => {
  const counts = fc.array(fc.nat(30), { minLength: 3, maxLength: 3 })
  fc.assert(
    fc.property(counts, counts, (a, b) => {
      fc.pre(Math.max(...a) > 0 && Math.max(...b) > 0)
      const [there, back] = [compare(a, b).metrics, compare(b, a).metrics]
      for (const name of Object.keys(there)) {
        if (there[name] === null) assert.equal(back[name], null)
        else assert.ok(Math.abs(there[name]! - back[name]!) <= 1e-12 * Math.max(1, there[name]!), name)
      }
    }),
    { numRuns: 60 },
  )
})

test('a hundred thousand categories are compared', () => {
  const { metrics, n } = compare(Array(100_000).fill(1), Array(100_000).fill(1))
  assert.deepEqual([metrics.totalVariation, metrics.chiSquareDof, n.current], [0, 99_999, 100_000])
})

test('the chart shows the largest categories and those that changed most, and pools the rest', () => {
  const reference = Array.from({ length: 60 }, (_, i) => 1000 - i)
  const current = reference.map((count, i) => (i === 55 ? 0 : count))
  const { distribution } = compare(reference, current)
  assert.ok(distribution?.kind === 'categorical')
  const names = distribution.categories.map(({ name }) => name)
  assert.ok(names.includes('c000055') && names.includes('(other)'))
  assert.equal(names.length, 26)
  for (const side of ['reference', 'current'] as const) {
    const sum = distribution.categories.reduce((share, category) => share + category[side], 0)
    assert.ok(Math.abs(sum - 1) < 1e-12)
  }
})
