import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { seededRandom } from '../../stats/random.ts'
import { stepDownRanks } from '../../stats/step-down-ranks.ts'

test('the largest is ranked among all, the next among those without the first', () => {
  const ranks = stepDownRanks([
    { current: 3, earlier: [1, 1, 9, 1] },
    { current: 8, earlier: [2, 2, 2, 2] },
  ])
  // 8 against 2, 2, 9, 2; then 3 against 1, 1, 9, 1.
  assert.deepEqual(ranks, [2 / 5, 2 / 5])
})

test('an occasion without a value does not count for that statistic, but does for others', () => {
  const ranks = stepDownRanks([
    { current: 3, earlier: [null, null, 1] },
    { current: 2, earlier: [5, 1, 1] },
  ])
  assert.deepEqual(ranks, [1 / 2, 1 / 2])
})

test('p-values lie between 1/(k+1) and 1, and a larger statistic never has a larger one', () => {
  const statistic = fc.record({
    current: fc.integer({ min: 0, max: 20 }),
    earlier: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 5, maxLength: 5 }),
  })
  fc.assert(
    fc.property(fc.array(statistic, { minLength: 1, maxLength: 6 }), (statistics) => {
      const ranks = stepDownRanks(statistics)
      for (const [i, a] of statistics.entries()) {
        assert.ok(ranks[i]! >= 1 / 6 && ranks[i]! <= 1)
        for (const [j, b] of statistics.entries())
          if (a.current > b.current) assert.ok(ranks[i]! <= ranks[j]!)
      }
    }),
  )
})

test('with nothing wrong any of many statistics that hang together is called in at most 5 % of trials', () => {
  const random = seededRandom('step-down')
  let called = 0
  for (let trial = 0; trial < 600; trial += 1) {
    const common = Array.from({ length: 20 }, random)
    const columns = Array.from({ length: 8 }, () => common.map((shared) => (shared + random()) ** 6))
    const statistics = columns.map((column) => ({ current: column[0]!, earlier: column.slice(1) }))
    if (Math.min(...stepDownRanks(statistics)) <= 0.05) called += 1
  }
  // 99.9 % of binomial counts at 5 % are at most 48 of 600.
  assert.ok(called > 10 && called <= 48, `${called} of 600`)
})
