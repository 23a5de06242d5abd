import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { priceTarget } from '../../adapters/models/price-target.ts'
import { pricesSpec } from '../../suite/config/price-spec.ts'
import { costOf } from '../../suite/cost.ts'
import { answerOf, caseOf } from './scorers/answers.ts'

const PRICES = pricesSpec.parse({
  mini: [
    { input: 1, output: 4 },
    { from: '2026-06-01', input: 0.5, output: 2, cachedInput: 0.1 },
    { from: '2026-12-01', input: 9, output: 9 },
  ],
  'mini-2026-10-01': { input: 3, output: 3 },
})
const TOKENS = { input: 1_000_000, output: 500_000, cached: 400_000 }

test('the newest price that applies on the day counts, cached input at its own', () => {
  const cost = (day: string) => costOf(TOKENS, PRICES, { models: ['mini'], day })
  assert.equal(cost('2026-11-26'), 1.34)
  assert.equal(cost('2026-05-31'), 1 + 2)
  assert.equal(cost('2026-12-01'), 9 + 4.5)
})

test('the model that answered goes before the one that was asked', () => {
  const models = ['mini-2026-10-01', 'mini']
  assert.equal(costOf(TOKENS, PRICES, { models, day: '2026-11-26' }), 4.5)
})

test('without a price or without tokens the cost is unknown, never 0', () => {
  assert.equal(costOf(TOKENS, PRICES, { models: ['other', null, '__proto__'], day: '2026-11-26' }), null)
  assert.equal(costOf(null, PRICES, { models: ['mini'], day: '2026-11-26' }), null)
  const later = pricesSpec.parse({ mini: { from: '2027-01-01', input: 1, output: 1 } })
  assert.equal(costOf(TOKENS, later, { models: ['mini'], day: '2026-11-26' }), null)
})

test('a cost grows with its tokens and never falls below that of all input cached', () => {
  const count = fc.nat(1e6)
  fc.assert(
    fc.property(count, count, count, (input, output, part) => {
      const cached = Math.min(input, part)
      const cost = (tokens: object) =>
        costOf({ input, output, ...tokens }, PRICES, { models: ['mini'], day: '2026-11-26' })!
      assert.ok(cost({ cached }) <= cost({}))
      assert.ok(cost({ cached: input }) <= cost({ cached }))
    }),
  )
})

test('a target tells the cost of its answers, but for those that tell it themselves', async () => {
  const { signal } = new AbortController()
  const priced = (costUsd: number | null) =>
    priceTarget(
      { name: 'test', ask: async () => answerOf('x', { model: 'mini', tokens: TOKENS, costUsd }) },
      { prices: PRICES, model: null, now: () => new Date('2026-11-26T23:59:59Z') },
    ).ask(caseOf(), { signal })
  assert.equal((await priced(null)).costUsd, 1.34)
  assert.equal((await priced(0.2)).costUsd, 0.2)
})

test('a price that is no price is refused', () => {
  for (const price of [{ input: -1, output: 1 }, { input: 1 }, { from: 'May', input: 1, output: 1 }, []])
    assert.equal(pricesSpec.safeParse({ mini: price }).success, false)
})
