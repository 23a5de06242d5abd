import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Comparison, JudgedComparison } from '../../drift/comparison.ts'
import { judge } from '../../drift/judge.ts'
import { comparison, effect } from './make-comparison.ts'

/** Judges one comparison alone at the level 0.05. */
function judgeAlone(given: Partial<Comparison>, options: { wholeInterval?: boolean } = {}): JudgedComparison {
  return judge([comparison(given)], { alpha: 0.05, ...options })[0]!
}

test('p-values are corrected by Benjamini–Hochberg over the whole family', () => {
  const pValues = [0.01, 0.04, 0.03, 0.005]
  const judged = judge(
    pValues.map((pValue) => comparison({ pValue, effect: effect(0.5) })),
    { alpha: 0.025 },
  )
  // R 4.3, p.adjust(c(0.01, 0.04, 0.03, 0.005), method = "BH")
  const expected = [0.02, 0.04, 0.04, 0.02]
  judged.forEach(({ adjustedPValue }, i) => {
    assert.ok(Math.abs((adjustedPValue ?? 1) - expected[i]!) < 1e-12)
  })
  assert.deepEqual(
    judged.map((one) => one.verdict),
    ['drifted', 'same', 'same', 'drifted'],
  )
})

test('a p-value that is corrected for its family already stays as it is, and the rule says by what test', () => {
  const test = 't-prediction from 12 nights, calibrated for roughly normal nights only'
  const joint = comparison({ pValue: 0.01, jointPValue: 0.03, test, effect: effect(0.5) })
  const young = comparison({ pValue: 0.02, jointPValue: null, test, effect: effect(0.5) })
  const judged = judge([joint, young], { alpha: 0.05 })
  assert.deepEqual(
    judged.map(({ adjustedPValue }) => adjustedPValue),
    [0.03, 0.02],
  )
  assert.ok(judged[0]?.rule.endsWith(`; p by ${test}`), judged[0]?.rule)
})

test('a comparison with too little data is no part of the correction, and says what would do', () => {
  const small = comparison({ n: { reference: 1000, current: 12 }, pValue: 1e-9, effect: effect(0.9) })
  const [alone] = judge([comparison({ pValue: 0.04, effect: effect(0.5) })], { alpha: 0.05 })
  const judged = judge([small, comparison({ pValue: 0.04, effect: effect(0.5) }), small], { alpha: 0.05 })
  assert.equal(judged[1]?.adjustedPValue, alone?.adjustedPValue)
  assert.equal(judged[0]?.verdict, 'insufficient-data')
  assert.equal(judged[0]?.adjustedPValue, null)
  assert.equal(judged[0]?.direction, null)
  assert.equal(judged[0]?.rule, 'not judged: 12 values on the smaller side, 30 needed')
})

test('a comparison without a p-value or an effect is not judged, and the note says why', () => {
  for (const given of [{ pValue: null }, { effect: null }]) {
    const judged = judgeAlone({ ...given, notes: ['a side is empty'] })
    assert.equal(judged.verdict, 'insufficient-data')
    assert.equal(judged.rule, 'not judged: a side is empty')
  }
  assert.equal(judgeAlone({ pValue: null }).rule, 'not judged: the comparison has no p-value')
})

test('the smallest number of values is enough', () => {
  assert.equal(judgeAlone({ n: { reference: 30, current: 30 }, pValue: 0.5 }).verdict, 'same')
  assert.equal(judgeAlone({ n: { reference: 29, current: 30 }, pValue: 0.5 }).verdict, 'insufficient-data')
})

test('drift is both significant and beyond the minimum effect', () => {
  const verdictOf = (pValue: number, value: number) => judgeAlone({ pValue, effect: effect(value) }).verdict
  assert.equal(verdictOf(0.05, 0.11), 'drifted')
  assert.equal(verdictOf(0.05, -0.11), 'drifted')
  assert.equal(verdictOf(0.051, 0.11), 'same')
  assert.equal(verdictOf(0.05, 0.1), 'same')
  assert.equal(verdictOf(1e-300, 0.1), 'same')
})

test('what counts against the minimum is the effect after its noise is taken off', () => {
  const noisy = { ...effect(0.3, 'totalVariation'), corrected: 0.08 }
  assert.equal(judgeAlone({ pValue: 1e-9, effect: noisy }).verdict, 'same')
})

test('a positive Cliff’s delta, where the reference is larger, points down', () => {
  const directionOf = (value: number) => judgeAlone({ effect: effect(value) }).direction
  assert.equal(directionOf(0.4), 'down')
  assert.equal(directionOf(-0.4), 'up')
  assert.equal(directionOf(0.04), 'changed')
})

