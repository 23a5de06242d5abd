/**
 * The same counts of fewer observations: whole numbers, each run of cells off by less than one from its share.
 *
 * @param counts of cells in an order that does not depend on the sample
 * @param by at least 1
 * @returns with the sum of `counts` over `by`, rounded
 * @example thinned(Float64Array.of(4, 4, 2), 2) // 2 2 1
 */
export function thinned(counts: Float64Array, by: number): Float64Array {
  let passed = 0
  let given = 0
  return counts.map((count) => {
    passed += count
    const own = Math.round(passed / by) - given
    given += own
    return own
  })
}
