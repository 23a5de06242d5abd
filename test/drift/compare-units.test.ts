import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareCategorical } from '../../drift/compare-categorical.ts'
import { compareNumeric } from '../../drift/compare-numeric.ts'
import type { CompareOptions } from '../../drift/compare-options.ts'
import { categoricalRowSummary, numericRowSummary } from '../../drift/row-summary.ts'
import { kishSize, type UnitRows } from '../../drift/unit-rows.ts'
import { normalQuantile } from '../../stats/normal.ts'
import { seededRandom } from '../../stats/random.ts'
import { unitRows } from './make-rows.ts'

const TRIALS = 100
/** 99.9 % of binomial counts of false alarms at 5 % of 100 lie within these. */
const FEWEST_FALSE_ALARMS = 0
const MOST_FALSE_ALARMS = 13
const COVERAGE_TRIALS = 50
const SUBJECT = { feature: 'x', slice: 'all' }
const NAMES = ['a', 'b', 'c', 'd']

const options = (trial: number): CompareOptions => ({
  family: 'live-against-recent',
  check: 'x',
  seed: `units ${trial}`,
})
const normal = (random: () => number) => normalQuantile((random() * 4294967296 + 0.5) / 4294967296)

/** Conversations whose turns are alike, of one to nine turns. */
function conversations(random: () => number, count: number, shift = 0): number[][] {
  return Array.from({ length: count }, () => {
    const own = 2 * normal(random) + shift
    return Array.from({ length: 1 + Math.floor(9 * random()) }, () => Math.round(9 * (own + normal(random))))
  })
}

/** The same of four categories. */
function topics(random: () => number, count: number): number[][] {
  const draw = () => Math.floor(4 * random() ** 2)
  return Array.from({ length: count }, () => {
    const own = draw()
    return Array.from({ length: 1 + Math.floor(9 * random()) }, () => (random() < 0.7 ? own : draw()))
  })
}

function numeric(reference: UnitRows, current: UnitRows, given: CompareOptions) {
  const [a, b] = [reference, current].map((rows) => numericRowSummary(rows, SUBJECT))
  return compareNumeric(a!, b!, given)
}

function categorical(reference: UnitRows, current: UnitRows, given: CompareOptions) {
  const [a, b] = [reference, current].map((rows) => categoricalRowSummary(rows, NAMES, SUBJECT))
  return compareCategorical(a!, b!, given)
}

for (const [name, draw, compare] of [
  ['numbers', conversations, numeric],
  ['categories', topics, categorical],
] as const)
  test(`with nothing wrong, ${name} of 60 conversations against 25 raise about 5 % false alarms; taken as single rows, far more`, () => {
    const random = seededRandom(`clustered ${name}`)
    const alarms = { clustered: 0, plain: 0 }
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const reference = unitRows(draw(random, 60))
      const current = unitRows(draw(random, 25))
      const clustered = compare(reference, current, {
        ...options(trial),
        units: { reference, current },
      })
      if (clustered.pValue! <= 0.05) alarms.clustered += 1
      if (compare(reference, current, options(trial)).pValue! <= 0.05) alarms.plain += 1
    }
    assert.ok(
      alarms.clustered >= FEWEST_FALSE_ALARMS && alarms.clustered <= MOST_FALSE_ALARMS,
      `clustered: ${alarms.clustered} of ${TRIALS}`,
    )
    assert.ok(alarms.plain > TRIALS / 5, `plain: ${alarms.plain} of ${TRIALS}`)
  })

test('with nothing wrong, rows weighted by one over their probability raise about 5 % false alarms; unweighted, nearly always one', () => {
  const random = seededRandom('weighted')
  const alarms = { weighted: 0, plain: 0 }
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const reference = unitRows(Array.from({ length: 150 }, () => [normal(random)]))
    // Values above 0 are kept with probability 1, others with 0.2: what is left is shifted upward.
    const kept: number[][] = []
    while (kept.length < 300) {
      const value = normal(random)
      if (value > 0 || random() < 0.2) kept.push([value])
    }
    const current = unitRows(kept, (value) => (value > 0 ? 1 : 5))
    const weighted = numeric(reference, current, { ...options(trial), units: { reference, current } })
    if (weighted.pValue! <= 0.05) alarms.weighted += 1
    if (numeric(reference, unitRows(kept), options(trial)).pValue! <= 0.05) alarms.plain += 1
  }
  assert.ok(
    alarms.weighted >= FEWEST_FALSE_ALARMS && alarms.weighted <= MOST_FALSE_ALARMS,
    `weighted: ${alarms.weighted} of ${TRIALS}`,
  )
  assert.ok(alarms.plain > 0.9 * TRIALS, `plain: ${alarms.plain} of ${TRIALS}`)
})

