import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alignCategories } from '../../drift/align.ts'
import { capCategories, distinctCategories } from '../../drift/cap-categories.ts'
import { compareCategorical } from '../../drift/compare-categorical.ts'
import { mergeAll } from '../../drift/merge.ts'
import { type CategoricalSummary, summarySize } from '../../drift/summary.ts'
import { categoricalSummary } from './make-summary.ts'

const names = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `user ${from + i}`)

test('up to 10,000 categories all are kept by name', () => {
  const summary = categoricalSummary(names(0, 10_000))
  assert.equal(capCategories(summary), summary)
})

test('beyond that some stay by name and the others count as one', () => {
  const summary = capCategories(categoricalSummary(names(0, 50_000)))
  assert.ok(summary.categories.length <= 10_000 && summary.categories.length > 4000)
  assert.equal(summarySize(summary), 50_000)
  assert.ok(Math.abs(distinctCategories(summary) - 50_000) < 3000)
})

test('parts merge to the same as the whole, in any order and grouping', () => {
  const whole = capCategories(categoricalSummary(names(0, 45_000)))
  const parts = [names(0, 30_000), names(30_000, 31_000), names(31_000, 45_000)].map((part) =>
    capCategories(categoricalSummary(part)),
  )
  assert.deepEqual(mergeAll(parts), [whole])
  assert.deepEqual(mergeAll(parts.toReversed()), [whole])
  assert.deepEqual(mergeAll([mergeAll([parts[2]!, parts[0]!])[0]!, parts[1]!]), [whole])
})

test('weights of what is not kept by name are kept together', () => {
  const plain = categoricalSummary(names(0, 20_000))
  const weighted: CategoricalSummary = {
    ...plain,
    weights: {
      counts: plain.categories.map(() => 3n),
      squares: plain.categories.map(() => 9n),
      missing: { sum: 0n, squares: 0n },
    },
  }
  const { weights, other } = capCategories(weighted)
  const kept = weights!.counts.reduce((sum, weight) => sum + weight, 0n)
  assert.equal(kept + other!.weight!.sum, 60_000n)
  const keptSquares = weights!.squares.reduce((sum, square) => sum + square, 0n)
  assert.equal(keptSquares + other!.weight!.squares, 180_000n)
})

test('two sides are compared by the names that both keep, and a note says how much is not', () => {
  const few = categoricalSummary(['user 1', 'user 2', 'user 2'])
  const many = capCategories(categoricalSummary(names(0, 40_000)))
  const aligned = alignCategories(few, many)
  assert.equal(
    aligned.reference.reduce((sum, count) => sum + count, 0),
    3,
  )
  assert.equal(
    aligned.current.reduce((sum, count) => sum + count, 0),
    40_000,
  )
  const options = { family: 'live-against-recent', check: 'user', seed: 'a' } as const
  const { notes } = compareCategorical(many, many, options)
  assert.match(notes.join(' '), /the others, 7\d\.\d % of the reference and 7\d\.\d % of the current side/)
})
