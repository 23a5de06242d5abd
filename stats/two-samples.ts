import { remembered } from './remembered.ts'

/**
 * Two samples as counts over one ascending support: `reference[i]` and `current[i]` say how often `support[i]` was seen.
 * The exact empirical distributions, so every statistic computed from it is exact; a value may have count 0 on one side.
 */
export interface TwoSamples {
  readonly support: Float64Array
  readonly reference: Float64Array
  readonly current: Float64Array
}

/**
 * Counts two plain arrays of finite numbers over their common support: cells without gaps.
 *
 * @throws RangeError when a value is NaN or infinite: leave those out (and count them) first
 * @example alignSamples([1, 1, 2], [2, 3]) // support 1 2 3, reference 2 1 0, current 0 1 1
 */
export function alignSamples(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): TwoSamples & { readonly gaps: readonly never[] } {
  const sides = [sorted(reference, 'reference'), sorted(current, 'current')] as const
  const support = distinct(sides)
  return { support, reference: countOver(support, sides[0]), current: countOver(support, sides[1]), gaps: [] }
}

/** How many observations counts stand for. */
export function total(counts: Float64Array): number {
  let sum = 0
  // By place, because going through a typed array of a million by its iterator takes ten times as long.
  for (let i = 0; i < counts.length; i += 1) sum += counts[i]!
  return sum
}

/** How often each cell was seen on both sides together; not to be written to. */
export const pooledCounts = remembered(({ reference, current }: TwoSamples): Float64Array => {
  const pooled = new Float64Array(reference.length)
  for (let i = 0; i < pooled.length; i += 1) pooled[i] = reference[i]! + current[i]!
  return pooled
})

function sorted(values: ArrayLike<number>, side: string): Float64Array {
  // Adding 0 turns -0 into 0, which the order of a typed array would keep apart.
  const copy = Float64Array.from(values, (value) => value + 0)
  const at = copy.findIndex((value) => !Number.isFinite(value))
  if (at >= 0)
    throw new RangeError(
      `Cannot align two samples: value ${at} of ${side} is ${copy[at]}; expected finite numbers. Leave it out and count it as missing.`,
    )
  return copy.sort()
}

function distinct([a, b]: readonly [Float64Array, Float64Array]): Float64Array {
  const all = new Float64Array(a.length + b.length)
  all.set(a)
  all.set(b, a.length)
  return all.sort().filter((value, index) => index === 0 || value !== all[index - 1])
}

function countOver(support: Float64Array, values: Float64Array): Float64Array {
  const counts = new Float64Array(support.length)
  let at = 0
  for (const value of values) {
    while (support[at] !== value) at += 1
    counts[at] = counts[at]! + 1
  }
  return counts
}
