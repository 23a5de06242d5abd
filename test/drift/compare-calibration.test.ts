import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareCategorical } from '../../drift/compare-categorical.ts'
import { compareNumeric } from '../../drift/compare-numeric.ts'
import type { CompareOptions } from '../../drift/compare-options.ts'
import { normalQuantile } from '../../stats/normal.ts'
import { seededRandom } from '../../stats/random.ts'
import { categoricalSummary, numericSummary } from './make-summary.ts'

const TRIALS = 250
/** 99.9 % of binomial counts of false alarms at 5 % are at most this. */
const MOST_FALSE_ALARMS = 25

const options = (trial: number): CompareOptions => ({
  family: 'live-against-recent',
  check: 'latency_ms',
  seed: `calibration ${trial}`,
})

type Draw = (random: () => number) => number
const normal: Draw = (random) => normalQuantile((random() * 4294967296 + 0.5) / 4294967296)

const NUMERIC: readonly [string, Draw, number, number][] = [
  ['continuous', normal, 150, 600],
  ['continuous and few', normal, 8, 60],
  ['tied', (random) => Math.round(2 * normal(random)), 40, 400],
  ['skewed and tied', (random) => Math.round(Math.exp(3 + normal(random))), 120, 500],
  ['mostly zero', (random) => (random() < 0.95 ? 0 : Math.ceil(random() * 9)), 100, 900],
]

for (const [name, draw, n, m] of NUMERIC) {
  test(`with nothing wrong, ${name} values at ${n} against ${m} raise at most 5 % false alarms`, () => {
    const random = seededRandom(name)
    const side = (size: number) => numericSummary(Array.from({ length: size }, () => draw(random)))
    const alarms = countTrials((trial) => compareNumeric(side(n), side(m), options(trial)).pValue! <= 0.05)
    assert.ok(alarms <= MOST_FALSE_ALARMS, `${alarms} of ${TRIALS}`)
  })
}

const CATEGORIES: readonly [number, number, number][] = [
  [2, 30, 300],
  [5, 500, 120],
  [50, 300, 80],
]

for (const [categories, n, m] of CATEGORIES) {
  test(`with nothing wrong, ${categories} categories at ${n} against ${m} raise at most 5 % false alarms`, () => {
    const random = seededRandom(`categories ${categories}`)
    const alarms = countTrials(
      (trial) =>
        compareCategorical(skewed(random, categories, n), skewed(random, categories, m), options(trial))
          .pValue! <= 0.05,
    )
    assert.ok(alarms <= MOST_FALSE_ALARMS, `${alarms} of ${TRIALS}`)
  })
}

test('a p-value at its own level is not far below it either: the test is exact, not timid', () => {
  const random = seededRandom('exact')
  const side = (size: number) =>
    numericSummary(Array.from({ length: size }, () => Math.round(9 * normal(random))))
  const alarms = countTrials((trial) => compareNumeric(side(40), side(70), options(trial)).pValue! <= 0.5)
  assert.ok(alarms > 100 && alarms < 150, `${alarms} of ${TRIALS}`)
})

test('with 1,000 categories against 300 rows and nothing wrong, no interval claims a difference', () => {
  const random = seededRandom('many')
  for (let trial = 0; trial < 20; trial += 1) {
    const { effect } = compareCategorical(
      even(random, 1_000, 3_000),
      even(random, 1_000, 300),
      options(trial),
    )
    assert.ok(effect!.value > 0.3, 'the plain estimate is far from 0')
    assert.ok(effect!.interval.lower <= 0.1, `${effect!.interval.lower}`)
    assert.ok(effect!.corrected <= 0.1, `${effect!.corrected}`)
  }
})

test('the interval of a shift covers the true Cliff’s delta in about 95 % of windows', () => {
  const random = seededRandom('coverage')
  // Uniform on [0, 1) against uniform on [0.2, 1.2): P(reference > current) = 0.8² / 2.
  const truth = 0.8 ** 2 - 1
  const covered = countTrials((trial) => {
    const side = (size: number, shift: number) =>
      numericSummary(Array.from({ length: size }, () => random() + shift))
    const { effect } = compareNumeric(side(110, 0), side(200, 0.2), options(trial))
    const { lower, upper } = effect!.interval
    return effect!.name !== 'cliffsDelta' || (lower <= truth && truth <= upper)
  })
  assert.ok(covered >= 225, `${covered} of ${TRIALS}`)
})

function countTrials(holds: (trial: number) => boolean): number {
  let count = 0
  for (let trial = 0; trial < TRIALS; trial += 1) if (holds(trial)) count += 1
  return count
}

function skewed(random: () => number, categories: number, rows: number) {
  return categoricalSummary(Array.from({ length: rows }, () => `c${Math.floor(categories * random() ** 2)}`))
}

function even(random: () => number, categories: number, rows: number) {
  return categoricalSummary(Array.from({ length: rows }, () => `c${Math.floor(categories * random())}`))
}
