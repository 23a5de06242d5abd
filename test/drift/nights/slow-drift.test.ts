import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ScoredNight } from '../../../drift/nights/scores.ts'
import { evidenceOf, followDrift, freeze } from '../../../drift/nights/slow-drift.ts'
import { seededRandom } from '../../../stats/random.ts'
import { normal, scoredNights } from './make-nights.ts'

/** What 60 checks need for 1.2 alarms a year. */
const ALARM = 50

/** The most evidence of nights of which the first 14 are frozen. */
function mostEvidence(nights: readonly ScoredNight[]): number {
  let drift = freeze(nights.slice(0, 14), 'nights/x/r1/frozen.arrow')
  let most = 0
  for (let at = 14; at < nights.length; at += 1) {
    const seen = { tonight: nights[at]!, earlier: nights.slice(0, at) }
    drift = followDrift(drift, seen, nights[at]!.night)
    most = Math.max(most, evidenceOf(drift))
  }
  return most
}

/** Means of 1,000 records a night in record deviations, between-night deviation 0.05, drifting by `by` a night. */
function drifting(nights: number, by: number, random: () => number): ScoredNight[] {
  const deviation = Math.sqrt(0.05 ** 2 + 1.05 / 1000)
  return scoredNights(
    Array.from({ length: nights }, (_, i) => by * Math.max(0, i - 13) + deviation * normal(random)),
  )
}

test('a drift of 0.02 deviations a night is found within 14 nights, up or down', () => {
  const random = seededRandom('drift')
  let found = 0
  for (let trial = 0; trial < 100; trial += 1)
    if (mostEvidence(drifting(28, trial % 2 === 0 ? 0.02 : -0.02, random)) >= ALARM) found += 1
  assert.ok(found >= 95, `${found} of 100`)
})

test('with nothing drifting the evidence reaches 20 in at most 5 % of spells, whatever the nights look like', () => {
  const random = seededRandom('null')
  let reached = 0
  for (let trial = 0; trial < 40; trial += 1) {
    const nights = scoredNights(
      Array.from({ length: 140 }, () => Math.floor(3 * random()) ** 5 + normal(random) ** 4),
    )
    if (mostEvidence(nights) >= 20) reached += 1
  }
  // 99.9 % of binomial counts at 5 % are at most 8 of 40.
  assert.ok(reached <= 8, `${reached} of 40`)
})

test('a number that never changes is no drift, by weekdays either', () => {
  assert.ok(mostEvidence(scoredNights(Array.from({ length: 100 }, () => 0.1 + 0.2))) < ALARM / 5)
})

test('a weekly rhythm is no drift', () => {
  const random = seededRandom('weeks')
  const nights = drifting(120, 0, random).map((night) => ({
    ...night,
    values: night.values.map((value) => value + (new Date(night.night).getUTCDay() % 6 === 0 ? 1 : 0)),
  }))
  assert.ok(mostEvidence(nights) < ALARM)
})

test('the same night and seed give the same evidence', () => {
  const nights = scoredNights([3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 3, 2, 3])
  assert.equal(mostEvidence(nights), mostEvidence(nights))
})
