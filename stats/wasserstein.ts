import { type Cells, type Gap, type GivenRange, gapWalk, sizes } from './cells.ts'
import type { TwoSamples } from './two-samples.ts'

/**
 * How far, on average, must values move to turn one distribution into the other? Wasserstein-1, in the values' unit.
 * The area between the two distribution functions: `scipy.stats.wasserstein_distance`. Symmetric; 0 when equal.
 *
 * @param samples both sides with at least one observation
 * @returns 0 or more; Infinity when the support spans more than the largest double
 * @example wasserstein1(alignSamples([1, 2, 3, 4, 5], [2, 3, 4, 5, 6])) // 1
 */
export function wasserstein1(samples: TwoSamples): number {
  return wasserstein1Range({ ...samples, gaps: [] }).given
}

/**
 * Between which bounds does Wasserstein-1 lie when values in gaps are only counted and summed?
 * The sums give the net area between both distribution functions over a gap. That is the area where one of them stays
 * above the other, which the counts tell; else the area is at least that, and at most what two functions enclose that
 * run as far apart as the counts allow, either way. `given` takes the net area. Rounding of the sums widens the bounds.
 *
 * @param cells both sides with at least one observation
 * @returns all three equal without gaps
 */
export function wasserstein1Range(cells: Cells): GivenRange {
  const { support, reference, current } = cells
  const gapAt = gapWalk(cells)
  const { n, m } = sizes(cells)
  // Numbers of their own, as those of an object are made anew at each step, of which there may be millions.
  let given = 0
  let lower = 0
  let upper = 0
  let position = support[0] ?? 0
  // Cross-multiplied counts: whole numbers, so equal distributions give exactly 0.
  let below = 0
  for (let i = 0; i < support.length; i += 1) {
    const between = (Math.abs(below) / (n * m)) * (support[i]! - position)
    const gap = gapAt(i)
    const within = gap === undefined ? NONE : areaWithin(gap, { cells, n, m, below })
    given += between + within.given
    lower += between + within.lower
    upper += between + within.upper
    position = gap?.upper ?? support[i]!
    below += reference[i]! * m - current[i]! * n
  }
  return { given, lower, upper }
}

const NONE: GivenRange = { given: 0, lower: 0, upper: 0 }

interface Setting {
  readonly cells: Cells
  readonly n: number
  readonly m: number
  /** Difference of the counts below the gap, cross-multiplied. */
  readonly below: number
}

function areaWithin({ at, upper, sums, rounding }: Gap, { cells, n, m, below }: Setting): GivenRange {
  const width = upper - cells.support[at]!
  const [p, q] = [cells.reference[at]! / n, cells.current[at]! / m]
  const start = below / (n * m)
  // Over a gap, F rises to its end by p, and a value at x above the lower end counts from there on: p·width − sum / n.
  const net = (start + p - q) * width - sums.reference / n + sums.current / m
  const error = ((p + q) * rounding) / 2
  const given = Math.abs(net)
  const lower = Math.max(0, given - error)
  const highest = Math.max(0, start + p)
  const deepest = Math.max(0, q - start)
  if (highest === 0 || deepest === 0) return { given, lower, upper: given + error }
  // Divided by the width first: of the smallest numbers, a width times a share can be 0.
  const share = Math.min(1, Math.max(0, (net / width + deepest) / (highest + deepest)))
  const most = width * (share * highest + (1 - share) * deepest)
  return { given, lower, upper: Math.max(given, most) + error }
}
