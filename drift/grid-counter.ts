import { type Gaps, gapUnit, offsetIn } from './gaps.ts'
import { anchorGrid } from './grid.ts'
import { lookupOver, type PlaceLookup } from './place-lookup.ts'
import type { NumericSummary } from './summary.ts'

/** Counts numbers as they come by. */
export interface NumberCounter {
  /** Takes the next values, at most 2^21 at once, in any order; NaN is a missing one. */
  add(values: Float64Array): void
  /** The summary of all values taken. */
  summary(subject: { readonly feature: string; readonly slice: string }): NumericSummary
}

/** So many sums of offsets, each at most 2^32, are whole numbers that a double holds. */
const EXACT_SUMS = 2 ** 21

/**
 * Counts any number of values over given anchors, in memory that depends on the anchors alone. The same as `ontoGrid`
 * of the exact distribution: counts and sums are whole numbers, so neither the order of values nor their number matters.
 *
 * @param anchors as `anchorsOf` gives them
 */
export function gridCounter(anchors: Float64Array): NumberCounter {
  const tally = emptyTally(anchors)
  let room = EXACT_SUMS
  return {
    add(values) {
      if (values.length > room) {
        settle(tally)
        room = EXACT_SUMS
      }
      room -= values.length
      tallyUp(values, tally)
    },
    summary(subject) {
      settle(tally)
      const seen = placesWhere(tally.points)
      return {
        type: 'numeric',
        ...subject,
        grid: anchorGrid(anchors).name,
        values: Float64Array.from(seen, (i) => anchors[i]!),
        counts: Float64Array.from(seen, (i) => tally.points[i]!),
        gaps: gapsOf(tally),
        missing: tally.missing,
        infinite: tally.infinite,
      }
    },
  }
}

interface Tally {
  readonly lookup: PlaceLookup
  readonly anchors: Float64Array
  /** 1 over the unit of the gap above each anchor. */
  readonly inverse: Float64Array
  readonly points: Float64Array
  readonly between: Float64Array
  /** Sums of offsets since they were last settled, and before. */
  readonly recent: Float64Array
  readonly sums: BigInt64Array
  missing: number
  infinite: number
}

function emptyTally(anchors: Float64Array): Tally {
  const { length } = anchors
  return {
    lookup: lookupOver(anchors),
    anchors,
    inverse: anchors.map((lower, i) => (i + 1 < length ? 1 / gapUnit(lower, anchors[i + 1]!) : 1)),
    points: new Float64Array(length),
    between: new Float64Array(length),
    recent: new Float64Array(length),
    sums: new BigInt64Array(length),
    missing: 0,
    infinite: 0,
  }
}

/** The innermost loop of comparing large files: everything in it is a number in a typed array. */
function tallyUp(values: Float64Array, tally: Tally): void {
  const { anchors, inverse, points, between, recent } = tally
  const { low, scale, last, end } = tally.lookup
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i]!
    const bucket = (value - low) * scale
    // Also NaN, for which no comparison holds, and which is told apart below.
    const slot = bucket > 0 ? (bucket < last ? bucket | 0 : last) : 0
    let at = end[slot]!
    let to = end[slot + 1]!
    while (at < to) {
      const half = (at + to + 1) >>> 1
      if (anchors[half]! <= value) at = half
      else to = half - 1
    }
    const above = value - anchors[at]!
    if (above > 0 && above !== Number.POSITIVE_INFINITY) {
      between[at] = between[at]! + 1
      recent[at] = recent[at]! + offsetIn(above, inverse[at]!)
    } else if (above === 0) points[at] = points[at]! + 1
    else if (Number.isNaN(value)) tally.missing += 1
    else tally.infinite += 1
  }
}

function settle({ recent, sums }: Tally): void {
  for (let i = 0; i < recent.length; i += 1) sums[i] = sums[i]! + BigInt(recent[i]!)
  recent.fill(0)
}

function gapsOf({ anchors, between, sums }: Tally): Gaps {
  const filled = placesWhere(between)
  return {
    lower: Float64Array.from(filled, (i) => anchors[i]!),
    upper: Float64Array.from(filled, (i) => anchors[i + 1]!),
    counts: Float64Array.from(filled, (i) => between[i]!),
    sums: BigInt64Array.from(filled, (i) => sums[i]!),
  }
}

function placesWhere(counts: Float64Array): number[] {
  return Array.from(counts.keys()).filter((i) => counts[i]! > 0)
}
