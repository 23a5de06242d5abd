import type { Cells, Sample } from './cells.ts'

/** Shorter runs stay as they are: a gap costs as much as a few values. */
const SHORTEST = 4
/** How many times as long one side must be for its runs to be worth it. */
const WORTH = 8

/** Two samples in which no value is there twice: every count is 1. */
export interface UntiedSamples {
  readonly reference: Sample
  readonly current: Sample
}

/**
 * Lays out two samples without ties so that the values of the longer one between two neighbours of the shorter are one
 * gap: no statistic of ranks or of areas can tell them apart. 10,000 values against a million become some 20,000 cells,
 * and everything computed of them is exact. Runs are cut at the reference's decile edges, and where one distribution
 * function crosses the other, so that areas add up.
 *
 * @param edges the reference's inner decile edges
 * @returns null where it would not pay (the sides are of similar size), or a value is there twice
 * @example runCells(samples, []).gaps.length // with 1 and 9 against 2, 3, 4 … 8 (and 100 more below 1): 2
 */
export function runCells(samples: UntiedSamples, edges: readonly number[]): Cells | null {
  const { reference, current } = samples
  const isCurrentLong = current.values.length > reference.values.length
  const [long, short] = isCurrentLong
    ? [current.values, reference.values]
    : [reference.values, current.values]
  if (long.length < WORTH * short.length) return null
  const layout = layOut(long, short, edges)
  if (layout === null) return null
  const counts = { long: Float64Array.from(layout.long), short: Float64Array.from(layout.short) }
  return {
    support: Float64Array.from(layout.support),
    reference: isCurrentLong ? counts.short : counts.long,
    current: isCurrentLong ? counts.long : counts.short,
    gaps: layout.gaps.map(({ at, upper, sum }) => ({
      at,
      upper,
      sums: isCurrentLong ? { reference: 0, current: sum } : { reference: sum, current: 0 },
      rounding: 0,
    })),
    edges,
    known: samples,
  }
}

interface Layout {
  readonly support: number[]
  readonly long: number[]
  readonly short: number[]
  readonly gaps: { readonly at: number; readonly upper: number; readonly sum: number }[]
}

function layOut(long: Float64Array, short: Float64Array, edges: readonly number[]): Layout | null {
  const layout: Layout = { support: [], long: [], short: [], gaps: [] }
  let from = 0
  let edge = 0
  for (let below = 0; below <= short.length; below += 1) {
    const stop = below < short.length ? short[below]! : Number.POSITIVE_INFINITY
    // The one long value at which the distribution functions change sides, if any, is between values that are below.
    const crossing = Math.floor((below * long.length) / short.length)
    for (; edge < edges.length && edges[edge]! < stop; edge += 1)
      from = addUpTo(edges[edge]!, long, { layout, from, crossing })
    from = addUpTo(stop, long, { layout, from, crossing })
    if (long[from] === stop) return null
    if (below < short.length) addPoint(layout, stop, 'short')
  }
  return layout
}

interface Walk {
  readonly layout: Layout
  readonly from: number
  readonly crossing: number
}

/** Adds the long side's values below `stop`; returns how many there are up to it. */
function addUpTo(stop: number, long: Float64Array, { layout, from, crossing }: Walk): number {
  let to = from
  while (to < long.length && long[to]! < stop) to += 1
  if (from <= crossing && crossing < to) {
    addRun(layout, long.subarray(from, crossing))
    addPoint(layout, long[crossing]!, 'long')
    addRun(layout, long.subarray(crossing + 1, to))
  } else if (from < to) addRun(layout, long.subarray(from, to))
  return to
}

function addRun(layout: Layout, values: Float64Array): void {
  const lower = values[0]!
  const upper = values[values.length - 1]!
  let sum = 0
  for (let i = 0; i < values.length; i += 1) sum += values[i]! - lower
  if (values.length < SHORTEST || !Number.isFinite(sum)) {
    for (const value of values) addPoint(layout, value, 'long')
    return
  }
  layout.gaps.push({ at: layout.support.length, upper, sum })
  layout.support.push(lower)
  layout.long.push(values.length)
  layout.short.push(0)
}

function addPoint({ support, long, short }: Layout, value: number, side: 'long' | 'short'): void {
  support.push(value)
  long.push(side === 'long' ? 1 : 0)
  short.push(side === 'short' ? 1 : 0)
}
