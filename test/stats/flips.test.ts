import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { binomialAtLeast, binomialMass } from '../../stats/binomial.ts'
import { mcnemarExact } from '../../stats/mcnemar.ts'
import { netFlipsAtLeast } from '../../stats/net-flips.ts'
import { seededRandom } from '../../stats/random.ts'
import { smallestDetectableDrop } from '../../stats/smallest-detectable-drop.ts'

const near = (actual: number, expected: number, tolerance = 1e-12) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`)

test('binomial tails are exact', () => {
  // Sums of fractions of whole numbers.
  near(binomialAtLeast(3, { n: 4, share: 0.5 }), 0.3125)
  near(binomialAtLeast(60, { n: 100, share: 0.5 }), 0.028443966820490395)
  near(binomialAtLeast(8, { n: 1000, share: 0.004 }), 0.05077587785171368)
  near(binomialAtLeast(0, { n: 0, share: 0.3 }), 1)
  near(binomialAtLeast(1, { n: 10, share: 0 }), 0)
  near(binomialAtLeast(10, { n: 10, share: 1 }), 1)
})

test('binomial masses are a distribution, of any size', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 100_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (n, share) => {
        near(
          binomialMass(n, share).masses.reduce((sum, mass) => sum + mass, 0),
          1,
          1e-9,
        )
      },
    ),
  )
})

test('a rule of more than 2 points blocks 12.7 % of pull requests that change nothing, at 100 cases and 5 % flips', () => {
  near(netFlipsAtLeast(3, { n: 100, flipRate: 0.05 }), 0.1267934027918949)
  assert.equal(netFlipsAtLeast(1, { n: 100, flipRate: 0 }), 0)
})

test('net flips are counted as every way of flipping says', () => {
  const cases = fc.record({
    n: fc.integer({ min: 1, max: 7 }),
    flipRate: fc.double({ min: 0.01, max: 1, noNaN: true }),
  })
  fc.assert(
    fc.property(cases, fc.integer({ min: 1, max: 4 }), ({ n, flipRate }, least) => {
      let expected = 0
      for (let way = 0; way < 3 ** n; way += 1) {
        const steps = Array.from({ length: n }, (_, place) => (Math.floor(way / 3 ** place) % 3) - 1)
        const probability = steps.reduce((p, step) => p * (step === 0 ? 1 - flipRate : flipRate / 2), 1)
        if (steps.reduce((sum, step) => sum + step, 0) >= least) expected += probability
      }
      near(netFlipsAtLeast(least, { n, flipRate }), expected)
    }),
  )
})

test('a drop of the smallest size that is said to be seen is seen four times in five', () => {
  const cases = { n: 300, flipRate: 0.08 }
  const drop = smallestDetectableDrop(cases, { level: 0.05, power: 0.8 })!
  const random = seededRandom('smallest detectable drop')
  const seen = { at: 0, below: 0 }
  const TRIALS = 3000
  for (let trial = 0; trial < TRIALS; trial += 1) {
    if (rejects(drop)) seen.at += 1
    if (rejects(drop * 0.75)) seen.below += 1
  }
  assert.ok(seen.at / TRIALS > 0.8 - 0.022 && seen.at / TRIALS < 0.87, `${seen.at / TRIALS}`)
  assert.ok(seen.below / TRIALS < 0.7)

  function rejects(size: number): boolean {
    let [lost, gained] = [0, 0]
    for (let item = 0; item < cases.n; item += 1) {
      const u = random()
      if (u < cases.flipRate / 2) gained += 1
      else if (u < cases.flipRate + size) lost += 1
    }
    return lost > gained && mcnemarExact(lost, gained) <= 0.05
  }
})

test('too few cases see no drop at all', () => {
  assert.equal(smallestDetectableDrop({ n: 5, flipRate: 0 }, { level: 0.05, power: 0.8 }), null)
  // Six of six lost, and none that flips: 2 / 2^6 = 0.031.
  assert.equal(smallestDetectableDrop({ n: 6, flipRate: 0 }, { level: 0.05, power: 0.8 }), 1)
  assert.equal(smallestDetectableDrop({ n: 0, flipRate: 0 }, { level: 0.05, power: 0.8 }), null)
})
