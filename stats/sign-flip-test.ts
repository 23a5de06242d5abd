import { normalSurvival } from './normal.ts'

/** Beyond so many steps the normal limit is as good, and quicker. */
const MOST_STEPS = 200_000_000

/**
 * Could a sum of whole numbers lie as far from 0 by chance, had each come with its sign turned as easily? Two-sided, and
 * exact: over all ways to turn signs, whose sums are counted by adding one number after the other. Where all are 1 or −1
 * this is McNemar's exact test. So many numbers that this takes minutes are judged by the normal limit.
 *
 * @param numbers whole; those that are 0 say nothing
 * @returns in [0, 1]; 1 when the sum is 0
 * @example signFlipTest([-3, -1, -1, 1]) // 0.5: of 16 ways 8 have a sum of at least 4, or at most −4
 * @see Fisher 1935, *The Design of Experiments*, § 21
 */
export function signFlipTest(numbers: readonly number[]): number {
  const sizes = numbers.filter((number) => number !== 0).map(Math.abs)
  const observed = Math.abs(numbers.reduce((sum, number) => sum + number, 0))
  const whole = sizes.reduce((sum, size) => sum + size, 0)
  if (observed === 0) return 1
  if (sizes.length * whole > MOST_STEPS) return normalLimit(sizes, observed)
  // Of the ways to turn signs, the share in which what stays positive adds up to each number.
  let shares = Float64Array.of(1)
  for (const size of sizes) shares = withOneMore(shares, size)
  let tail = 0
  for (let positive = (whole + observed) / 2; positive <= whole; positive += 1) tail += shares[positive]!
  return Math.min(1, 2 * tail)
}

function withOneMore(shares: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const next = new Float64Array(shares.length + size)
  shares.forEach((share, sum) => {
    next[sum]! += share / 2
    next[sum + size]! += share / 2
  })
  return next
}

function normalLimit(sizes: readonly number[], observed: number): number {
  const deviation = Math.sqrt(sizes.reduce((sum, size) => sum + size * size, 0))
  return Math.min(1, 2 * normalSurvival((observed - 1) / deviation))
}
