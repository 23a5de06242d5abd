import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type NightCheck, testAgainstNights } from '../../../drift/nights/against-nights.ts'
import type { ScoredNight } from '../../../drift/nights/scores.ts'
import { seededRandom } from '../../../stats/random.ts'
import { normal, scoredNights } from './make-nights.ts'

const LEVEL = (0.4 * 12) / 365

/** The last of some nights against those before it. */
function last(nights: readonly ScoredNight[]): NightCheck {
  return { tonight: nights.at(-1)!, earlier: nights.slice(0, -1) }
}

function drawn(count: number, seed: string, draw = normal): ScoredNight[] {
  const random = seededRandom(seed)
  return scoredNights(Array.from({ length: count }, () => draw(random)))
}

test('fewer than seven nights tell nothing', () => {
  const [judged] = testAgainstNights([last(drawn(7, 'a'))], LEVEL)
  assert.equal(judged?.pValue, null)
  assert.equal(judged?.note, '6 earlier nights with enough values, 7 needed')
  assert.notEqual(testAgainstNights([last(drawn(8, 'a'))], LEVEL)[0]?.pValue, null)
})

test('the first weekend is not judged', () => {
  const weekdays = drawn(30, 'a').filter(({ night }) => new Date(night).getUTCDay() % 6 !== 0)
  const sunday = drawn(1, 'b')[0]!
  const [judged] = testAgainstNights([{ tonight: sunday, earlier: weekdays }], LEVEL)
  assert.deepEqual([judged?.pValue, judged?.note], [null, 'it is the first weekend, and weekends may differ'])
})

test('a weekly rhythm is strange at first and known from four of each weekday on', () => {
  const rhythm = (nights: ScoredNight[]) =>
    nights.map((night) => ({
      ...night,
      values: [night.values[0]! + (new Date(night.night).getUTCDay() === 0 ? 20 : 0)],
    }))
  const [fewer, enough] = [22, 29].map(
    (count) => testAgainstNights([last(rhythm(drawn(count, 'c')))], LEVEL)[0]!,
  )
  assert.ok(fewer!.pValue! < 0.05 && !fewer!.test.includes('by weekday'))
  assert.ok(enough!.pValue! > 0.05 && enough!.test.includes('by weekday'), `${enough!.pValue}`)
})

test('from 76 nights on the rank decides, and says that it asks for no shape of the nights', () => {
  const few = testAgainstNights([last(drawn(76, 'd'))], LEVEL)[0]!
  const many = testAgainstNights([last(drawn(77, 'd'))], LEVEL)[0]!
  assert.match(few.test, /^t-prediction from 75 nights.*roughly normal nights only/)
  assert.match(many.test, /^rank among 76 nights.*any shape/)
  const worst = drawn(77, 'e').map((night, i) => (i === 76 ? { ...night, values: [50] } : night))
  assert.equal(testAgainstNights([last(worst)], LEVEL)[0]?.jointPValue, 1 / 77)
})

test('beside ranked checks a young one is corrected for all of them', () => {
  const old = Array.from({ length: 9 }, (_, i) => last(drawn(90, `old ${i}`)))
  const young = last(drawn(20, 'young'))
  const judged = testAgainstNights([...old, young], LEVEL).at(-1)!
  assert.equal(judged.jointPValue, Math.min(1, 10 * judged.pValue!))
})

test('a small night among large ones is not strange for being measured badly', () => {
  const random = seededRandom('small')
  let alarms = 0
  for (let trial = 0; trial < 400; trial += 1) {
    const large = scoredNights(Array.from({ length: 29 }, () => 0.01 * normal(random)))
    const small = { ...large.at(-1)!, values: [0.2 * normal(random)], variances: [0.04] }
    const [judged] = testAgainstNights([{ tonight: small, earlier: large.slice(0, -1) }], LEVEL)
    if (judged!.pValue! <= 0.05) alarms += 1
  }
  assert.ok(alarms <= 35, `${alarms} of 400`)
})

test('with nothing wrong a family of 8 checks alarms at its level, by t for normal nights, by rank for any', () => {
  const skewed = (random: () => number) => Math.exp(1.5 * normal(random))
  for (const [count, draw] of [
    [29, normal],
    [80, skewed],
  ] as const) {
    let alarms = 0
    for (let trial = 0; trial < 200; trial += 1) {
      const checks = Array.from({ length: 8 }, (_, i) => last(drawn(count, `${trial} ${i}`, draw)))
      const judged = testAgainstNights(checks, 0.05)
      if (judged.some((one) => (one.jointPValue ?? 8 * one.pValue!) <= 0.05)) alarms += 1
    }
    // 99.9 % of binomial counts at 5 % are at most 21 of 200.
    assert.ok(alarms <= 21, `${alarms} of 200 from ${count - 1} nights`)
  }
})
