import { sortNumbers } from '../stats/sort-numbers.ts'
import { NO_GAPS } from './gaps.ts'
import { EVERY_VALUE, type NumericSummary } from './summary.ts'

/**
 * The exact distribution of plain numbers: NaN is missing, infinities are counted apart, -0 is 0.
 *
 * @param values of one feature, in any order; sorted in place, because a copy of a million would cost as much again
 */
export function exactSummary(
  values: Float64Array,
  subject: { readonly feature: string; readonly slice: string },
): NumericSummary {
  sortNumbers(values)
  const { length } = values
  let from = 0
  let to = length
  while (to > 0 && Number.isNaN(values[to - 1]!)) to -= 1
  const missing = length - to
  while (from < to && values[from] === Number.NEGATIVE_INFINITY) from += 1
  while (to > from && values[to - 1] === Number.POSITIVE_INFINITY) to -= 1
  const finite = runsOf(values.subarray(from, to))
  const infinite = length - missing - (to - from)
  return { type: 'numeric', ...subject, grid: EVERY_VALUE, ...finite, gaps: NO_GAPS, missing, infinite }
}

/** Distinct values of an ascending list, and how often each stands there. */
function runsOf(ascending: Float64Array): Pick<NumericSummary, 'values' | 'counts'> {
  const values = new Float64Array(ascending.length)
  const counts = new Float64Array(ascending.length)
  let size = 0
  for (let i = 0; i < ascending.length; i += 1) {
    const value = ascending[i]!
    if (size > 0 && values[size - 1] === value) counts[size - 1] = counts[size - 1]! + 1
    else {
      values[size] = value
      counts[size] = 1
      size += 1
    }
  }
  if (size === ascending.length) return { values, counts }
  return { values: values.slice(0, size), counts: counts.slice(0, size) }
}
