import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { heldOutSource } from '../../../bench/topics/held-out-prompts.ts'
import { usersWhoAsk } from '../../../bench/topics/users-who-ask.ts'
import { alikeInSize, type Unit } from '../../../drift/topics/alike-in-size.ts'
import { compareTopics } from '../../../drift/topics/compare-topics.ts'
import { seededRandom } from '../../../stats/random.ts'
import { topicTexts } from './make-texts.ts'

const unitsOf = (sizes: readonly number[], side: string): Unit[] =>
  sizes.map((size, unit) =>
    Array.from({ length: size }, (_, text) => ({
      id: `${side} ${unit} ${text}`,
      text: null,
      embedding: null,
      unit: `${unit}`,
    })),
  )

const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 40 })
const meanOf = (units: readonly Unit[]) => units.reduce((sum, unit) => sum + unit.length, 0) / units.length

test('units of cases and of users who asked often keep one text each', () => {
  const [cases, users] = alikeInSize([unitsOf([1, 1], 'case'), unitsOf([4, 2, 9], 'user')], seededRandom('a'))
  assert.deepEqual(
    [cases, users].map((units) => units.map(({ length }) => length)),
    [
      [1, 1],
      [1, 1, 1],
    ],
  )
})

test('every unit keeps some of its own texts, and equal sides keep all', () => {
  fc.assert(
    fc.property(sizes, sizes, fc.string(), (a, b, seed) => {
      const sides = [unitsOf(a, 'a'), unitsOf(b, 'b')] as const
      for (const [place, units] of alikeInSize(sides, seededRandom(seed)).entries()) {
        const own = new Map(sides[place]!.map((unit) => [unit[0]!.unit, new Set(unit.map(({ id }) => id))]))
        assert.equal(units.length, sides[place]!.length)
        for (const unit of units) {
          assert.ok(unit.length > 0)
          assert.ok(unit.every(({ id, unit: name }) => own.get(name)!.has(id)))
        }
      }
      const same = alikeInSize([sides[0], sides[0]], seededRandom(seed))
      assert.equal(same[0].flat().length, sides[0].flat().length)
    }),
  )
})

test('many units of either side end up equally large, whatever they were', () => {
  const random = seededRandom('sizes')
  const drawn = (count: number, most: number) =>
    Array.from({ length: count }, () => 1 + Math.floor(most * random() ** 2))
  for (const [a, b] of [
    [drawn(3000, 2), drawn(700, 9)],
    [drawn(500, 20), drawn(2500, 5)],
  ] as const) {
    const [reference, current] = alikeInSize([unitsOf(a, 'a'), unitsOf(b, 'b')], random)
    assert.ok(Math.abs(meanOf(reference) - meanOf(current)) < 0.05 * meanOf(current))
  }
})

test('users who ask more than once are no news beside single cases', async () => {
  let sure = 0
  for (const seed of ['1', '2', '3', '4', '5', '6']) {
    const source = heldOutSource(seed)
    const users = usersWhoAsk(source, { users: 100, texts: 2.4 }, seed)
    const names = users.flatMap((texts, user) => texts.map(() => `user ${user}`))
    const pair = {
      reference: await topicTexts(source.mixed(150)),
      current: await topicTexts(users.flat(), names),
    }
    const options = { family: 'live-against-offline', check: 'topics', seed, minimumEffect: 0.02 } as const
    if (compareTopics(pair, options).comparison.pValue! <= 0.05) sure += 1
  }
  // At 5 %, three of six have a chance of 0.2 %; with unequal units all six would be sure.
  assert.ok(sure <= 2, `${sure} of 6`)
})
