import { createHash } from 'node:crypto'

/** Anchors, and so the gaps between them. Every finite number is an anchor or lies in a gap between two finite ones. */
export interface Grid {
  /** The same name means the same anchors. */
  readonly name: string
  /** The largest anchor that is at most `value`, a finite number; the value itself where it is an anchor. */
  anchorAtOrBelow(value: number): number
  /** The smallest anchor above `anchor`, which is one and not the last. */
  anchorAbove(anchor: number): number
}

/** High halves of numbers of the fixed grid end in this many zero bits: 8 bits of a mantissa stay, 256 steps an octave. */
const STEP = 1 << 12
const bits = new DataView(new ArrayBuffer(8))

/**
 * The grid for windows that are compared with each other, whatever they hold: 0, and 256 anchors an octave on both
 * sides of it, so that neighbours are at most 0.4 % apart and whole numbers to 512 are anchors.
 */
export const FIXED_GRID: Grid = {
  name: 'fixed 256 an octave',
  anchorAtOrBelow(value) {
    if (value >= 0) return value === Number.MAX_VALUE ? value : truncated(value + 0)
    const above = truncated(-value)
    return above === -value ? value : -nextOf(above)
  },
  anchorAbove: (anchor) => (anchor >= 0 ? nextOf(anchor) : 0 - previousOf(-anchor)),
}

/**
 * The grid whose anchors are given.
 *
 * @param anchors ascending, distinct, finite; from -Number.MAX_VALUE to Number.MAX_VALUE, so that nothing lies outside
 */
export function anchorGrid(anchors: Float64Array): Grid {
  const digest = createHash('sha256').update(
    new Uint8Array(anchors.buffer, anchors.byteOffset, anchors.byteLength),
  )
  return {
    name: `anchors ${digest.digest('hex').slice(0, 16)}`,
    anchorAtOrBelow: (value) => anchors[placeAtOrBelow(anchors, value)]!,
    anchorAbove: (anchor) => anchors[placeAtOrBelow(anchors, anchor) + 1]!,
  }
}

/** The last place whose number is at most `value`; -1 when all are larger. */
function placeAtOrBelow(ascending: Float64Array, value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** The largest anchor of the fixed grid that is at most a number of at least 0. */
function truncated(value: number): number {
  bits.setFloat64(0, value)
  return withHighHalf(bits.getUint32(0) & -STEP)
}

function nextOf(anchor: number): number {
  bits.setFloat64(0, anchor)
  const next = withHighHalf(bits.getUint32(0) + STEP)
  return next === Number.POSITIVE_INFINITY ? Number.MAX_VALUE : next
}

function previousOf(anchor: number): number {
  bits.setFloat64(0, anchor)
  return withHighHalf((anchor === Number.MAX_VALUE ? bits.getUint32(0) + 1 : bits.getUint32(0)) - STEP)
}

function withHighHalf(high: number): number {
  bits.setUint32(0, high)
  bits.setUint32(4, 0)
  return bits.getFloat64(0)
}
