import { sortNumbers } from '../stats/sort-numbers.ts'
import { NO_GAPS } from './gaps.ts'
import { EVERY_VALUE, type NumericSummary } from './summary.ts'

/** What numbers are of. */
interface Subject {
  readonly feature: string
  readonly slice: string
}

/**
 * The exact distribution of plain numbers: NaN is missing, infinities are counted apart, -0 is 0.
 *
 * @param values of one feature, in any order; sorted in place, because a copy of a million would cost as much again
 */
export function exactSummary(values: Float64Array, subject: Subject): NumericSummary {
  return sortedSummary(sortNumbers(values), subject)
}

/**
 * The same of numbers that are sorted already.
 *
 * @param values as `sortNumbers` leaves them; the summary may keep them
 */
export function sortedSummary(values: Float64Array, subject: Subject): NumericSummary {
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
  const size = distinctIn(ascending)
  if (size === ascending.length) return { values: ascending, counts: ones(size) }
  const values = new Float64Array(size)
  const counts = new Float64Array(size)
  let at = 0
  let from = 0
  for (let i = 1; i <= ascending.length; i += 1) {
    if (ascending[i] === ascending[from]) continue
    values[at] = ascending[from]!
    counts[at] = i - from
    at += 1
    from = i
  }
  return { values, counts }
}

function distinctIn(ascending: Float64Array): number {
  let size = Math.min(1, ascending.length)
  for (let i = 1; i < ascending.length; i += 1) if (ascending[i - 1] !== ascending[i]) size += 1
  return size
}

let known = new Float64Array(0)

/** The same for all, because nobody writes to counts: of a table with many columns these would be half its memory. */
function ones(length: number): Float64Array {
  if (known.length < length) known = new Float64Array(length).fill(1)
  return known.subarray(0, length)
}
