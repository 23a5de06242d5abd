import { remembered } from './remembered.ts'
import { type TwoSamples, total } from './two-samples.ts'

/**
 * Two samples over ascending cells: single values, and open gaps between values of which only the count and the sum of
 * either side are known. `support` holds a cell's value, or the lower end of its gap; a gap follows the value it begins
 * at. Without gaps these are the exact distributions.
 */
export interface Cells extends TwoSamples {
  /** The cells that are gaps, ascending. */
  readonly gaps: readonly Gap[]
  /** The reference's inner decile edges, where its cells no longer tell them; each is the end of a cell. */
  readonly edges?: readonly number[]
  /**
   * The values themselves, where the gaps are runs of different values of one side alone, over which one distribution
   * function stays above the other (`runCells`): then the gaps leave nothing open.
   */
  readonly known?: { readonly reference: Sample; readonly current: Sample }
}

/** One side alone: values, ascending, and how often each was seen. */
export interface Sample {
  readonly values: Float64Array
  readonly counts: Float64Array
}

/** A cell that holds unknown values strictly between `support[at]` and `upper`. */
export interface Gap {
  readonly at: number
  readonly upper: number
  /** Σ (value − lower end) over each side's values in it. */
  readonly sums: { readonly reference: number; readonly current: number }
  /** By how much one value can be off in the sums, from rounding. */
  readonly rounding: number
}

/** Between which bounds a number lies; both are the number itself where it is exact. */
export interface Range {
  readonly lower: number
  readonly upper: number
}

/** The number to be given where it is known between bounds only. */
export interface GivenRange extends Range {
  readonly given: number
}

/** Tells of each cell, asked for in ascending order, the gap that it is, or undefined where it is a single value. */
export function gapWalk({ gaps }: Cells): (at: number) => Gap | undefined {
  let next = 0
  // Asked for millions of cells, most of which are no gap: one comparison of numbers.
  let nextAt = gaps.length === 0 ? -1 : gaps[0]!.at
  return (at) => {
    if (at !== nextAt) return undefined
    const gap = gaps[next]!
    next += 1
    nextAt = next < gaps.length ? gaps[next]!.at : -1
    return gap
  }
}

/**
 * One side as values with counts and their sum: for moments, quantiles and charts. Those of a gap stand at their mean,
 * where they are not known; a gap with a single value gives it back, up to rounding.
 *
 * @param side has at least one value
 */
export function placed(cells: Cells, side: 'reference' | 'current'): Sample & { readonly size: number } {
  const counts = cells[side]
  const size = side === 'reference' ? sizes(cells).n : sizes(cells).m
  if (cells.known !== undefined) return { ...cells.known[side], size }
  if (cells.gaps.length === 0) return { values: cells.support, counts, size }
  const values = cells.support.slice()
  // The rounding of a sum must not carry its mean out of the gap.
  for (const { at, upper, sums } of cells.gaps)
    if (counts[at]! > 0) values[at] = Math.min(upper, cells.support[at]! + sums[side] / counts[at]!)
  return { values, counts, size }
}

/** How many values both sides have. */
export const sizes = remembered(({ reference, current }: TwoSamples) => ({
  n: total(reference),
  m: total(current),
}))
