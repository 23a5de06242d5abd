const MOST_BINS = 40
/** Preferred numbers within a decade, coarse to fine. */
const DECADES = [
  [1],
  [1, 3],
  [1, 2, 5],
  [1, 1.5, 2, 3, 5, 7],
  [1, 1.2, 1.5, 1.8, 2.2, 2.7, 3.3, 3.9, 4.7, 5.6, 6.8, 8.2],
]

/** The range to be drawn, with its middle, which tells skewed values from others. */
export interface DrawnRange {
  readonly low: number
  readonly median: number
  readonly high: number
  /** All values are whole numbers, so bins narrower than 1 would only show gaps. */
  readonly whole: boolean
}

/**
 * Edges of up to 40 bins that cover a range, at numbers that read well: steps of 1, 2 or 5 times a power of ten.
 * Positive and heavily skewed values (the upper part ten times as long as the lower, and as the median) get edges at
 * preferred numbers of each decade instead, so that bins are about equally wide on a logarithmic axis.
 *
 * @returns strictly ascending; `null` when the range cannot be divided (it spans more than the largest number)
 * @example histogramEdges({low: 0, median: 2, high: 3.2, whole: true}) // [0, 1, 2, 3, 4]
 */
export function histogramEdges(range: DrawnRange): readonly number[] | null {
  const { low, median, high } = range
  if (!Number.isFinite(high - low)) return null
  const skewed = low > 0 && high - median > 10 * (median - low) && high > 10 * median
  const edges = (skewed ? decadeEdges(low, high) : null) ?? evenEdges(range)
  if (isAscending(edges)) return edges
  const even = Array.from({ length: 11 }, (_, i) => low + ((high - low) * i) / 10)
  if (isAscending(even)) return even
  const room = Math.max(0.5, Math.abs(low) * 1e-6)
  return [low - room, high + room]
}

function evenEdges({ low, high, whole }: DrawnRange): number[] {
  const step = niceStep(low, high, whole)
  const first = Math.floor(low / step)
  const last = Math.floor(high / step) + 1
  return Array.from({ length: last - first + 1 }, (_, i) => clean((first + i) * step))
}

/** The smallest pleasant step with which the range, widened to whole steps, needs at most 40 bins. */
function niceStep(low: number, high: number, whole: boolean): number {
  const span = high - low || Math.abs(low) || 1
  let power = 10 ** Math.floor(Math.log10(span / MOST_BINS))
  if (whole) power = Math.max(1, power)
  for (; ; power *= 10)
    for (const factor of [1, 2, 5]) {
      const step = clean(power * factor)
      if (Math.floor(high / step) - Math.floor(low / step) < MOST_BINS) return step
    }
}

function decadeEdges(low: number, high: number): number[] | null {
  let finest: number[] | null = null
  for (const decade of DECADES) {
    const edges = decadeEdgesOf(decade, low, high)
    if (edges.length <= MOST_BINS + 1) finest = edges
  }
  return finest
}

function decadeEdgesOf(decade: readonly number[], low: number, high: number): number[] {
  const edges: number[] = []
  for (let power = Math.floor(Math.log10(low)) - 1; ; power += 1)
    for (const factor of decade) {
      const edge = Number(`${factor}e${power}`)
      if (edge <= low) edges.length = 0
      edges.push(edge)
      if (edge > high) return edges
    }
}

/** Takes off the rounding of a multiplication: 0.30000000000000004 reads badly. */
function clean(value: number): number {
  return Number(value.toPrecision(12))
}

function isAscending(edges: readonly number[]): boolean {
  return edges.length > 1 && edges.every((edge, i) => i === 0 || edge > edges[i - 1]!)
}
