/**
 * What was seen strictly between neighbouring anchors; ascending, gaps without values left out. Of each gap the two
 * anchors around it, how many values lie between, and the sum of what they are above the lower anchor: of each value
 * round((value − lower) / `gapUnit`), a whole number, so that sums are exact whatever order they are added in.
 */
export interface Gaps {
  readonly lower: Float64Array
  readonly upper: Float64Array
  readonly counts: Float64Array
  readonly sums: BigInt64Array
}

/** What an exact summary has between its anchors: nothing. */
export const NO_GAPS: Gaps = {
  lower: new Float64Array(),
  upper: new Float64Array(),
  counts: new Float64Array(),
  sums: new BigInt64Array(),
}

/** Below it the inverse of a unit, by which values are scaled, would be infinite. */
const FINEST = -1022
const bits = new DataView(new ArrayBuffer(8))

/**
 * The unit in which values between two anchors are summed: the power of two that cuts the gap into 2^31 to 2^32 parts.
 * A sum of k values is off by at most k/2 units, and below 2^63 for 2^31 values.
 *
 * @example gapUnit(1, 2) // 2 ** -31
 */
export function gapUnit(lower: number, upper: number): number {
  bits.setFloat64(0, upper - lower)
  const exponent = ((bits.getUint32(0) >>> 20) & 0x7ff) - 1023
  return 2 ** Math.max(FINEST, exponent - 31)
}

/**
 * What a value is above the lower anchor of its gap, as the whole number of units that goes into the gap's sum.
 *
 * @param above value − lower, above 0
 * @param inverse 1 / `gapUnit`, a power of two, so that multiplying is exact
 */
export function offsetIn(above: number, inverse: number): number {
  return Math.floor(above * inverse + 0.5)
}
