import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numericDistribution } from '../../drift/distribution.ts'
import { histogramEdges } from '../../drift/histogram-edges.ts'
import { alignSamples } from '../../stats/two-samples.ts'

test('whole numbers of a small range have a bin each', () => {
  assert.deepEqual(histogramEdges({ low: 0, median: 2, high: 3, whole: true }), [0, 1, 2, 3, 4])
})

test('edges stand at numbers that read well', () => {
  assert.deepEqual(
    histogramEdges({ low: 0.12, median: 0.2, high: 0.33, whole: false })!.slice(0, 4),
    [0.12, 0.13, 0.14, 0.15],
  )
})

test('heavily skewed positive values get edges by decades', () => {
  const edges = histogramEdges({ low: 12, median: 80, high: 90_000, whole: true })!
  assert.ok(edges.length <= 41)
  assert.ok(edges.includes(100) && edges.includes(1_000) && edges.includes(10_000))
  assert.ok(edges[0]! <= 12 && edges.at(-1)! > 90_000)
})

test('one value gives one bin around it; a range beyond the largest number none', () => {
  const edges = histogramEdges({ low: 7, median: 7, high: 7, whole: true })!
  assert.deepEqual(edges, [7, 8])
  assert.equal(histogramEdges({ low: -1.7e308, median: 0, high: 1.7e308, whole: false }), null)
})

test('bins ascend, are at most forty, and hold everything once on both sides', () => {
  const value = fc.oneof(
    fc.double({ noNaN: true, min: -1e300, max: 1e300 }),
    fc.integer({ min: -50, max: 50 }),
    fc.double({ noNaN: true, min: 1e-9, max: 1e9 }),
  )
  const side = fc.array(value, { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(side, side, (a, b) => {
      const distribution = numericDistribution(alignSamples(a, b))
      assert.ok(distribution?.kind === 'numeric')
      const { edges, reference, current } = distribution
      assert.ok(edges.length >= 2 && edges.length <= 41, `${edges.length}`)
      assert.ok(edges.every((edge, i) => i === 0 || edge > edges[i - 1]!))
      for (const shares of [reference, current]) {
        assert.equal(shares.length, edges.length - 1)
        assert.ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-12)
      }
    }),
    { numRuns: 300 },
  )
})

test('one extreme value does not squeeze the others into one bar', () => {
  const usual = Array.from({ length: 999 }, (_, i) => 100 + (i % 50))
  const distribution = numericDistribution(alignSamples(usual, [...usual, 1e9]))
  assert.ok(distribution?.kind === 'numeric')
  assert.ok(distribution.edges.length > 20 && distribution.edges.at(-1)! < 200)
})
