import type { Cells } from '../stats/cells.ts'
import { decileEdges } from '../stats/quantile-bins.ts'
import type { TwoSamples } from '../stats/two-samples.ts'
import { keptBy } from './cap-categories.ts'
import { byCodePoint } from './code-point-order.ts'
import { interleave, jointGaps } from './joint-gaps.ts'
import { type CategoricalSummary, EVERY_VALUE, type NumericSummary, type Summary } from './summary.ts'

/** Both sides of a categorical feature as counts over the same categories, in code-point order. */
export interface AlignedCategories {
  readonly categories: readonly string[]
  readonly reference: Float64Array
  readonly current: Float64Array
}

/** What is counted without its name, as one category. */
const UNNAMED = '(categories not kept by name)'

/**
 * Puts two numeric summaries over common ascending cells. Over the same grid these are its anchors and gaps; where one
 * side is exact (over every value), its values in a gap that the other side fills are counted and summed there.
 *
 * @throws RangeError when they are of different features or slices, over two different grids, or out of order
 */
export function alignNumeric(reference: NumericSummary, current: NumericSummary): Cells {
  requireSameSubject(reference, current)
  requireOneGrid(reference, current)
  for (const summary of [reference, current]) requireAscending(summary)
  const points = jointPoints(reference, current)
  const gaps = jointGaps(reference.gaps, current.gaps)
  if (gaps.length === 0) return { ...points, gaps: [] }
  const cells = interleave(points, gaps)
  const edges = edgesOf(reference)
  return edges === undefined ? cells : { ...cells, edges }
}

/**
 * Puts two categorical summaries over the union of their categories. Their own order does not matter. Where one is not
 * kept by all names, what either has beyond the names that both keep is one category, the last.
 *
 * @throws RangeError when they are of different features or slices
 */
export function alignCategories(one: CategoricalSummary, two: CategoricalSummary): AlignedCategories {
  requireSameSubject(one, two)
  const bits = Math.max(one.other?.bits ?? 0, two.other?.bits ?? 0)
  const [reference, current] = [keptBy(one, bits), keptBy(two, bits)]
  const categories = [...new Set([...reference.categories, ...current.categories])].sort(byCodePoint)
  const places = new Map(categories.map((name, index) => [name, index]))
  const named = { categories, reference: countsAt(reference, places), current: countsAt(current, places) }
  return bits === 0 ? named : withOthers(named, [reference.other?.count ?? 0, current.other?.count ?? 0])
}

/** Adds what is counted without its name as one category more, under a name that no other has. */
function withOthers(
  { categories, reference, current }: AlignedCategories,
  [before, now]: readonly [number, number],
): AlignedCategories {
  let name = UNNAMED
  while (categories.includes(name)) name += ' '
  return {
    categories: [...categories, name],
    reference: Float64Array.of(...reference, before),
    current: Float64Array.of(...current, now),
  }
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

/** The values of both sides, ascending and each once, in one pass: what is exact can have millions of them. */
function jointPoints(a: NumericSummary, b: NumericSummary): TwoSamples {
  const most = a.values.length + b.values.length
  const support = new Float64Array(most)
  const reference = new Float64Array(most)
  const current = new Float64Array(most)
  let size = 0
  const [endA, endB] = [a.values.length, b.values.length]
  for (let i = 0, j = 0; i < endA || j < endB; size += 1) {
    const one = i < endA ? a.values[i]! : Number.POSITIVE_INFINITY
    const two = j < endB ? b.values[j]! : Number.POSITIVE_INFINITY
    const value = Math.min(one, two)
    // Adding 0 turns -0 into 0, so that the result does not depend on which side had it.
    support[size] = value + 0
    if (one === value) reference[size] = a.counts[i++]!
    if (two === value) current[size] = b.counts[j++]!
  }
  return {
    support: support.subarray(0, size),
    reference: reference.subarray(0, size),
    current: current.subarray(0, size),
  }
}

/** Decile edges of a reference that knows its values, or knew them; its part in joint gaps would blur them. */
function edgesOf(reference: NumericSummary): readonly number[] | undefined {
  const isExact = reference.grid === EVERY_VALUE && reference.values.length > 0
  return isExact ? decileEdges(reference) : reference.edges
}

function requireOneGrid(a: NumericSummary, b: NumericSummary): void {
  if (a.grid === b.grid || a.grid === EVERY_VALUE || b.grid === EVERY_VALUE) return
  throw new RangeError(
    `Cannot compare ${subject(a)}: one side is over the grid "${a.grid}", the other over "${b.grid}", whose gaps cut across each other. Summarise one of them again, over the other's grid.`,
  )
}

/** @throws RangeError when the values of a summary are not finite, distinct and ascending */
export function requireAscending({ feature, slice, values }: NumericSummary): void {
  for (let i = 0; i < values.length; i += 1) {
    // Between finite ends whatever ascends is finite; there may be millions.
    const isInner = i > 0 && i < values.length - 1
    if ((isInner || Number.isFinite(values[i])) && (i === 0 || values[i - 1]! < values[i]!)) continue
    throw new RangeError(
      `Cannot compare feature \`${feature}\` in slice \`${slice}\`: value ${i} of its summary is ${values[i]}, after ${values[i - 1]}; expected distinct finite values, ascending.`,
    )
  }
}

function countsAt(summary: CategoricalSummary, places: ReadonlyMap<string, number>): Float64Array {
  const counts = new Float64Array(places.size)
  summary.categories.forEach((name, index) => {
    counts[places.get(name)!]! += summary.counts[index]!
  })
  return counts
}
