import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anchorsOf } from '../../drift/anchors.ts'
import { lookupOver } from '../../drift/place-lookup.ts'
import { numericSummary } from './make-summary.ts'

/** How many of these values have to choose between more than two anchors. */
function searched(values: readonly number[]): number {
  const anchors = anchorsOf(numericSummary(values))
  const { low, scale, last, end } = lookupOver(anchors)
  return values.filter((value) => {
    const bucket = Math.min(last, Math.max(0, Math.trunc((value - low) * scale)))
    return end[bucket + 1]! - end[bucket]! > 1
  }).length
}

const spread = Array.from({ length: 10_000 }, (_, i) => i / 10_000)

test('buckets spread over the reference, wherever it lies, so that nearly every value finds its anchor at once', () => {
  const references = [
    spread,
    spread.map((value) => -value),
    spread.map((value) => value - 0.5),
    spread.map((value) => 1e6 + value),
    spread.map((value) => -1e6 - value),
    spread.map((value) => Math.floor(24 * value)),
    spread.map((value) => 1e-200 * value),
  ]
  for (const values of references)
    assert.ok(searched(values) <= 0.05 * values.length, `${values.slice(0, 3)}`)
})
