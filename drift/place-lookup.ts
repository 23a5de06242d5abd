/** Buckets of equal width, a value below or above all of them in the first or the last. Few, so that they stay in cache. */
const BUCKETS = 1 << 14

const STRIDE = 8

/**
 * Narrows the search for a value's place among anchors down to those of one bucket: of bucket b these are the places
 * from `end[b]` to `end[b + 1]`. A value's bucket is (value − low) · scale, cut to whole numbers from 0 to `last`.
 */
export interface PlaceLookup {
  readonly low: number
  readonly scale: number
  readonly last: number
  readonly end: Int32Array
}

/**
 * The lookup table of some ascending anchors. Its buckets span the middle of the anchors, where a reference has most of
 * its values; further out a bucket holds many anchors, and they are searched by halving.
 */
export function lookupOver(anchors: Float64Array): PlaceLookup {
  const { low, scale } = middleOf(anchors)
  const last = BUCKETS - 1
  const end = new Int32Array(BUCKETS + 1)
  // As rounding never turns the order of two values round, anchors of earlier buckets lie below all values of a bucket.
  for (const anchor of anchors) {
    const bucket = Math.min(last, Math.max(0, Math.trunc((anchor - low) * scale)))
    end[bucket + 1]! += 1
  }
  for (let bucket = 1; bucket <= BUCKETS; bucket += 1) end[bucket]! += end[bucket - 1]!
  // Counts of anchors up to a bucket become the place of the last of them; none lies below the first.
  for (let bucket = 0; bucket <= BUCKETS; bucket += 1) end[bucket] = Math.max(0, end[bucket]! - 1)
  return { low, scale, last, end }
}

/** From the 1st to the 99th of a hundred anchors, those left out that lead in long strides to the largest numbers. */
function middleOf(anchors: Float64Array): { readonly low: number; readonly scale: number } {
  // The last step before the largest number may be a short one.
  let from = Math.min(1, anchors.length - 1)
  let to = Math.max(from, anchors.length - 2)
  while (from < to && anchors[from]! < 0 && anchors[from]! / STRIDE < anchors[from + 1]!) from += 1
  while (from < to && anchors[to]! > 0 && anchors[to]! / STRIDE > anchors[to - 1]!) to -= 1
  const low = anchors[from + Math.floor((to - from) * 0.01)]!
  const high = anchors[from + Math.ceil((to - from) * 0.99)]!
  const scale = BUCKETS / (high - low)
  return scale > 0 && Number.isFinite(scale) && Number.isFinite(low * scale)
    ? { low, scale }
    : { low: 0, scale: 1 }
}
