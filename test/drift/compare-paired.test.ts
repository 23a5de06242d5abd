import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { comparePaired } from '../../drift/compare-paired.ts'
import { judge } from '../../drift/judge.ts'

const OPTIONS = { slice: 'all', minimumEffect: 0.02, level: 0.95 }

test('the recorded drop of 284 in 1,319 has its exact p-value, effect and interval', () => {
  const compared = comparePaired('numeric', { table: { n11: 382, n10: 360, n01: 76, n00: 501 } }, OPTIONS)
  assert.equal(compared.check, 'quality.numeric')
  assert.deepEqual(compared.n, { reference: 1319, current: 1319 })
  assert.equal(compared.effect?.value, -284 / 1319)
  assert.equal(compared.metrics.passRateReference, 742 / 1319)
  assert.equal(compared.metrics.passRateCurrent, 458 / 1319)
  assert.equal(compared.metrics.flipRate, 436 / 1319)
  // SciPy: binomtest(76, 436, 0.5).pvalue
  assert.ok(Math.abs((compared.pValue ?? 1) / 2.89139463503e-45 - 1) < 1e-9)
  // Newcombe (1998), method 10, of reference − current: [0.186209210553, 0.243747755653]
  assert.equal(compared.effect?.interval.lower.toFixed(12), '-0.243747755653')
  assert.equal(compared.effect?.interval.upper.toFixed(12), '-0.186209210553')
})

test('a run against itself shows no effect, and none with a minus sign', () => {
  const compared = comparePaired('exact', { table: { n11: 742, n10: 0, n01: 0, n00: 577 } }, OPTIONS)
  assert.ok(Object.is(compared.effect?.value, 0))
  assert.ok(Object.is(compared.effect?.corrected, 0))
  assert.equal(compared.pValue, 1)
  assert.equal(judge([compared], { alpha: 0.05 })[0]?.verdict, 'same')
})

test('without a pair there is no effect, no p-value, and a reason', () => {
  const compared = comparePaired('exact', { table: { n11: 0, n10: 0, n01: 0, n00: 0 } }, OPTIONS)
  assert.equal(compared.effect, null)
  assert.equal(compared.pValue, null)
  assert.deepEqual(compared.metrics, { passRateReference: null, passRateCurrent: null, flipRate: null })
  const [judged] = judge([compared], { alpha: 0.05 })
  assert.equal(judged?.verdict, 'insufficient-data')
})

test('nine pairs give no verdict, ten do', () => {
  const verdictOf = (n10: number) =>
    judge([comparePaired('exact', { table: { n11: 0, n10, n01: 0, n00: 0 } }, OPTIONS)], { alpha: 0.05 })[0]
      ?.verdict
  assert.equal(verdictOf(9), 'insufficient-data')
  assert.equal(verdictOf(10), 'drifted')
})

test('swapping the runs turns effect and interval around and keeps the p-value', () => {
  const count = fc.nat({ max: 400 })
  fc.assert(
    fc.property(fc.record({ n11: count, n10: count, n01: count, n00: count }), (table) => {
      const forth = comparePaired('exact', { table: table }, OPTIONS)
      const back = comparePaired('exact', { table: { ...table, n10: table.n01, n01: table.n10 } }, OPTIONS)
      assert.equal(forth.pValue, back.pValue)
      if (forth.effect === null || back.effect === null) return
      const close = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-12, `${a} against ${b}`)
      close(forth.effect.value, -back.effect.value)
      close(forth.effect.interval.lower, -back.effect.interval.upper)
      close(forth.effect.interval.upper, -back.effect.interval.lower)
      assert.ok(forth.effect.interval.lower <= forth.effect.value)
      assert.ok(forth.effect.value <= forth.effect.interval.upper)
    }),
  )
})

test('a group of cases that changes as one is one case', () => {
  const lost = { n11: 0, n10: 5, n01: 0, n00: 0 }
  const kept = { n11: 5, n10: 0, n01: 0, n00: 0 }
  const clusters = [lost, lost, lost, lost, ...Array(16).fill(kept)]
  const pairs = { table: { n11: 80, n10: 20, n01: 0, n00: 0 }, clusters }
  const together = comparePaired('exact', pairs, OPTIONS)
  const alone = comparePaired('exact', { table: pairs.table }, OPTIONS)
  // Four clusters that fell, of which each might as well have risen: 2 / 2^4.
  assert.equal(together.pValue, 0.125)
  assert.ok((alone.pValue ?? 1) < 2e-5)
  assert.equal(together.effect?.value, alone.effect?.value)
  const width = ({ effect }: typeof alone) => effect!.interval.upper - effect!.interval.lower
  assert.ok(width(together) > 2 * width(alone))
  assert.match(together.notes.join(' '), /100 pairs are in 20 groups/)
})
