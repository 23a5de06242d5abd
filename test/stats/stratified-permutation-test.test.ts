import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { seededRandom } from '../../stats/random.ts'
import { type Stratum, stratifiedPermutationTest } from '../../stats/stratified-permutation-test.ts'

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) <= 1e-12, `${actual} is not ${expected}`)

const side = (successes: number, trials: number) => ({ successes, trials })

test('one stratum is Fisher’s exact test', () => {
  near(stratifiedPermutationTest([{ first: side(5, 5), second: side(0, 5) }]), 1 / 252)
  // Of C(20, 10) ways those with 8, 9 or 10 of the 11 successes.
  near(stratifiedPermutationTest([{ first: side(8, 10), second: side(3, 10) }]), 0.03488925934746368)
})

test('what does not vary says nothing', () => {
  assert.equal(stratifiedPermutationTest([]), 1)
  near(stratifiedPermutationTest([{ first: side(5, 5), second: side(5, 5) }]), 1)
  near(stratifiedPermutationTest([{ first: side(0, 5), second: side(0, 0) }]), 1)
})

test('every way to deal outcomes counts once', () => {
  const stratum = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })).chain(([a, b]) =>
    fc.record({
      first: fc.integer({ min: 0, max: a }).map((k) => side(k, a)),
      second: fc.integer({ min: 0, max: b }).map((k) => side(k, b)),
    }),
  )
  fc.assert(
    fc.property(fc.array(stratum, { minLength: 1, maxLength: 3 }), (strata) => {
      near(stratifiedPermutationTest(strata), byEveryWay(strata))
    }),
  )
})

function byEveryWay(strata: readonly Stratum[]): number {
  const observed = strata.reduce((sum, { first }) => sum + first.successes, 0)
  let sums = [0]
  for (const { first, second } of strata) {
    const outcomes = [first, second].flatMap(({ successes, trials }) =>
      Array.from({ length: trials }, (_, k) => (k < successes ? 1 : 0)),
    )
    const own = Array.from({ length: 2 ** outcomes.length }, (_, way) => way)
      .map((way) => outcomes.filter((_, k) => ((way >> k) & 1) === 1))
      .filter((chosen) => chosen.length === first.trials)
      .map((chosen) => chosen.reduce<number>((sum, one) => sum + one, 0))
    sums = sums.flatMap((sum) => own.map((one) => sum + one))
  }
  return sums.filter((sum) => sum >= observed).length / sums.length
}

test('with nothing changed it keeps its level, also for sides of unequal size', () => {
  const random = seededRandom('stratified null')
  let rejected = 0
  for (let trial = 0; trial < 2000; trial += 1) {
    const strata = Array.from({ length: 12 }, () => {
      const share = random()
      const drawn = (trials: number) =>
        side(Array.from({ length: trials }, random).filter((u) => u < share).length, trials)
      return { first: drawn(5), second: drawn(3) }
    })
    if (stratifiedPermutationTest(strata) <= 0.05) rejected += 1
  }
  // The 99.9 % binomial bound at 5 %.
  assert.ok(rejected <= 131, `${rejected}`)
})
