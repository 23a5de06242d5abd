/**
 * Which share of numbers is larger than one of them? With ties broken at random, so that for exchangeable numbers it is
 * uniform on [0, 1] exactly, and independent of the ranks that earlier ones had when they were the newest.
 *
 * @param value stands among `all`, which includes it
 * @param random uniform in [0, 1)
 * @see Vovk, Gammerman & Shafer 2005, smoothed conformal p-values
 * @example smoothedRank(3, [1, 2, 3], () => 0.5) // 0.1666…
 */
export function smoothedRank(
  value: number,
  all: Float64Array | readonly number[],
  random: () => number,
): number {
  let larger = 0
  let tied = 0
  for (let at = 0; at < all.length; at += 1) {
    const other = all[at]!
    if (other > value) larger += 1
    else if (other === value) tied += 1
  }
  return (larger + random() * tied) / all.length
}
