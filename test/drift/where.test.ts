import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whereOf } from '../../drift/where.ts'
import { drifted, regression } from './make-comparison.ts'

/** A slice of `n` cases of which `lost` began to fail; all of them passed before. */
function slice(name: string, n: number, lost: number) {
  return regression({
    slice: name,
    n: { reference: n, current: n },
    metrics: { passRateReference: 1, passRateCurrent: (n - lost) / n },
    distribution: { kind: 'paired', table: { n11: n - lost, n10: lost, n01: 0, n00: 0 } },
  })
}

test('the slices that hold far more of the loss than of the cases are named, largest first', () => {
  const whole = regression()
  const slices = [slice('locale=de', 150, 18), slice('intent=refund', 50, 30), slice('plan=free', 60, 20)]
  assert.deepEqual(whereOf(whole, [whole, ...slices]), [
    'intent=refund: 30 of the 36 cases that began to fail; pass rate 100.0 % → 40.0 % over 50 cases',
    'plan=free: 20 of the 36 cases that began to fail; pass rate 100.0 % → 66.7 % over 60 cases',
  ])
})

test('a slice with a small part of the loss is not named, however bad it is', () => {
  assert.deepEqual(whereOf(regression(), [slice('intent=rare', 7, 7)]), [])
})

test('at most three slices are named', () => {
  const slices = ['a', 'b', 'c', 'd'].map((name) => slice(name, 40, 30))
  assert.equal(whereOf(regression(), slices).length, 3)
})

test('a slice does not explain itself, and nothing is explained where nothing was lost', () => {
  const own = slice('intent=refund', 50, 30)
  assert.deepEqual(whereOf(own, [own]), [])
  const none = slice('all', 100, 0)
  assert.deepEqual(whereOf(none, [none, slice('intent=refund', 50, 0)]), [])
})

test('the three categories that moved most are named with both shares', () => {
  const categories = [
    { name: 'refund', reference: 0.4, current: 0.3 },
    { name: 'still', reference: 0.3, current: 0.295 },
    { name: 'child_seat', reference: 0, current: 0.2 },
    { name: 'pricing', reference: 0.2, current: 0.15 },
    { name: 'unlock', reference: 0.1, current: 0.055 },
  ]
  assert.deepEqual(whereOf(drifted({ distribution: { kind: 'categorical', categories } }), []), [
    'child_seat: 0.0 % → 20.0 % (not seen in the reference)',
    'refund: 40.0 % → 30.0 %',
    'pricing: 20.0 % → 15.0 %',
  ])
})

test('a numeric finding is told by three quantiles', () => {
  const quantiles = { reference: { p5: 1, p50: 905.04, p95: 1e6 }, current: { p5: 0, p50: 1214, p95: 2e6 } }
  const distribution = { kind: 'numeric', edges: [0, 1], reference: [1], current: [1], quantiles } as const
  assert.deepEqual(whereOf(drifted({ distribution }), []), [
    '5th percentile 1 → 0, median 905 → 1214, 95th percentile 1000000 → 2000000',
  ])
})

test('without a distribution there is nothing to say', () => {
  assert.deepEqual(whereOf(drifted(), []), [])
})
