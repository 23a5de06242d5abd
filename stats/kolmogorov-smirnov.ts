import { type Cells, type GivenRange, gapWalk, sizes } from './cells.ts'
import { kolmogorovSurvival } from './kolmogorov.ts'
import { remembered } from './remembered.ts'
import type { TwoSamples } from './two-samples.ts'

/**
 * What is the largest gap between the two empirical distribution functions?
 * Sees any change of shape; in [0, 1], symmetric, unchanged by any increasing transformation. `scipy.stats.ks_2samp`.
 *
 * @param samples both sides with at least one observation
 * @example ksStatistic(alignSamples([1, 2, 3, 4, 5], [2, 3, 4, 5, 6])) // 0.2
 */
export const ksStatistic = remembered((samples: TwoSamples): number => {
  const { reference, current } = samples
  const { n, m } = sizes(samples)
  let gap = 0
  let below = 0
  for (let i = 0; i < reference.length; i += 1) {
    // Cross-multiplied counts: whole numbers, so equal distributions give exactly 0.
    below += reference[i]! * m - current[i]! * n
    gap = Math.max(gap, Math.abs(below))
  }
  return gap / (n * m)
})

/**
 * Between which bounds lies the KS statistic when values in gaps are only counted?
 * It is at least the largest gap between the distribution functions at the cells' ends, and at most what one of them
 * can run ahead within one gap if all its values came first: at most the smaller of both shares there more.
 *
 * @param cells both sides with at least one observation
 * @returns `given` is the lower bound; both are equal where no gap holds values of both sides
 */
export function ksRange(cells: Cells): GivenRange {
  const { n, m } = sizes(cells)
  const lower = ksStatistic(cells)
  if (cells.gaps.length === 0) return { given: lower, lower, upper: lower }
  const gapAt = gapWalk(cells)
  let upper = 0
  let below = 0
  for (let i = 0; i < cells.reference.length; i += 1) {
    const [ahead, behind] = [cells.reference[i]! * m, cells.current[i]! * n]
    if (gapAt(i) !== undefined) upper = Math.max(upper, Math.abs(below + ahead), Math.abs(below - behind))
    below += ahead - behind
    upper = Math.max(upper, Math.abs(below))
  }
  return { given: lower, lower, upper: upper / (n * m) }
}

/**
 * How likely is a KS statistic at least this large when nothing differs, by the Kolmogorov limit law?
 * Two-sided; the limit `kstwobign`, not SciPy's finite-n `kstwo`. With tied values it is too large, never too small.
 *
 * @param statistic from `ksStatistic`
 * @param n observations of one side; m of the other; both at least 1
 * @example ksPValue(0.2, 5, 5) // 0.9999652306540077
 */
export function ksPValue(statistic: number, n: number, m: number): number {
  return kolmogorovSurvival(Math.sqrt((n * m) / (n + m)) * statistic)
}
