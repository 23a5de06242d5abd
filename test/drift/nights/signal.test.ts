import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mergeAll } from '../../../drift/merge.ts'
import { type SummarisedNight, scoreNight } from '../../../drift/nights/scores.ts'
import {
  nightsToFreeze,
  type Signal,
  signalAfter,
  signalBefore,
  withFrozen,
} from '../../../drift/nights/signal.ts'
import { seededRandom } from '../../../stats/random.ts'
import { categoricalSummary } from '../make-summary.ts'
import { nightsUntil } from './make-nights.ts'

const NIGHTS: readonly SummarisedNight[] = nightsUntil(40).map((night) => {
  const random = seededRandom(night)
  return {
    night,
    summary: categoricalSummary(Array.from({ length: 60 }, () => (random() < 0.3 ? 'a' : 'b'))),
  }
})

function before(signal: Signal | null, recent: readonly SummarisedNight[]): Signal | null {
  return signalBefore(signal, recent, mergeAll(recent.map(({ summary }) => summary))[0]!)
}

/** What is known when the nights are run one after another, each with the 28 before it at hand. */
function run(nights: readonly SummarisedNight[]): Signal | null {
  let signal: Signal | null = null
  for (const [at, { night, summary }] of nights.entries()) {
    const recent = nights.slice(Math.max(0, at - 28), at)
    if (recent.length === 0) continue
    signal = before(signal, recent)
    const frozen = signal && nightsToFreeze(signal, recent, '2026-01-01')
    if (signal && frozen) signal = withFrozen(signal, frozen, 'frozen')
    signal = signal && signalAfter(signal, scoreNight(signal.scores, { summary, night }), night)
  }
  return signal
}

test('a feature becomes a signal with seven nights and is frozen with fourteen', () => {
  assert.equal(run(NIGHTS.slice(0, 7)), null)
  assert.equal(run(NIGHTS.slice(0, 8))?.nights.length, 8)
  assert.equal(run(NIGHTS.slice(0, 14))?.slow, null)
  const { slow, nights } = run(NIGHTS)!
  assert.deepEqual([slow?.since, slow?.until], [NIGHTS[0]?.night, NIGHTS[13]?.night])
  assert.deepEqual(
    nights.map(({ night }) => night),
    NIGHTS.map(({ night }) => night),
  )
})

test('nights that the night before did not know are taken in, each once', () => {
  const known = run(NIGHTS.slice(0, 20))
  const { nights } = before(known, NIGHTS.slice(5, 23))!
  assert.equal(nights.length, 23)
})

test('after a restart only nights from then on are frozen', () => {
  const signal = { ...run(NIGHTS.slice(0, 30))!, slow: null }
  const since = NIGHTS[20]!.night
  assert.equal(nightsToFreeze(signal, NIGHTS.slice(2, 30), since), null)
  assert.equal(nightsToFreeze(before(signal, NIGHTS.slice(6, 34))!, NIGHTS.slice(6, 34), since)?.length, 14)
})

test('a night with too few rows adds nothing', () => {
  const signal = run(NIGHTS.slice(0, 20))!
  assert.equal(signalAfter(signal, null, 'x'), signal)
})
