import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compareCategorical } from '../../drift/compare-categorical.ts'
import { compareNumeric } from '../../drift/compare-numeric.ts'
import type { CompareOptions } from '../../drift/compare-options.ts'
import type { Comparison } from '../../drift/comparison.ts'
import { FIXED_GRID } from '../../drift/grid.ts'
import { judge } from '../../drift/judge.ts'
import { mergeAll } from '../../drift/merge.ts'
import { missingSummary } from '../../drift/missing-summary.ts'
import { ontoGrid } from '../../drift/onto-grid.ts'
import { numericRowSummary } from '../../drift/row-summary.ts'
import { type CategoricalSummary, type NumericSummary, WEIGHT_ONE } from '../../drift/summary.ts'
import { normalQuantile } from '../../stats/normal.ts'
import { seededRandom } from '../../stats/random.ts'
import { categoricalSummary, numericSummary } from './make-summary.ts'
import { type WeightedRow, weightedCategories, weightedNumbers } from './make-weighted.ts'

const TRIALS = 100
/** 99.9 % of binomial counts of false alarms at 5 % of 100 lie at or below this. */
const MOST_FALSE_ALARMS = 13

const options = (seed: unknown): CompareOptions => ({
  family: 'live-against-recent',
  check: 'x',
  seed: `weighted ${seed}`,
})
const normal = (random: () => number) => normalQuantile((random() * 4294967296 + 0.5) / 4294967296)
const unweighted = <S extends NumericSummary | CategoricalSummary>({ weights: _, ...plain }: S) => plain

/** What a log keeps of so many rows, each with its own probability. */
function kept<Value>(
  random: () => number,
  count: number,
  { draw, probability }: { draw: () => Value; probability: (value: Value) => number },
): WeightedRow<Value>[] {
  return Array.from({ length: count }, draw).flatMap((value) =>
    random() < probability(value) ? [{ value, weight: 1 / probability(value) }] : [],
  )
}

function alarmsOf(comparisons: readonly Comparison[]): number {
  assert.equal(comparisons.length, TRIALS)
  return comparisons.filter(({ pValue }) => pValue! <= 0.05).length
}

test('with nothing wrong, numbers that were kept unequally raise about 5 % false alarms over a grid; unweighted, nearly always one', () => {
  const random = seededRandom('weighted numbers')
  const draw = () => Math.round(1000 * normal(random)) / 10
  const trials = Array.from({ length: TRIALS }, (_, trial) => {
    const reference = numericSummary(Array.from({ length: 80 }, draw))
    const rows = kept(random, 250, { draw, probability: (value) => (value > 30 ? 0.2 : 1) })
    const current = ontoGrid(weightedNumbers(rows), FIXED_GRID)
    return {
      weighted: compareNumeric(reference, current, options(trial)),
      plain: compareNumeric(reference, unweighted(current), options(trial)),
    }
  })
  const alarms = alarmsOf(trials.map(({ weighted }) => weighted))
  assert.ok(alarms <= MOST_FALSE_ALARMS, `weighted: ${alarms} of ${TRIALS}`)
  const plain = alarmsOf(trials.map((trial) => trial.plain))
  assert.ok(plain > TRIALS / 2, `plain: ${plain} of ${TRIALS}`)
})

for (const [kind, rare] of [
  ['rare', true],
  ['frequent', false],
] as const)
  test(`with nothing wrong, categories of which ${kind} ones were kept seldom raise about 5 % false alarms; unweighted, far more`, () => {
    const random = seededRandom(`weighted ${kind} categories`)
    const draw = () => (random() < 0.8 ? (random() < 0.5 ? 'a' : 'b') : random() < 0.6 ? 'c' : 'd')
    const probability = (name: string) => ('cd'.includes(name) === rare ? 0.2 : 1)
    const trials = Array.from({ length: TRIALS }, (_, trial) => {
      const reference = categoricalSummary(Array.from({ length: 120 }, draw))
      const current = weightedCategories(kept(random, 400, { draw, probability }))
      return {
        weighted: compareCategorical(reference, current, options(trial)),
        plain: compareCategorical(reference, unweighted(current), options(trial)),
      }
    })
    const alarms = alarmsOf(trials.map(({ weighted }) => weighted))
    assert.ok(alarms <= MOST_FALSE_ALARMS, `weighted: ${alarms} of ${TRIALS}`)
    const plain = alarmsOf(trials.map((trial) => trial.plain))
    assert.ok(plain > TRIALS / 5, `plain: ${plain} of ${TRIALS}`)
    const covered = trials.filter(({ weighted }) => weighted.effect!.interval.lower <= 0).length
    assert.ok(covered >= TRIALS - MOST_FALSE_ALARMS, `intervals from 0: ${covered} of ${TRIALS}`)
  })

