import { MISSING } from './check-label.ts'
import { type CategoricalSummary, type Summary, summarySize } from './summary.ts'

/**
 * How often a feature was there and how often it was missing, as a feature of its own (`latency_ms.missing`):
 * a field that vanishes is drift, whatever its remaining values look like.
 */
export function missingSummary(summary: Summary): CategoricalSummary {
  return {
    type: 'categorical',
    feature: `${summary.feature}${MISSING}`,
    slice: summary.slice,
    categories: ['missing', 'present'],
    counts: Float64Array.of(summary.missing, summarySize(summary)),
    missing: 0,
  }
}
