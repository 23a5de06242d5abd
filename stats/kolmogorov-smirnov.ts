import { kolmogorovSurvival } from './kolmogorov.ts'
import { type TwoSamples, total } from './two-samples.ts'

/**
 * What is the largest gap between the two empirical distribution functions?
 * Sees any change of shape; in [0, 1], symmetric, unchanged by any increasing transformation. `scipy.stats.ks_2samp`.
 *
 * @param samples both sides with at least one observation
 * @example ksStatistic(alignSamples([1, 2, 3, 4, 5], [2, 3, 4, 5, 6])) // 0.2
 */
export function ksStatistic({ reference, current }: TwoSamples): number {
  const n = total(reference)
  const m = total(current)
  let gap = 0
  let below = 0
  for (let i = 0; i < reference.length; i += 1) {
    // Cross-multiplied counts: whole numbers, so equal distributions give exactly 0.
    below += reference[i]! * m - current[i]! * n
    gap = Math.max(gap, Math.abs(below))
  }
  return gap / (n * m)
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
