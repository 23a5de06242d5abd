import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../stats/random.ts'
import { bettingOn, NO_BETS, wealthOf } from '../../stats/rank-bets.ts'
import { smoothedRank } from '../../stats/smoothed-rank.ts'

test('over all ranks a bet neither gains nor loses', () => {
  const before = [0.1, 0.1, 0.5].reduce(bettingOn, NO_BETS)
  const steps = 20_000
  let sum = 0
  for (let i = 0; i < steps; i += 1) sum += wealthOf(bettingOn(before, (i + 0.5) / steps))
  assert.ok(Math.abs(sum / steps / wealthOf(before) - 1) < 1e-6)
})

test('ranks on one side are evidence, those in the middle are not, and both sides are alike', () => {
  const after = (p: number) => wealthOf(Array.from({ length: 12 }, () => p).reduce(bettingOn, NO_BETS))
  assert.ok(after(0.05) > 1000)
  assert.ok(after(0.5) < 1)
  assert.ok(Math.abs(after(0.05) / after(0.95) - 1) < 1e-9)
})

test('a drift that begins after a hundred quiet nights is found as one at the beginning is', () => {
  const random = seededRandom('late')
  const quiet = Array.from({ length: 100 }, random).reduce(bettingOn, NO_BETS)
  assert.ok(wealthOf(quiet) < 50)
  assert.ok(wealthOf(Array.from({ length: 12 }, () => 0.03).reduce(bettingOn, quiet)) > 50)
})

test('a smoothed rank is the share of larger numbers, and of tied ones a random part', () => {
  assert.equal(
    smoothedRank(2, [1, 2, 3, 4], () => 0),
    0.5,
  )
  assert.equal(
    smoothedRank(1, [1, 1, 1, 1], () => 0.25),
    0.25,
  )
})

test('with nothing wrong, evidence of 20 is reached in at most 5 % of years', () => {
  const random = seededRandom('null')
  let reached = 0
  for (let year = 0; year < 400; year += 1) {
    let bets = NO_BETS
    let most = 0
    const values: number[] = []
    for (let night = 0; night < 120; night += 1) {
      values.push(Math.floor(6 * random()) ** 3)
      if (night < 14) continue
      bets = bettingOn(bets, smoothedRank(values.at(-1)!, values, random))
      most = Math.max(most, wealthOf(bets))
    }
    if (most >= 20) reached += 1
  }
  // 99.9 % of binomial counts at 5 % are at most 35 of 400.
  assert.ok(reached <= 35, `${reached} of 400`)
})
