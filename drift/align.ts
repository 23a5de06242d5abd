import type { Cells } from '../stats/cells.ts'
import { decileEdges } from '../stats/quantile-bins.ts'
import { byCodePoint } from './code-point-order.ts'
import { interleave, jointGaps } from './joint-gaps.ts'
import { type CategoricalSummary, EVERY_VALUE, type NumericSummary, type Summary } from './summary.ts'
import { pick, unionOf } from './union.ts'

/** Both sides of a categorical feature as counts over the same categories, in code-point order. */
export interface AlignedCategories {
  readonly categories: readonly string[]
  readonly reference: Float64Array
  readonly current: Float64Array
}

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
  const { keys, a, b } = unionOf(reference.values, current.values)
  const points = { support: keys, reference: pick(reference.counts, a), current: pick(current.counts, b) }
  const gaps = jointGaps(reference.gaps, current.gaps)
  if (gaps.length === 0) return { ...points, gaps: [] }
  const cells = interleave(points, gaps)
  const edges = edgesOf(reference)
  return edges === undefined ? cells : { ...cells, edges }
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

function requireAscending({ feature, slice, values }: NumericSummary): void {
  for (let i = 0; i < values.length; i += 1) {
    if (Number.isFinite(values[i]) && (i === 0 || values[i - 1]! < values[i]!)) continue
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