test('weighted summaries say of effects what their rows would', () => {
  const random = seededRandom('rows')
  const draw = () => Math.floor(10 * random())
  const rows = kept(random, 400, { draw, probability: (value) => 1 / (1 + value) })
  const reference = Array.from({ length: 100 }, draw)
  const subject = { feature: 'latency_ms', slice: 'all' }
  const sideOf = (side: readonly WeightedRow<number>[]) => ({
    units: Float64Array.from(side, (_, i) => i),
    values: Float64Array.from(side, ({ value }) => value),
    weights: Float64Array.from(side, ({ weight }) => weight),
  })
  const units = { reference: sideOf(reference.map((value) => ({ value, weight: 1 }))), current: sideOf(rows) }
  const byRows = compareNumeric(
    numericRowSummary(units.reference, subject),
    numericRowSummary(units.current, subject),
    { ...options(0), units },
  )
  const summed = compareNumeric(numericSummary(reference), weightedNumbers(rows), options(0))
  for (const name of ['ks', 'cliffsDelta', 'psi', 'wasserstein1', 'meanDifference', 'ksPValue'])
    assert.ok(Math.abs(summed.metrics[name]! - byRows.metrics[name]!) < 1e-9, name)
  assert.equal(summed.effect!.name, byRows.effect!.name)
  assert.ok(Math.abs(summed.effect!.value - byRows.effect!.value) < 1e-9)
  assert.ok(Math.abs(summed.pValue! - byRows.pValue!) < 0.1, `${summed.pValue} and ${byRows.pValue}`)
  assert.deepEqual(summed.n, { reference: 100, current: rows.length })
})

test('weighted shares are the shares of what there was: worked by hand', () => {
  const rows = [
    ...Array.from({ length: 40 }, () => ({ value: 'ok', weight: 10 })),
    ...Array.from({ length: 100 }, () => ({ value: 'error', weight: 1 })),
    ...Array.from({ length: 10 }, () => ({ value: null, weight: 50 })),
  ]
  const current = weightedCategories(rows)
  const reference = categoricalSummary([
    ...Array.from({ length: 80 }, () => 'ok'),
    ...Array.from({ length: 20 }, () => 'error'),
  ])
  const compared = compareCategorical(reference, current, options(0))
  // 400 of 500 against 80 of 100; Σ w² = 40 · 100 + 100, so the rows are worth 500² / 4100 = 60.98.
  assert.ok(Math.abs(compared.metrics.totalVariation!) < 1e-12)
  assert.deepEqual(compared.n, { reference: 100, current: 140 })
  assert.deepEqual(compared.missing, { reference: 0, current: 10 })
  assert.match(
    compared.notes.join('\n'),
    /worth as many of equal weight as \(Kish\) 61 on the current side\./,
  )
  assert.match(compared.notes.join('\n'), /0\.0 % of the reference, 50\.0 % of the current side\./)
  const missing = compareCategorical(missingSummary(reference), missingSummary(current), options(1))
  assert.ok(Math.abs(missing.effect!.value - 0.5) < 1e-12)
})

test('many rows that are worth few are too little data', () => {
  const rows = [
    ...Array.from({ length: 5000 }, (_, value) => ({ value, weight: 1 })),
    { value: 1, weight: 100_000 },
  ]
  const reference = numericSummary(Array.from({ length: 5000 }, (_, value) => value))
  const compared = compareNumeric(reference, weightedNumbers(rows), options(0))
  assert.equal(compared.pValue, null)
  const [judged] = judge([compared], { alpha: 0.05 })
  assert.equal(judged!.verdict, 'insufficient-data')
  assert.match(judged!.rule, /worth 1\.1 of equal weight \(Kish\), 30 needed/)
})