test('a KS effect takes its direction from Cliff’s delta among the metrics', () => {
  const directionOf = (cliffsDelta: number | null) =>
    judgeAlone({ effect: effect(0.3, 'ks'), metrics: { cliffsDelta } }).direction
  assert.equal(directionOf(0.2), 'down')
  assert.equal(directionOf(-0.2), 'up')
  assert.equal(directionOf(0.01), 'changed')
  assert.equal(directionOf(null), 'changed')
})

test('a mix of categories has no direction, whatever the minimum is', () => {
  for (const minimumEffect of [0, 0.1]) {
    const judged = judgeAlone({ minimumEffect, pValue: 1e-9, effect: effect(0.4, 'totalVariation') })
    assert.equal(judged.verdict, 'drifted')
    assert.equal(judged.direction, 'changed')
  }
})

test('a pass rate that fell is drift downwards, and one that rose is never a finding', () => {
  const fell = judgeAlone({ pValue: 1e-12, minimumEffect: 0.02, effect: effect(-0.3, 'passRateDifference') })
  assert.deepEqual([fell.verdict, fell.direction], ['drifted', 'down'])
  const rose = judgeAlone({ pValue: 1e-12, minimumEffect: 0.02, effect: effect(0.3, 'passRateDifference') })
  assert.deepEqual([rose.verdict, rose.direction], ['same', 'up'])
})

test('a drop of exactly the minimum is no finding', () => {
  const judged = judgeAlone({
    pValue: 0,
    minimumEffect: 0.02,
    effect: effect(-6 / 300, 'passRateDifference'),
  })
  assert.equal(judged.verdict, 'same')
})

test('the whole interval must lie beyond the minimum where that is asked for', () => {
  const wholeInterval = { wholeInterval: true }
  const at = (value: number) => ({ pValue: 1e-9, effect: effect(value) })
  for (const value of [0.13, -0.13]) assert.equal(judgeAlone(at(value), wholeInterval).verdict, 'drifted')
  for (const value of [0.11, -0.11]) {
    assert.equal(judgeAlone(at(value), wholeInterval).verdict, 'same')
    assert.equal(judgeAlone(at(value)).verdict, 'drifted')
  }
  const acrossZero = { ...effect(0.2), interval: { lower: -0.3, upper: 0.7, level: 0.95 } }
  assert.equal(judgeAlone({ pValue: 1e-9, effect: acrossZero }, wholeInterval).verdict, 'same')
})

test('the rule tells each condition with its numbers', () => {
  assert.equal(
    judgeAlone({ pValue: 0.0012345, effect: effect(-0.4) }, { wholeInterval: true }).rule,
    'adjusted p 0.00123 ≤ 0.05; size of Cliff’s δ 0.4 > minimum 0.1; nearest end of its interval 0.38 > 0.1',
  )
  assert.equal(
    judgeAlone({ pValue: 0.7, effect: effect(0.01) }).rule,
    'adjusted p 0.7 > 0.05; size of Cliff’s δ 0.01 ≤ minimum 0.1',
  )
})

test('the rule says what is beyond chance where an effect has a mean without any difference', () => {
  const distance = { ...effect(0.83, 'totalVariation'), corrected: 0.0946 }
  assert.equal(
    judgeAlone({ pValue: 0.001, effect: distance }).rule,
    'adjusted p 0.001 ≤ 0.05; total variation beyond chance 0.0946 ≤ minimum 0.1',
  )
})

test('one value is one', () => {
  const alone = judgeAlone({ n: { reference: 1, current: 40 } })
  assert.match(alone.rule, /^not judged: 1 value on the smaller side/)
})

test('the rule calls a change of the pass rate by its own sign', () => {
  const ruleOf = (value: number) =>
    judgeAlone({ pValue: 0.001, minimumEffect: 0.02, effect: effect(value, 'passRateDifference') }).rule
  assert.equal(ruleOf(-0.3), 'adjusted p 0.001 ≤ 0.05; drop of the pass rate 0.3 > minimum 0.02')
  assert.equal(ruleOf(0.3), 'adjusted p 0.001 ≤ 0.05; drop of the pass rate -0.3 ≤ minimum 0.02')
})

test('judging keeps the order, changes no input, and one comparison alone keeps its p-value', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (pValues) => {
      const given = pValues.map((pValue, i) =>
        Object.freeze(comparison({ pValue, check: `check ${i}`, effect: effect(0.5) })),
      )
      const judged = judge(given, { alpha: 0.05 })
      assert.deepEqual(
        judged.map((one) => one.check),
        given.map((one) => one.check),
      )
      for (const [i, one] of judged.entries())
        assert.ok((one.adjustedPValue ?? -1) >= pValues[i]! * (1 - 1e-12))
      if (pValues.length === 1) assert.equal(judged[0]?.adjustedPValue, pValues[0])
    }),
  )
})
