import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boundsNote } from '../../drift/bounds-note.ts'
import { noNumericMetrics } from '../../drift/compare-numeric-metrics.ts'
import { METRIC_WORDS } from '../../drift/metric-words.ts'

test('bounds are told in words, and exact numbers not at all', () => {
  assert.deepEqual(
    boundsNote({
      ks: { given: 0.2, lower: 0.2, upper: 0.2004 },
      cramerVonMises: { given: 33.1146, lower: 33.1146, upper: 33.4067 },
      wasserstein1: { given: 3, lower: 3, upper: 3 },
      cliffsDelta: null,
    }),
    [
      'Values were counted in narrow steps, not kept one by one, so these numbers are known within bounds: Kolmogorov–Smirnov distance 0.2 to 0.2004, Cramér–von Mises criterion 33.1146 to 33.4067.',
    ],
  )
  assert.deepEqual(boundsNote({ ks: { given: 0.2, lower: 0.2, upper: 0.2 } }), [])
})

test('every word is of a metric that there is', () => {
  const known = Object.keys(noNumericMetrics())
  for (const name of Object.keys(METRIC_WORDS)) assert.ok(known.includes(name), name)
})
