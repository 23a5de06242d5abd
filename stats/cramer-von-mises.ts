import { type Cells, gapByCell, type Range, sizes } from './cells.ts'
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
  const isGap = gapByCell(cells)
  const of = (gapTerm: Term) => {
    const term: Term = (cell, i) => (isGap[i] ? gapTerm(cell, i) : tiedTerm(cell, i))
    return criterion(cells, term)
  }
  const [given, least, most] = [of(mixedTerm), of(leastTerm), of(mostTerm)]
  return {
    given,
    statistic: { lower: least.statistic, upper: most.statistic },
    pValue: { lower: most.pValue, upper: least.pValue },
  }
}

function criterion(cells: Cells, term: Term): CramerVonMises {
  const { n, m } = sizes(cells)
  const pairs = n * m
  const size = n + m
  // In this order of operations, which SciPy has, the rounding left by the subtraction is the same as there.
  const u =
    n * rankGaps(cells.reference, cells.current, term) + m * rankGaps(cells.current, cells.reference, term)
  const statistic = u / (pairs * size) - (4 * pairs - 1) / (6 * size)
  const mean = (1 + 1 / size) / 6
  const variance =
    ((size + 1) * (4 * pairs * size - 3 * (n * n + m * m) - 2 * pairs)) / (45 * size * size * 4 * pairs)
  return { statistic, pValue: cramerVonMisesSurvival(1 / 6 + (statistic - mean) / Math.sqrt(45 * variance)) }
}

/** What one cell adds: `own` and `other` values in it, `below` of the other side under it. */
type Term = (
  cell: { readonly own: number; readonly other: number; readonly below: number },
  i: number,
) => number

/** Σ (midrank in the pooled sample − rank in its own sample)² over one side's observations. */
function rankGaps(own: Float64Array, other: Float64Array, term: Term): number {
  let sum = 0
  let below = 0
  for (let i = 0; i < own.length; i += 1) {
    sum += term({ own: own[i]!, other: other[i]!, below }, i)
    below += other[i]!
  }
  return sum
}

const tiedTerm: Term = ({ own, other, below }) => {
  const gap = below + other / 2
  return own * gap * gap + spreadOfTies(own)
}

const mixedTerm: Term = ({ own, other, below }) => {
  const gap = below + other / 2
  return own * (gap * gap + (other * other) / 12)
}

const leastTerm: Term = ({ own, below }) => own * below * below

const mostTerm: Term = ({ own, other, below }) => own * (below + other) ** 2 + spreadOfTies(own)

/** What midranks add where `count` own values are tied. */
function spreadOfTies(count: number): number {
  return (count * (count * count - 1)) / 12
}
