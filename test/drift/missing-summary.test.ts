import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missingSummary } from '../../drift/missing-summary.ts'
import { categoricalSummary, numericSummary } from './make-summary.ts'

test('what is missing and what is there are two categories of a feature of its own', () => {
  const summary = numericSummary([1, 1, 2], { feature: 'tokens', slice: 'intent=refund', missing: 4 })
  assert.deepEqual(missingSummary(summary), {
    type: 'categorical',
    feature: 'tokens.missing',
    slice: 'intent=refund',
    categories: ['missing', 'present'],
    counts: Float64Array.of(4, 3),
    missing: 0,
  })
})

test('a feature that was never there has nothing present, and one without rows has neither', () => {
  assert.deepEqual(missingSummary(categoricalSummary([], { missing: 7 })).counts, Float64Array.of(7, 0))
  assert.deepEqual(missingSummary(categoricalSummary([])).counts, Float64Array.of(0, 0))
})