test('whatever weights are, numbers are finite or null, p-values lie in (0, 1] and intervals hold their estimate', () => {
  const row = fc.record({
    value: fc.constantFrom(null, 0, 1, 1, 1, 7.3, 7.31, 1e300),
    weight: fc.constantFrom(1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 1e6),
  })
  const rows = fc.array(row, { minLength: 0, maxLength: 120 })
  const names = (side: readonly WeightedRow<number | null>[]) =>
    weightedCategories(side.map(({ value, weight }) => ({ value: value?.toString() ?? null, weight })))
  let tested = 0
  const property = fc.property(rows, rows, (a, b) => {
    const before = numericSummary(a.flatMap(({ value }) => value ?? []))
    const [first, now] = [a, b].map((side) => ontoGrid(weightedNumbers(side), FIXED_GRID))
    const compared = [
      compareNumeric(before, now!, { ...options(0), minimumN: 2 }),
      compareNumeric(first!, now!, { ...options(0), minimumN: 2 }),
      compareCategorical(names(a), names(b), { ...options(0), minimumN: 2 }),
      compareCategorical(missingSummary(before), missingSummary(now!), { ...options(0), minimumN: 2 }),
    ]
    for (const { metrics, effect, pValue } of compared) {
      for (const value of Object.values(metrics)) assert.ok(value === null || Number.isFinite(value))
      assert.equal(effect === null, pValue === null)
      assert.ok(pValue === null || (pValue > 0 && pValue <= 1), `p ${pValue}`)
      if (effect === null) continue
      tested += 1
      const { lower, upper } = effect.interval
      assert.ok(
        lower <= effect.value + 1e-9 && effect.value <= upper + 1e-9,
        `${lower} ${effect.value} ${upper}`,
      )
    }
  })
  fc.assert(property, { numRuns: 40, seed: 2 })
  assert.ok(tested > 30, `${tested} have a test`)
})

test('a shift of weighted values is found, also of more than 20,000 a side', () => {
  const random = seededRandom('large')
  for (const size of [300, 25_000]) {
    const numbers = (shift: number) =>
      weightedNumbers(
        Array.from({ length: size }, (_, i) => ({
          value: Math.round(20 * normal(random)) + shift,
          weight: 1 + (i % 3),
        })),
      )
    const compared = compareNumeric(numbers(0), numbers(20), options(size))
    const [judged] = judge([compared], { alpha: 0.001, wholeInterval: true })
    assert.equal(judged!.verdict, 'drifted', judged!.rule)
    assert.ok(Math.abs(compared.metrics.meanDifference! - 20) < 4)
  }
})

test('weighted parts merge to the whole in any order, to the last bit', () => {
  const random = seededRandom('parts')
  const rows = Array.from({ length: 300 }, () => ({
    value: random() < 0.1 ? null : Math.floor(4000 * random()) / 8,
    weight: 1 / (0.05 + 0.95 * random()),
  }))
  const once = rows.map(({ value }) => ({ value, weight: 1 }))
  const parts = [
    weightedNumbers(rows.slice(0, 100)),
    unweighted(weightedNumbers(once.slice(100, 200))),
    weightedNumbers(rows.slice(200)),
  ]
  const whole = weightedNumbers([...rows.slice(0, 100), ...once.slice(100, 200), ...rows.slice(200)])
  assert.deepEqual(mergeAll(parts), [whole])
  const gridded = ontoGrid(whole, FIXED_GRID)
  assert.ok(gridded.weights!.gapSums.length > 0)
  assert.deepEqual(mergeAll(parts.map((part) => ontoGrid(part, FIXED_GRID)).toReversed()), [gridded])
})

test('infinite values of weighted rows are told by what they weigh, and merge so', () => {
  const rows = [1, 2, 3].map((value) => ({ value, weight: 4 }))
  const plain = { ...weightedNumbers(rows), infinite: 2 }
  const weighted = { ...plain, weights: { ...plain.weights!, infinite: BigInt(8 * WEIGHT_ONE) } }
  const { notes } = compareNumeric(plain, weighted, options('infinite'))
  const told = 'Infinite values are left out: they weigh 2.0 of the reference, 8.0 of the current side.'
  assert.ok(notes.includes(told))
  const [merged] = mergeAll([plain, weighted])
  assert.equal(
    merged?.weights && 'infinite' in merged.weights && merged.weights.infinite,
    BigInt(10 * WEIGHT_ONE),
  )
})