test('the interval of a shift of clustered values covers the true one in about 95 % of windows', () => {
  const random = seededRandom('clustered coverage')
  let covered = 0
  for (let trial = 0; trial < COVERAGE_TRIALS; trial += 1) {
    // Uniform cluster centres, every row of a cluster alike: delta is that of the centres, −(1 − 0.7²).
    const side = (count: number, shift: number) =>
      unitRows(Array.from({ length: count }, () => new Array<number>(5).fill(random() + shift)))
    const [reference, current] = [side(40, 0), side(25, 0.3)]
    const { effect } = numeric(reference, current, { ...options(trial), units: { reference, current } })
    const { lower, upper } = effect!.interval
    if (effect!.name !== 'cliffsDelta' || (lower <= -0.51 && -0.51 <= upper)) covered += 1
  }
  assert.ok(covered >= 41, `${covered} of ${COVERAGE_TRIALS}`)
})

test('with nothing wrong, no interval of clustered categories claims a difference, and noise comes off', () => {
  const random = seededRandom('clustered intervals')
  let claimed = 0
  for (let trial = 0; trial < 40; trial += 1) {
    const [reference, current] = [unitRows(topics(random, 40)), unitRows(topics(random, 20))]
    const { effect } = categorical(reference, current, { ...options(trial), units: { reference, current } })
    assert.ok(effect!.corrected < effect!.value, `${effect!.corrected} ${effect!.value}`)
    if (effect!.interval.lower > 0) claimed += 1
  }
  // 99.9 % of binomial counts at 5 % of 40 are at most this.
  assert.ok(claimed <= 8, `${claimed} of 40`)
})

test('a shift of many conversations is found, with a p-value beyond the reach of permutations', () => {
  const random = seededRandom('found')
  const [reference, current] = [unitRows(conversations(random, 300)), unitRows(conversations(random, 200, 2))]
  const found = numeric(reference, current, { ...options(0), units: { reference, current } })
  assert.ok(found.pValue! < 1e-6, `${found.pValue}`)
  assert.ok(found.effect!.interval.upper < -0.1, `${found.effect!.interval.upper}`)
})

test('ten thousand rows of either weight are tested by the limit laws, which find what is there', () => {
  const random = seededRandom('many rows')
  const side = (shift: number) =>
    unitRows(
      Array.from({ length: 10_000 }, () => [random() + shift]),
      (value) => (value > 0.5 ? 1 : 2),
    )
  const [reference, current] = [side(0), side(0.1)]
  const found = numeric(reference, current, { ...options(0), units: { reference, current } })
  assert.match(found.test, /^limit law/)
  assert.ok(found.pValue! < 1e-9, `${found.pValue}`)
})

test('fewer than ten clusters a side have no effect and no p-value, and the note says so', () => {
  const random = seededRandom('few')
  const [reference, current] = [unitRows(conversations(random, 30)), unitRows(conversations(random, 9))]
  const few = numeric(reference, current, { ...options(0), units: { reference, current } })
  assert.deepEqual([few.effect, few.pValue], [null, null])
  assert.match(few.notes[0]!, /^Only 9 independent units on the smaller side, 10 needed/)
  assert.ok(few.metrics.ks! > 0, 'metrics still describe')
})

test('weights change shares, and counts add up to what they are worth', () => {
  // Kish: (1 + 1 + 8)² / (1 + 1 + 64) = 1.515…
  const rows = unitRows([[1], [2], [3]], (value) => (value === 3 ? 8 : 1))
  assert.ok(Math.abs(kishSize(rows.weights) - 100 / 66) < 1e-12)
  const { counts } = numericRowSummary(rows, SUBJECT)
  counts.forEach((count, i) => {
    assert.ok(Math.abs(count / (100 / 66) - [0.1, 0.1, 0.8][i]!) < 1e-12)
  })
})
