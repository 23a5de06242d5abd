import type { TwoSamples } from '../stats/two-samples.ts'
import { byCodePoint } from './code-point-order.ts'
import type { CategoricalSummary, NumericSummary, Summary } from './summary.ts'

/** Both sides of a categorical feature as counts over the same categories, in code-point order. */
export interface AlignedCategories {
  readonly categories: readonly string[]
  readonly reference: Float64Array
  readonly current: Float64Array
}

/**
 * Puts two numeric summaries over their common ascending support, in one pass over both.
 *
 * @throws RangeError when they are of different features or slices, or their values do not ascend
 */
export function alignNumeric(reference: NumericSummary, current: NumericSummary): TwoSamples {
  requireSameSubject(reference, current)
  for (const summary of [reference, current]) requireAscending(summary)
  return mergeSupports(reference, current)
}

/**
 * Puts two categorical summaries over the union of their categories. Their own order does not matter.
 *
 * @throws RangeError when they are of different features or slices
 */
export function alignCategories(
  reference: CategoricalSummary,
  current: CategoricalSummary,
): AlignedCategories {
  requireSameSubject(reference, current)
  const categories = [...new Set([...reference.categories, ...current.categories])].sort(byCodePoint)
  const places = new Map(categories.map((name, index) => [name, index]))
  return { categories, reference: countsAt(reference, places), current: countsAt(current, places) }
}

/** @throws RangeError when two summaries are of different features, slices or types */
export function requireSameSubject(a: Summary, b: Summary): void {
  if (a.type === b.type && a.feature === b.feature && a.slice === b.slice) return
  throw new RangeError(
    `Cannot put two summaries together: one is of ${subject(a)}, the other of ${subject(b)}. Group them by type, feature and slice first.`,
  )
}

function subject({ type, feature, slice }: Summary): string {
  return `the ${type} feature \`${feature}\` in slice \`${slice}\``
}

function requireAscending({ feature, slice, values }: NumericSummary): void {
  for (let i = 0; i < values.length; i += 1) {
    if (Number.isFinite(values[i]) && (i === 0 || values[i - 1]! < values[i]!)) continue
    throw new RangeError(
      `Cannot compare feature \`${feature}\` in slice \`${slice}\`: value ${i} of its summary is ${values[i]}, after ${values[i - 1]}; expected distinct finite values, ascending.`,
    )
  }
}

function mergeSupports(a: NumericSummary, b: NumericSummary): TwoSamples {
  const most = a.values.length + b.values.length
  const support = new Float64Array(most)
  const reference = new Float64Array(most)
  const current = new Float64Array(most)
  let size = 0
  for (let i = 0, j = 0; i < a.values.length || j < b.values.length; size += 1) {
    const value = Math.min(a.values[i] ?? Number.POSITIVE_INFINITY, b.values[j] ?? Number.POSITIVE_INFINITY)
    // Adding 0 turns -0 into 0, so that the result does not depend on which side had it.
    support[size] = value + 0
    if (a.values[i] === value) reference[size] = a.counts[i++]!
    if (b.values[j] === value) current[size] = b.counts[j++]!
  }
  return {
    support: support.slice(0, size),
    reference: reference.slice(0, size),
    current: current.slice(0, size),
  }
}

function countsAt(summary: CategoricalSummary, places: ReadonlyMap<string, number>): Float64Array {
  const counts = new Float64Array(places.size)
  summary.categories.forEach((name, index) => {
    counts[places.get(name)!]! += summary.counts[index]!
  })
  return counts
}
