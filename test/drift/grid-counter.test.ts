import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anchorsOf } from '../../drift/anchors.ts'
import { exactSummary } from '../../drift/exact-summary.ts'
import { anchorGrid } from '../../drift/grid.ts'
import { gridCounter } from '../../drift/grid-counter.ts'
import { ontoGrid } from '../../drift/onto-grid.ts'
import { numericSummary } from './make-summary.ts'

const SUBJECT = { feature: 'latency_ms', slice: 'all' }
const value = fc.oneof(
  fc.constantFrom(-0, 0, 1, Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, 1e308, 1e-308),
  fc.integer({ min: -50, max: 50 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ min: 900, max: 901, noNaN: true }),
)
const values = fc.array(value, { maxLength: 60 })
const gone = fc.array(fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY))

test('an exact summary counts plain numbers, missing and infinite ones apart', () => {
  fc.assert(
    fc.property(values, gone, (some, others) => {
      const missing = others.filter(Number.isNaN).length
      const expected = numericSummary(
        some.map((number) => number + 0),
        { missing, infinite: others.length - missing },
      )
      assert.deepEqual(exactSummary(Float64Array.from([...others, ...some]), SUBJECT), expected)
    }),
    { numRuns: 300 },
  )
})

test('counting values as they come by is putting their exact distribution over the anchors, to the last bit', () => {
  fc.assert(
    fc.property(values, fc.array(fc.tuple(values, gone), { maxLength: 4 }), (reference, chunks) => {
      const anchors = anchorsOf(numericSummary(reference))
      const counter = gridCounter(anchors)
      for (const [some, others] of chunks) counter.add(Float64Array.from([...some, ...others]))
      const all = Float64Array.from(chunks.flatMap(([some, others]) => [...others, ...some]))
      const expected = ontoGrid(exactSummary(all, SUBJECT), anchorGrid(anchors))
      assert.deepEqual(counter.summary(SUBJECT), expected)
    }),
    { numRuns: 500 },
  )
})

test('sums stay exact beyond what a double holds', () => {
  const anchors = Float64Array.of(-Number.MAX_VALUE, 0, 1, Number.MAX_VALUE)
  const counter = gridCounter(anchors)
  const chunk = new Float64Array(100_000).fill(1 - 2 ** -32)
  for (let i = 0; i < 50; i += 1) counter.add(chunk)
  const { gaps } = counter.summary(SUBJECT)
  // From 0 to 1 the unit is 2^-31, of which the value is 2^31 − 0.5, rounded up.
  assert.deepEqual([gaps.counts[0], gaps.sums[0]], [5_000_000, 5_000_000n * 2n ** 31n])
})
