/** What two ascending lists hold, ascending and each once, with the place of each in either list; -1 where it is not. */
export interface Union<Keys extends ArrayLike<unknown> = Float64Array> {
  readonly keys: Keys
  readonly a: Int32Array
  readonly b: Int32Array
}

/**
 * Joins two ascending lists of distinct numbers in one pass. -0 and 0 are one number, 0.
 *
 * @example unionOf(Float64Array.of(1, 2), Float64Array.of(2, 3)).b // -1 0 1
 */
export function unionOf(a: Float64Array, b: Float64Array): Union {
  const most = a.length + b.length
  const keys = new Float64Array(most)
  const places = { a: new Int32Array(most).fill(-1), b: new Int32Array(most).fill(-1) }
  let size = 0
  for (let i = 0, j = 0; i < a.length || j < b.length; size += 1) {
    const key = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY)
    // Adding 0 turns -0 into 0, so that the result does not depend on which side had it.
    keys[size] = key + 0
    if (a[i] === key) places.a[size] = i++
    if (b[j] === key) places.b[size] = j++
  }
  return { keys: keys.slice(0, size), a: places.a.slice(0, size), b: places.b.slice(0, size) }
}

/** The counts at the places of both lists, added up. */
export function addCounts(a: Float64Array, b: Float64Array, union: Union<ArrayLike<unknown>>): Float64Array {
  return Float64Array.from(union.a, (place, i) => (a[place] ?? 0) + (b[union.b[i]!] ?? 0))
}

/** The whole numbers at the places of both lists, added up. */
export function addAt(a: BigInt64Array, b: BigInt64Array, union: Union<ArrayLike<unknown>>): BigInt64Array {
  const sums = new BigInt64Array(union.a.length)
  union.a.forEach((place, i) => {
    sums[i] = (a[place] ?? 0n) + (b[union.b[i]!] ?? 0n)
  })
  return sums
}

/** `addAt` of whole numbers of any size. */
export function addEach(
  a: readonly bigint[],
  b: readonly bigint[],
  union: Union<ArrayLike<unknown>>,
): bigint[] {
  return Array.from(union.a, (place, i) => (a[place] ?? 0n) + (b[union.b[i]!] ?? 0n))
}
