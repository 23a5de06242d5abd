import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Cells } from '../../stats/cells.ts'
import { cliffsDelta, cliffsDeltaBound } from '../../stats/cliffs-delta.ts'
import { cramerVonMisesRange } from '../../stats/cramer-von-mises.ts'
import { ksRange } from '../../stats/kolmogorov-smirnov.ts'
import { mannWhitneyRange } from '../../stats/mann-whitney.ts'
import { cellDeviation, cellMean } from '../../stats/moments.ts'
import { decileEdges, quantileBins } from '../../stats/quantile-bins.ts'
import { runCells } from '../../stats/run-cells.ts'
import { alignSamples } from '../../stats/two-samples.ts'
import { wasserstein1Range } from '../../stats/wasserstein.ts'

const value = fc.oneof(
  fc.double({ noNaN: true, min: -9, max: 9 }),
  fc.double({ noNaN: true, min: 600, max: 1000 }),
  fc.integer({ min: -400, max: 400 }),
)
const distinct = (most: number, least: number) =>
  fc
    .uniqueArray(value, { minLength: least, maxLength: most, comparator: (a, b) => a + 0 === b + 0 })
    .map((some) => Float64Array.from(some, (each) => each + 0).sort())

/** Two samples of very unequal size without a common value; the short one is the reference, or the current side. */
const samples = fc
  .tuple(distinct(8, 2), distinct(300, 80), fc.boolean())
  .map(([short, all, isSwapped]) => {
    const taken = new Set(short)
    const long = all.filter((each) => !taken.has(each))
    return isSwapped ? { reference: long, current: short } : { reference: short, current: long }
  })
  .filter(({ reference, current }) => Math.max(reference.length, current.length) >= 64)

const counted = (values: Float64Array) => ({ values, counts: new Float64Array(values.length).fill(1) })

/** Everything that is computed of two samples: the number given, and its bounds. */
function statistics(cells: Cells, edges: readonly number[]): readonly number[] {
  const criterion = cramerVonMisesRange(cells)
  const { delta, standardError } = cliffsDelta(cells)
  const ranges = [
    ksRange(cells),
    mannWhitneyRange(cells),
    { ...criterion.statistic, given: criterion.given.statistic },
    { ...criterion.pValue, given: criterion.given.pValue },
    wasserstein1Range(cells),
    cellMean(cells, 'reference'),
    cellMean(cells, 'current'),
    { ...cellDeviation(cells, 'reference'), given: 0 },
  ]
  const bins = quantileBins(cells, edges)
  return [
    ...ranges.flatMap(({ given, lower, upper }) => [given, lower, upper]),
    ...[delta, standardError ?? 0, cliffsDeltaBound(cells)],
    ...[...bins.reference, ...bins.current],
  ]
}

test('runs of one side as one cell change no statistic, whichever side is longer', () => {
  let laidOut = 0
  fc.assert(
    fc.property(samples, ({ reference, current }) => {
      const edges = decileEdges(counted(reference))
      const cells = runCells({ reference: counted(reference), current: counted(current) }, edges)
      if (cells === null) return
      laidOut += 1
      assert.ok(cells.support.length < reference.length + current.length)
      const expected = statistics(alignSamples(reference, current), edges)
      for (const [i, found] of statistics(cells, edges).entries()) {
        const rounding = 1e-11 * Math.max(1, Math.abs(expected[i]!))
        assert.ok(Math.abs(found - expected[i]!) <= rounding, `${i}: ${found}, not ${expected[i]}`)
      }
    }),
    { numRuns: 300 },
  )
  assert.ok(laidOut > 250, `${laidOut} of 300 were laid out`)
})

test('a common value, and sides of similar size, are left as they are', () => {
  const long = counted(Float64Array.from({ length: 100 }, (_, i) => i))
  assert.equal(runCells({ reference: counted(Float64Array.of(0.5, 7)), current: long }, []), null)
  assert.equal(runCells({ reference: long, current: long }, []), null)
})

test('the numbers of largest size are not added up to infinity', () => {
  const values = Float64Array.from({ length: 100 }, (_, i) => (i - 50.5) * 3e306)
  const cells = runCells({ reference: counted(Float64Array.of(1, 2)), current: counted(values) }, [])!
  assert.ok(cells.gaps.every(({ sums, upper }) => Number.isFinite(sums.current) && Number.isFinite(upper)))
  assert.equal(ksRange(cells).given, 0.51)
})
