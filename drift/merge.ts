import { alignCategories, alignNumeric, requireSameSubject } from './align.ts'
import { byCodePoint } from './code-point-order.ts'
import type { CategoricalSummary, NumericSummary, Summary } from './summary.ts'

/**
 * The summary of both windows together. Counts are added, so the result is exact, and the same in any order
 * and any grouping, down to the last bit.
 *
 * @throws RangeError when the two are of different features, slices or types
 */
export function mergeSummaries(a: Summary, b: Summary): Summary {
  if (a.type === 'numeric' && b.type === 'numeric') return mergeNumeric(a, b)
  if (a.type === 'categorical' && b.type === 'categorical') return mergeCategorical(a, b)
  requireSameSubject(a, b)
  throw new TypeError(`Cannot merge summaries of type ${a.type}: expected numeric or categorical ones.`)
}

/**
 * Merges all summaries of the same feature and slice: one of each, by feature and slice in code-point order.
 * Pairs are merged in rounds, so many partitions cost their values times the logarithm of their number.
 *
 * @throws RangeError when one feature and slice has summaries of both types
 */
export function mergeAll(summaries: readonly Summary[]): Summary[] {
  const groups = new Map<string, Summary[]>()
  for (const summary of summaries) {
    const key = JSON.stringify([summary.feature, summary.slice])
    const group = groups.get(key)
    if (group) group.push(summary)
    else groups.set(key, [summary])
  }
  return [...groups.values()].map(mergeGroup).sort(bySubject)
}

function mergeNumeric(a: NumericSummary, b: NumericSummary): NumericSummary {
  const { support, reference, current } = alignNumeric(a, b)
  return {
    ...a,
    values: support,
    counts: reference.map((count, i) => count + current[i]!),
    missing: a.missing + b.missing,
    infinite: a.infinite + b.infinite,
  }
}

function mergeCategorical(a: CategoricalSummary, b: CategoricalSummary): CategoricalSummary {
  const { categories, reference, current } = alignCategories(a, b)
  const counts = reference.map((count, i) => count + current[i]!)
  return { ...a, categories, counts, missing: a.missing + b.missing }
}

function mergeGroup(group: readonly Summary[]): Summary {
  let round = group
  while (round.length > 1) {
    const next: Summary[] = []
    for (let i = 0; i < round.length; i += 2) {
      const pair = round[i + 1]
      next.push(pair ? mergeSummaries(round[i]!, pair) : round[i]!)
    }
    round = next
  }
  return round[0]!
}

function bySubject(a: Summary, b: Summary): number {
  return byCodePoint(a.feature, b.feature) || byCodePoint(a.slice, b.slice)
}
