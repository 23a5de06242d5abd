/**
 * Computes something of an object once, however often it is asked for: the statistics of a comparison need each other's
 * sums, and each is a pass over what may be millions of values. Forgotten with the object, which must not change.
 *
 * @example remembered(({ length }: Float64Array) => length)(Float64Array.of(1, 2)) // 2
 */
export function remembered<Of extends object, Result>(compute: (of: Of) => Result): (of: Of) => Result {
  const known = new WeakMap<Of, Result>()
  return (of) => {
    if (known.has(of)) return known.get(of)!
    const result = compute(of)
    known.set(of, result)
    return result
  }
}
