import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { byCodePoint } from '../../drift/code-point-order.ts'
import { mergeAll, mergeSummaries } from '../../drift/merge.ts'
import { categoricalSummary, numericSummary } from './make-summary.ts'

const numbers = fc
  .array(
    fc.oneof(
      fc.constant(-0),
      fc.integer({ min: -5, max: 5 }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    ),
  )
  .map((values) => numericSummary(values, { missing: values.length % 3, infinite: values.length % 2 }))
const texts = fc
  .array(fc.string({ unit: 'binary', maxLength: 3 }))
  .map((values) => categoricalSummary(values))

test('merging partitions gives what the whole would have given', () => {
  const parts = [[3, 1, 1], [2, 3], [], [1]]
  const merged = mergeAll(parts.map((values) => numericSummary(values)))
  assert.deepEqual(merged, [numericSummary(parts.flat())])
})

for (const [type, summaries] of [
  ['numeric', numbers],
  ['categorical', texts],
] as const) {
  test(`merging ${type} summaries is commutative and associative to the last bit`, () => {
    fc.assert(
      fc.property(summaries, summaries, summaries, (a, b, c) => {
        assert.deepEqual(mergeSummaries(a, b), mergeSummaries(b, a))
        assert.deepEqual(mergeSummaries(mergeSummaries(a, b), c), mergeSummaries(a, mergeSummaries(b, c)))
      }),
      { numRuns: 100 },
    )
  })
}

test('missing and infinite values are added up', () => {
  const a = numericSummary([1], { missing: 2, infinite: 1 })
  const merged = mergeSummaries(a, numericSummary([2], { missing: 3, infinite: 4 }))
  assert.deepEqual(merged, numericSummary([1, 2], { missing: 5, infinite: 5 }))
})

test('summaries of different features, slices or types are not merged', () => {
  const a = numericSummary([1])
  for (const b of [
    numericSummary([1], { feature: 'cost_usd' }),
    numericSummary([1], { slice: 'intent=refund' }),
    categoricalSummary(['a']),
  ])
    assert.throws(() => mergeSummaries(a, b), /Cannot put two summaries together/)
})

test('all summaries are grouped by feature and slice, in an order of their own', () => {
  const of = (feature: string, slice: string, value: number) => numericSummary([value], { feature, slice })
  const merged = mergeAll([of('b', 'x', 1), of('a', 'y', 2), of('a', 'x', 3), of('b', 'x', 4)])
  assert.deepEqual(
    merged.map(({ feature, slice }) => `${feature} ${slice}`),
    ['a x', 'a y', 'b x'],
  )
  assert.deepEqual(merged[2], numericSummary([1, 4], { feature: 'b', slice: 'x' }))
})

test('categories stand in code-point order, as databases sort them', () => {
  assert.deepEqual(['\u{1f600}', '\ufffd', 'b', '', 'a'].sort(byCodePoint), [
    '',
    'a',
    'b',
    '\ufffd',
    '\u{1f600}',
  ])
})
