import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { alignNumeric } from '../../drift/align.ts'
import { anchorsOf } from '../../drift/anchors.ts'
import { anchorGrid, FIXED_GRID, type Grid } from '../../drift/grid.ts'
import { ontoGrid } from '../../drift/onto-grid.ts'
import type { Range } from '../../stats/cells.ts'
import { cliffsDelta, cliffsDeltaBound } from '../../stats/cliffs-delta.ts'
import { cramerVonMises, cramerVonMisesRange } from '../../stats/cramer-von-mises.ts'
import { ksRange, ksStatistic } from '../../stats/kolmogorov-smirnov.ts'
import { loosened } from '../../stats/loosened.ts'
import { mannWhitney, mannWhitneyRange } from '../../stats/mann-whitney.ts'
import { cellDeviation, cellMean, populationDeviation, weightedMean } from '../../stats/moments.ts'
import { quantileBins } from '../../stats/quantile-bins.ts'
import { alignSamples, total } from '../../stats/two-samples.ts'
import { wasserstein1, wasserstein1Range } from '../../stats/wasserstein.ts'
import { numericSummary } from '../drift/make-summary.ts'

const value = fc.oneof(
  fc.integer({ min: -6, max: 6 }),
  fc.double({ noNaN: true, min: -9, max: 9 }),
  fc.double({ noNaN: true, min: 600, max: 1000 }),
)
const values = fc.array(value, { minLength: 2, maxLength: 40 })
const anchors = fc.array(value, { maxLength: 12 }).map((some) => anchorGrid(anchorsOf(numericSummary(some))))
const grid: fc.Arbitrary<Grid> = fc.oneof(fc.constant(FIXED_GRID), anchors)

/** Both sides with all of their values, and as they are over a grid; the reference sometimes stays exact. */
const both = fc.tuple(values, values, grid, fc.boolean()).map(([a, b, over, isExact]) => {
  const [reference, current] = [numericSummary(a), numericSummary(b)]
  return {
    exact: alignSamples(a, b),
    cells: alignNumeric(isExact ? reference : ontoGrid(reference, over), ontoGrid(current, over)),
  }
})

function assertIn({ lower, upper }: Range, exact: number, what: string): void {
  const rounding = 1e-9 * Math.max(1, Math.abs(exact))
  assert.ok(
    lower - rounding <= exact && exact <= upper + rounding,
    `${what}: ${exact} in ${lower} … ${upper}`,
  )
}

test('the bounds of every metric hold, whatever the anchors', () => {
  fc.assert(
    fc.property(both, ({ exact, cells }) => {
      assertIn(ksRange(cells), ksStatistic(exact), 'ks')
      assertIn(wasserstein1Range(cells), wasserstein1(exact), 'wasserstein1')
      assertIn(mannWhitneyRange(cells), mannWhitney(exact).pValue, 'mannWhitneyPValue')
      const criterion = cramerVonMisesRange(cells)
      assertIn(criterion.statistic, cramerVonMises(exact).statistic, 'cramerVonMises')
      assertIn(criterion.pValue, cramerVonMises(exact).pValue, 'cramerVonMisesPValue')
      const [delta, bound] = [cliffsDelta(cells).delta, cliffsDeltaBound(cells)]
      assertIn({ lower: delta - bound, upper: delta + bound }, cliffsDelta(exact).delta, 'cliffsDelta')
      for (const side of ['reference', 'current'] as const) {
        assertIn(cellMean(cells, side), weightedMean(exact.support, exact[side]), 'mean')
        assertIn(cellDeviation(cells, side), populationDeviation(exact.support, exact[side]), 'deviation')
      }
    }),
    { numRuns: 400 },
  )
})

test('what is given lies within its bounds', () => {
  fc.assert(
    fc.property(both, ({ cells }) => {
      const criterion = cramerVonMisesRange(cells)
      for (const range of [
        ksRange(cells),
        wasserstein1Range(cells),
        mannWhitneyRange(cells),
        cellMean(cells, 'current'),
      ])
        assertIn(range, range.given, 'given')
      assertIn(criterion.statistic, criterion.given.statistic, 'given')
      assertIn(criterion.pValue, criterion.given.pValue, 'given')
    }),
    { numRuns: 200 },
  )
})

test('a gap between the smallest numbers has bounds too', () => {
  const cells = {
    support: Float64Array.of(0, 0, 1e-323, 512),
    reference: Float64Array.of(2, 0, 2, 1),
    current: Float64Array.of(1, 1, 0, 2),
    gaps: [
      { at: 1, upper: 1e-323, sums: { reference: 0, current: 0 }, rounding: 2 ** -1022 },
      { at: 3, upper: 8192, sums: { reference: 88, current: 176 }, rounding: 2 ** -19 },
    ],
  }
  const range = wasserstein1Range(cells)
  assertIn(range, range.given, 'given')
})

test('KS is open by at most the smaller share in one gap', () => {
  fc.assert(
    fc.property(both, ({ cells }) => {
      const { lower, upper } = ksRange(cells)
      const [n, m] = [total(cells.reference), total(cells.current)]
      const most = cells.gaps.map(({ at }) => Math.min(cells.reference[at]! / n, cells.current[at]! / m))
      assert.ok(upper - lower <= Math.max(0, ...most) + 1e-12)
    }),
  )
})

test('over the anchors of the reference, ranks and decile bins are exact', () => {
  fc.assert(
    fc.property(values, values, (a, b) => {
      const [exact, reference] = [alignSamples(a, b), numericSummary(a)]
      const cells = alignNumeric(reference, ontoGrid(numericSummary(b), anchorGrid(anchorsOf(reference))))
      assert.equal(ksRange(cells).upper, ksStatistic(exact))
      assert.equal(ksRange(cells).lower, ksStatistic(exact))
      assert.equal(cliffsDelta(cells).delta, cliffsDelta(exact).delta)
      assert.equal(cliffsDeltaBound(cells), 0)
      const bins = quantileBins(cells)
      assert.deepEqual(bins, quantileBins(exact))
    }),
  )
})

test('swapping the sides swaps nothing but signs', () => {
  fc.assert(
    fc.property(values, values, grid, (a, b, over) => {
      const [x, y] = [a, b].map((some) => ontoGrid(numericSummary(some), over))
      const [there, back] = [alignNumeric(x!, y!), alignNumeric(y!, x!)]
      assert.deepEqual(ksRange(there), ksRange(back))
      assertIn(
        { lower: 0, upper: 1e-9 },
        Math.abs(cliffsDelta(there).delta + cliffsDelta(back).delta),
        'delta',
      )
      const [w, v] = [wasserstein1Range(there), wasserstein1Range(back)]
      assertIn({ lower: v.upper, upper: v.upper }, w.upper, 'wasserstein1')
      assertIn({ lower: v.lower, upper: v.lower }, w.lower, 'wasserstein1')
    }),
  )
})

test('loosened gaps keep every value and the statistics of the observed split', () => {
  fc.assert(
    fc.property(both, ({ cells }) => {
      const loose = loosened(cells)
      assert.equal(total(loose.reference), total(cells.reference))
      assert.equal(total(loose.current), total(cells.current))
      assert.equal(ksStatistic(loose), ksStatistic(cells))
      assertIn(
        { lower: 0, upper: 1e-12 },
        Math.abs(cliffsDelta(loose).delta - cliffsDelta(cells).delta),
        'delta',
      )
    }),
  )
})
