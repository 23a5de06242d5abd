import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cliffsDelta, cliffsDeltaInterval } from '../../stats/cliffs-delta.ts'
import { cramerVonMisesSurvival } from '../../stats/cramer-von-mises-law.ts'
import { kolmogorovQuantile, kolmogorovSurvival } from '../../stats/kolmogorov.ts'
import { seededRandom } from '../../stats/random.ts'
import { rankCells } from '../../stats/rank-cells.ts'
import { rankPermutationTest } from '../../stats/rank-permutation-test.ts'
import { alignSamples, total } from '../../stats/two-samples.ts'

test('plain arrays are counted over their common support, and -0 is 0', () => {
  const { support, reference, current } = alignSamples([2, 1, 1, -0], [3, 0, 2])
  assert.deepEqual([...support], [0, 1, 2, 3])
  assert.deepEqual(
    [[...reference], [...current]],
    [
      [1, 2, 1, 0],
      [1, 0, 1, 1],
    ],
  )
  assert.throws(() => alignSamples([1, Number.NaN], []), /value 1 of reference is NaN/)
})

test('the permutation test agrees with all splits of a small sample, counted out', () => {
  // 924 splits of twelve values in two halves; only the two extreme ones are as far apart as these.
  const cells = rankCells(alignSamples([1, 2, 3, 4, 5, 6], [11, 12, 13, 14, 15, 16]))
  const { pValue, permutations } = rankPermutationTest(cells, seededRandom('x'), { level: 0.95 })
  assert.equal(permutations, 9_999)
  assert.ok(Math.abs(pValue - 2 / 924) < 0.0015, `${pValue}`)
})

test('the permutation null of KS is close to its limit law for large samples without ties', () => {
  const random = seededRandom('ks')
  const sample = (n: number) => Array.from({ length: n }, random)
  const cells = rankCells(alignSamples(sample(400), sample(500)))
  const { ksNullQuantile } = rankPermutationTest(cells, random, { level: 0.95 })
  const limit = kolmogorovQuantile(0.05) * Math.sqrt(1 / 400 + 1 / 500)
  assert.ok(Math.abs(ksNullQuantile! / limit - 1) < 0.08, `${ksNullQuantile} ${limit}`)
})

test('more than 1,024 distinct values are grouped by neighbours, and no observation is lost', () => {
  const random = seededRandom('cells')
  const sample = (n: number) => Array.from({ length: n }, () => Math.floor(20_000 * random() ** 3))
  const samples = alignSamples(sample(9_000), sample(4_000))
  const cells = rankCells(samples)
  assert.ok(cells.pooled.length <= 1_024 && cells.pooled.length > 500, `${cells.pooled.length}`)
  assert.deepEqual([total(cells.reference), total(cells.pooled)], [9_000, 13_000])
})

test('Cliff’s delta by counts is what all pairs say, and swapping the sides turns its sign', () => {
  const values = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 2, maxLength: 25 })
  fc.assert(
    fc.property(values, values, (a, b) => {
      const there = cliffsDelta(alignSamples(a, b))
      const pairs = a
        .flatMap((x) => b.map((y) => Math.sign(x - y)))
        .reduce<number>((sum, sign) => sum + sign, 0)
      assert.ok(Math.abs(there.delta - pairs / (a.length * b.length)) < 1e-12)
      const back = cliffsDelta(alignSamples(b, a))
      assert.ok(Math.abs(there.delta + back.delta) < 1e-12)
      assert.ok(Math.abs(there.standardError! - back.standardError!) < 1e-12)
    }),
  )
})

test('the interval of Cliff’s delta stays inside [-1, 1] and holds the estimate', () => {
  const values = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(values, values, (a, b) => {
      const estimate = cliffsDelta(alignSamples(a, b))
      const { lower, upper } = cliffsDeltaInterval(estimate, { n: a.length, m: b.length }, 0.95)
      assert.ok(lower >= -1 - 1e-12 && upper <= 1 + 1e-12, `${lower} ${upper}`)
      assert.ok(lower <= estimate.delta + 1e-12 && upper >= estimate.delta - 1e-12)
      assert.ok(upper > lower)
    }),
  )
})

test('without overlap the interval of Cliff’s delta narrows with n, and is never a point', () => {
  const width = (n: number) => {
    const samples = alignSamples(Array(n).fill(1), Array(n).fill(2))
    return cliffsDeltaInterval(cliffsDelta(samples), { n, m: n }, 0.95).upper + 1
  }
  assert.ok(width(30) > width(300) && width(300) > width(30_000) && width(30_000) > 0)
})

test('tails of the limit laws are monotone and agree with printed tables', () => {
  // Anderson & Darling 1952, table 1: the 5 % and 1 % points of the Cramér–von Mises criterion.
  assert.ok(Math.abs(cramerVonMisesSurvival(0.46136) - 0.05) < 1e-5)
  assert.ok(Math.abs(cramerVonMisesSurvival(0.74346) - 0.01) < 1e-5)
  assert.ok(Math.abs(kolmogorovQuantile(0.05) - 1.3580986393225505) < 1e-9)
  for (const law of [cramerVonMisesSurvival, kolmogorovSurvival]) {
    const tail = Array.from({ length: 400 }, (_, i) => law(0.01 + i * 0.01))
    assert.ok(tail.every((p, i) => p >= 0 && p <= 1 && (i === 0 || p <= tail[i - 1]! + 1e-15)))
  }
})
