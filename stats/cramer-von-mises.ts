import { type Cells, type GivenRange, gapWalk, type Range, sizes } from './cells.ts'
import { criterionGapRange } from './cramer-von-mises-gap.ts'
import { cramerVonMisesSurvival } from './cramer-von-mises-law.ts'
import type { TwoSamples } from './two-samples.ts'

/** The criterion T and its p-value. */
export interface CramerVonMises {
  readonly statistic: number
  readonly pValue: number
}

/**
 * How far apart are two distribution functions, squared and averaged over all observations?
 * The two-sample Cramér–von Mises criterion T with midranks for ties (Anderson 1962; Conover 1999), and its p-value
 * by the limit law after matching mean and variance: `scipy.stats.cramervonmises_2samp(method='asymptotic')`.
 *
 * @param samples both sides with at least two observations
 * @example cramerVonMises(alignSamples([1, 2, 3, 4, 5], [2, 3, 4, 5, 6])) // {statistic: 0.09, pValue: 0.7690213700187593}
 */
export function cramerVonMises(samples: TwoSamples): CramerVonMises {
  return cramerVonMisesRange({ ...samples, gaps: [] }).given
}

/**
 * The same where values in gaps are only counted, and between which bounds both numbers lie. `given` takes no two
 * values of a gap as tied and those of both sides as evenly mixed; the bounds hold for any order, with ties and without.
 *
 * @param cells both sides with at least two observations
 * @returns bounds equal to `given` where no gap holds any value
 */
export function cramerVonMisesRange(cells: Cells): {
  readonly given: CramerVonMises
  readonly statistic: Range
  readonly pValue: Range
} {
  const all = sizes(cells)
  const u = rankGaps(cells)
  const given = criterion(Math.min(u.upper, Math.max(u.lower, u.given)), all)
  const [least, most] = [criterion(u.lower, all), criterion(u.upper, all)]
  return {
    given,
    statistic: { lower: least.statistic, upper: most.statistic },
    pValue: { lower: most.pValue, upper: least.pValue },
  }
}

function criterion(u: number, { n, m }: { readonly n: number; readonly m: number }): CramerVonMises {
  const pairs = n * m
  const size = n + m
  const statistic = u / (pairs * size) - (4 * pairs - 1) / (6 * size)
  const mean = (1 + 1 / size) / 6
  const variance =
    ((size + 1) * (4 * pairs * size - 3 * (n * n + m * m) - 2 * pairs)) / (45 * size * size * 4 * pairs)
  return { statistic, pValue: cramerVonMisesSurvival(1 / 6 + (statistic - mean) / Math.sqrt(45 * variance)) }
}

/** U: n and m times Σ (midrank in the pooled sample − rank in its own sample)² over the observations of either side. */
function rankGaps(cells: Cells): GivenRange {
  const { n, m } = sizes(cells)
  const gapAt = gapWalk(cells)
  const inGaps = { given: 0, lower: 0, upper: 0 }
  // Numbers of their own, as those of an object are made anew at each step, of which there may be millions.
  let ofReference = 0
  let ofCurrent = 0
  // How many of the reference (a) and of the current side (b) lie below.
  let a = 0
  let b = 0
  for (let i = 0; i < cells.support.length; i += 1) {
    const reference = cells.reference[i]!
    const current = cells.current[i]!
    const isGap = gapAt(i) !== undefined
    if (isGap && cells.known !== undefined) {
      ofReference += mixed(reference, current, b)
      ofCurrent += mixed(current, reference, a)
    } else if (!isGap) {
      ofReference += tied(reference, b + current / 2)
      ofCurrent += tied(current, a + reference / 2)
    } else {
      const below = { reference: a, current: b }
      const all = { reference: n, current: m }
      const { lower, upper } = criterionGapRange({ below, within: { reference, current }, all })
      inGaps.lower += lower
      inGaps.upper += upper
      inGaps.given += n * mixed(reference, current, b) + m * mixed(current, reference, a)
    }
    a += reference
    b += current
  }
  // In this order of operations, which SciPy has, the rounding left by the subtraction is the same as there.
  const u = n * ofReference + m * ofCurrent
  return { given: u + inGaps.given, lower: u + inGaps.lower, upper: u + inGaps.upper }
}

/** Of `count` tied observations at `gap` ranks from their own. */
function tied(count: number, gap: number): number {
  return count * gap * gap + (count * (count * count - 1)) / 12
}

/** Of `own` observations between which `others` of the other side are evenly spread, above `below` of them. */
function mixed(own: number, others: number, below: number): number {
  const gap = below + others / 2
  return own * (gap * gap + (others * others) / 12)
}
