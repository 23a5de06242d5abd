import { requireSameSubject } from './align.ts'
import { capCategories, keptBy } from './cap-categories.ts'
import { byCodePoint } from './code-point-order.ts'
import { mergeNumeric } from './merge-numeric.ts'
import type { CategoricalSummary, Summary } from './summary.ts'
import { addCounts, type Union } from './union.ts'
import { addWeights, mergeWeights, weightOfOthers } from './weights.ts'

/**
 * The summary of both windows together. Counts, sums and weights are added as whole numbers, so the result is exact,
 * and the same in any order and any grouping, down to the last bit.
 *
 * @throws RangeError when the two are of different features, slices or types, or over different grids
 */
export function mergeSummaries(a: Summary, b: Summary): Summary {
  requireSameSubject(a, b)
  if (a.type === 'numeric' && b.type === 'numeric') return mergeNumeric(a, b)
  if (a.type === 'categorical' && b.type === 'categorical') return mergeCategorical(a, b)
  throw new TypeError(`Cannot merge summaries of type ${a.type}: expected numeric or categorical ones.`)
}

/**
 * Merges all summaries of the same feature, slice and grid: one of each, by these three in code-point order.
 * Pairs are merged in rounds, so many partitions cost their values times the logarithm of their number.
 */
export function mergeAll(summaries: readonly Summary[]): Summary[] {
  const groups = new Map<string, Summary[]>()
  for (const summary of summaries) {
    const key = JSON.stringify([summary.feature, summary.slice, gridOf(summary)])
    const group = groups.get(key)
    if (group) group.push(summary)
    else groups.set(key, [summary])
  }
  return [...groups.values()].map(mergeGroup).sort(bySubject)
}

/** Both are brought to the same choice of names first, which a part of the whole can only have coarser or as fine. */
function mergeCategorical(one: CategoricalSummary, two: CategoricalSummary): CategoricalSummary {
  const bits = Math.max(one.other?.bits ?? 0, two.other?.bits ?? 0)
  const [a, b] = [keptBy(one, bits), keptBy(two, bits)]
  const union = unionOfNames(a.categories, b.categories)
  const weights = mergeWeights(a, b, union)
  const other = mergeOthers(a, b)
  return capCategories({
    ...a,
    categories: union.keys,
    counts: addCounts(a.counts, b.counts, union),
    missing: a.missing + b.missing,
    ...(other && { other }),
    ...(weights && { weights }),
  })
}

function mergeOthers({ other: a }: CategoricalSummary, { other: b }: CategoricalSummary) {
  if (a === undefined || b === undefined) return undefined
  const isWeighted = a.weight !== undefined || b.weight !== undefined
  const weight = addWeights(weightOfOthers(a), weightOfOthers(b))
  return { bits: a.bits, count: a.count + b.count, ...(isWeighted && { weight }) }
}

/** Joins two lists of names, which need not be in order. */
function unionOfNames(a: readonly string[], b: readonly string[]): Union<readonly string[]> {
  const keys = [...new Set([...a, ...b])].sort(byCodePoint)
  const [inA, inB] = [a, b].map((names) => new Map(names.map((name, place) => [name, place])))
  return {
    keys,
    a: Int32Array.from(keys, (name) => inA!.get(name) ?? -1),
    b: Int32Array.from(keys, (name) => inB!.get(name) ?? -1),
  }
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
  return (
    byCodePoint(a.feature, b.feature) || byCodePoint(a.slice, b.slice) || byCodePoint(gridOf(a), gridOf(b))
  )
}

function gridOf(summary: Summary): string {
  return summary.type === 'numeric' ? summary.grid : ''
}
