import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JudgedComparison } from '../../drift/comparison.ts'
import { decide } from '../../drift/decide.ts'
import { fingerprint } from '../../drift/fingerprint.ts'
import { drifted, effect, regression } from './make-comparison.ts'

const NIGHT = { suite: 'support-bot', night: '2026-11-22' }

function checksOf(comparisons: readonly JudgedComparison[]): string[] {
  return decide(comparisons, NIGHT).map(({ comparison }) => `${comparison.check} ${comparison.slice}`)
}

test('only what drifted becomes a finding', () => {
  const quiet = drifted({ check: 'tokens', verdict: 'same' })
  const unknown = drifted({ check: 'words', verdict: 'insufficient-data', direction: null })
  assert.deepEqual(checksOf([quiet, drifted(), unknown]), ['latency_ms all'])
  assert.deepEqual(decide([], NIGHT), [])
})

test('slices of a check that drifted over everything become no findings of their own', () => {
  const slice = regression({ slice: 'intent=refund' })
  assert.deepEqual(checksOf([slice, regression()]), ['quality.contains all'])
})

test('a slice that drifted alone is a finding', () => {
  const whole = regression({ verdict: 'same' })
  assert.deepEqual(checksOf([regression({ slice: 'intent=refund' }), whole]), [
    'quality.contains intent=refund',
  ])
})

test('a check of another family or scorer absorbs no slice', () => {
  const slice = regression({ slice: 'intent=refund' })
  assert.equal(checksOf([slice, regression({ check: 'quality.exact' })]).length, 2)
  assert.equal(checksOf([slice, regression({ family: 'live-against-recent' })]).length, 2)
})

test('what differs from the recent nights is told once, though it left the frozen ones too', () => {
  const slow = drifted({ family: 'slow-drift' })
  assert.deepEqual(
    decide([slow, drifted({ family: 'live-against-recent' })], NIGHT).map(
      ({ comparison }) => comparison.family,
    ),
    ['live-against-recent'],
  )
  assert.equal(decide([slow, drifted({ verdict: 'same' })], NIGHT).length, 1)
  assert.equal(decide([slow], NIGHT)[0]?.fingerprint, decide([drifted()], NIGHT)[0]?.fingerprint)
})

test('quality comes first, then what is furthest beyond its minimum', () => {
  const small = drifted({ check: 'tokens', effect: effect(-0.2) })
  const large = drifted({ check: 'words', effect: effect(0.3) })
  const wide = drifted({ check: 'cost_usd', effect: effect(0.4), minimumEffect: 0.3 })
  assert.deepEqual(checksOf([wide, small, regression(), large]), [
    'quality.contains all',
    'words all',
    'tokens all',
    'cost_usd all',
  ])
})

test('the order does not depend on the order of what was compared', () => {
  const some = [regression(), drifted({ check: 'b' }), drifted({ check: 'a' }), drifted({ check: 'c' })]
  assert.deepEqual(checksOf(some), checksOf(some.toReversed()))
})

test('a finding names suite, night, direction and where it comes from, and has no texts yet', () => {
  const slice = regression({
    slice: 'intent=refund',
    n: { reference: 50, current: 50 },
    metrics: { passRateReference: 0.9, passRateCurrent: 0.2 },
    distribution: { kind: 'paired', table: { n11: 10, n10: 35, n01: 0, n00: 5 } },
  })
  const [finding] = decide([regression(), slice], NIGHT)
  assert.deepEqual(
    { ...finding, comparison: finding?.comparison.check },
    {
      ...NIGHT,
      fingerprint: fingerprint({ ...NIGHT, check: 'quality.contains', slice: 'all', direction: 'down' }),
      direction: 'down',
      title: 'Pass rate of contains fell by 11.3 points (93.3 % → 82.0 %)',
      where: [
        'intent=refund: 35 of the 36 cases that began to fail; pass rate 90.0 % → 20.0 % over 50 cases',
      ],
      comparison: 'quality.contains',
      examples: [],
    },
  )
})

test('a finding that grows keeps its fingerprint, and one that turns gets another', () => {
  const markOf = (comparison: JudgedComparison, night = NIGHT) => decide([comparison], night)[0]?.fingerprint
  const before = markOf(drifted())
  const grown = drifted({ effect: effect(-0.9), adjustedPValue: 1e-30, n: { reference: 9, current: 7 } })
  assert.equal(markOf(grown), before)
  assert.equal(markOf(grown, { ...NIGHT, night: '2026-11-23' }), before)
  assert.notEqual(markOf(drifted({ direction: 'down' })), before)
  assert.notEqual(markOf(drifted({ slice: 'intent=refund' })), before)
  assert.notEqual(markOf(drifted(), { ...NIGHT, suite: 'other' }), before)
})
