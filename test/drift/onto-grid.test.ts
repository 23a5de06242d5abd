import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anchorsOf } from '../../drift/anchors.ts'
import { gapUnit } from '../../drift/gaps.ts'
import { anchorGrid, FIXED_GRID, type Grid } from '../../drift/grid.ts'
import { mergeSummaries } from '../../drift/merge.ts'
import { ontoGrid } from '../../drift/onto-grid.ts'
import { summarySize } from '../../drift/summary.ts'
import { numericSummary } from './make-summary.ts'

const number = fc.double({ noNaN: true, noDefaultInfinity: true })
const values = fc.array(fc.oneof(fc.constantFrom(-0, 0, 1, 700), fc.integer({ min: -5, max: 5 }), number))
const grids: readonly (readonly [string, fc.Arbitrary<Grid>])[] = [
  ['the fixed grid', fc.constant(FIXED_GRID)],
  ['the anchors of a reference', values.map((some) => anchorGrid(anchorsOf(numericSummary(some))))],
]

for (const [name, grid] of grids) {
  test(`over ${name}, parts merge to the whole to the last bit, in any order and grouping`, () => {
    fc.assert(
      fc.property(values, values, values, grid, (a, b, c, over) => {
        const [x, y, z] = [a, b, c].map((part) => ontoGrid(numericSummary(part), over))
        const whole = ontoGrid(numericSummary([...a, ...b, ...c]), over)
        assert.deepEqual(mergeSummaries(mergeSummaries(x!, y!), z!), whole)
        assert.deepEqual(mergeSummaries(z!, mergeSummaries(y!, x!)), whole)
      }),
      { numRuns: 100 },
    )
  })

  test(`over ${name}, every number is an anchor or lies strictly between two neighbours`, () => {
    fc.assert(
      fc.property(
        fc.oneof(number, fc.constantFrom(Number.MAX_VALUE, -Number.MAX_VALUE)),
        grid,
        (value, over) => {
          const below = over.anchorAtOrBelow(value)
          assert.equal(over.anchorAtOrBelow(below), below)
          if (below === value) return
          const above = over.anchorAbove(below)
          assert.ok(below < value && value < above && Number.isFinite(above))
          assert.equal(over.anchorAtOrBelow(above), above)
        },
      ),
      { numRuns: 500 },
    )
  })

  test(`over ${name}, no value is lost, and sums are right within half a unit a value`, () => {
    fc.assert(
      fc.property(values, grid, (some, over) => {
        const summary = ontoGrid(numericSummary(some), over)
        const { lower, upper, counts, sums } = summary.gaps
        assert.equal(summarySize(summary), some.length)
        for (const [i, from] of lower.entries()) {
          const inside = some.filter((value) => from < value && value < upper[i]!)
          const unit = gapUnit(from, upper[i]!)
          const sum = inside.reduce((total, value) => total + (value - from) / unit, 0)
          assert.equal(counts[i], inside.length)
          assert.ok(Math.abs(Number(sums[i]) - sum) <= inside.length * (0.5 + 1e-6))
        }
      }),
      { numRuns: 100 },
    )
  })
}

test('what lies in a gap is counted, and summed above its lower anchor', () => {
  const grid = anchorGrid(Float64Array.of(-Number.MAX_VALUE, 0, 1, 5, Number.MAX_VALUE))
  const { values: seen, counts, gaps } = ontoGrid(numericSummary([1, 1, 2, 4.5, 5, 6]), grid)
  assert.deepEqual(
    [[...seen], [...counts]],
    [
      [1, 5],
      [2, 1],
    ],
  )
  assert.deepEqual(
    [[...gaps.lower], [...gaps.upper], [...gaps.counts]],
    [
      [1, 5],
      [5, Number.MAX_VALUE],
      [2, 1],
    ],
  )
  // From 1 to 5 the unit is 2^-29: 1 + 3.5 above the anchor.
  assert.equal(gaps.sums[0], BigInt(4.5 * 2 ** 29))
})

test('summaries over different anchors are not merged, nor put over a second grid', () => {
  const exact = numericSummary([1.1, 2, 3])
  const over = ontoGrid(exact, anchorGrid(anchorsOf(exact)))
  assert.throws(
    () => mergeSummaries(over, ontoGrid(exact, FIXED_GRID)),
    /over the grid "anchors [0-9a-f]{16}"/,
  )
  assert.throws(() => mergeSummaries(over, exact), /Cannot merge/)
  assert.throws(() => ontoGrid(over, FIXED_GRID), /keeps no single values/)
})

test('the fixed grid has 0, whole numbers to 512, and 256 anchors an octave', () => {
  for (let whole = -512; whole <= 512; whole += 1) assert.equal(FIXED_GRID.anchorAtOrBelow(whole), whole)
  assert.equal(FIXED_GRID.anchorAtOrBelow(1000.1), 1000)
  assert.equal(FIXED_GRID.anchorAtOrBelow(-1000.1), -1002)
  assert.equal(FIXED_GRID.anchorAbove(1024), 1028)
  assert.ok(Object.is(FIXED_GRID.anchorAtOrBelow(-0), 0))
})

test('up to 4,096 distinct values of the reference are all anchors, and so are its deciles', () => {
  const some = Array.from({ length: 4096 }, (_, i) => i * i * 0.37)
  const anchors = anchorsOf(numericSummary(some))
  assert.ok(some.every((value) => anchors.includes(value)))
  const many = Array.from({ length: 50_000 }, (_, i) => (i < 1000 ? 7.7 : Math.sqrt(i)))
  const fewer = anchorsOf(numericSummary(many))
  assert.ok(fewer.length < 4096 + 300)
  assert.ok(fewer.includes(7.7), 'a value that holds 2 % of the rows')
  assert.ok(fewer.includes(Math.sqrt(49_999)), 'the largest one')
  assert.deepEqual(anchorsOf(numericSummary([])).at(-1), Number.MAX_VALUE)
})

test('with 4,096 distinct values nothing of the reference lies in a gap, with 4,097 it is known by its quantiles', () => {
  const reference = (distinct: number) => numericSummary(Array.from({ length: distinct }, (_, i) => i + 0.5))
  const over = (distinct: number) => {
    const summary = reference(distinct)
    return ontoGrid(summary, anchorGrid(anchorsOf(summary)))
  }
  const [all, quantiles] = [over(4096), over(4097)]
  assert.deepEqual([all.values.length, all.gaps.counts.length], [4096, 0])
  assert.equal(quantiles.values.length, 2049)
  assert.equal(quantiles.gaps.counts.length, 2048)
  assert.deepEqual([summarySize(all), summarySize(quantiles)], [4096, 4097])
})
