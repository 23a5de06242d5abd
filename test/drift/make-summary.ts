import { NO_GAPS } from '../../drift/gaps.ts'
import { type CategoricalSummary, EVERY_VALUE, type NumericSummary } from '../../drift/summary.ts'

const SUBJECT = { feature: 'latency_ms', slice: 'all' }

/** Counts plain values, as the queries do. */
export function numericSummary(
  values: readonly number[],
  others: Partial<NumericSummary> = {},
): NumericSummary {
  const counts = countEach(values)
  const distinct = [...counts.keys()].sort((a, b) => a - b)
  return {
    type: 'numeric',
    ...SUBJECT,
    grid: EVERY_VALUE,
    gaps: NO_GAPS,
    values: Float64Array.from(distinct),
    counts: Float64Array.from(distinct, (value) => counts.get(value)!),
    missing: 0,
    infinite: 0,
    ...others,
  }
}

/** Counts plain categories, as the queries do. */
export function categoricalSummary(
  values: readonly string[],
  others: Partial<CategoricalSummary> = {},
): CategoricalSummary {
  const counts = countEach(values)
  const categories = [...counts.keys()].sort()
  return {
    type: 'categorical',
    ...SUBJECT,
    categories,
    counts: Float64Array.from(categories, (name) => counts.get(name)!),
    missing: 0,
    ...others,
  }
}

function countEach<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
