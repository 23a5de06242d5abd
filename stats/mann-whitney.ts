import { normalSurvival } from './normal.ts'
import { type TwoSamples, total } from './two-samples.ts'

/**
 * How likely is a difference in ranks at least this large when nothing differs? The Mann–Whitney U test, two-sided.
 * Normal approximation with correction for ties and for continuity: `scipy.stats.mannwhitneyu(method='asymptotic')`.
 * U1 counts pairs with reference > current, a tie as a half. One distinct value in all gives 1.
 *
 * @param samples both sides with at least one observation
 * @example mannWhitney(alignSamples([1, 2, 3, 4, 5], [2, 3, 4, 5, 6])) // {u: 8, pValue: 0.39761475195653073}
 */
export function mannWhitney(samples: TwoSamples): { readonly u: number; readonly pValue: number } {
  const n = total(samples.reference)
  const m = total(samples.current)
  const u = countGreater(samples)
  return { u, pValue: mannWhitneyPValue(u - (n * m) / 2, rankSumDeviation(samples, n, m)) }
}

/**
 * The two-sided p-value of U's distance from its mean, given its standard deviation under the null.
 *
 * @example mannWhitneyPValue(-4.5, 4.744588448) // 0.39961…, see `mannWhitney` for the ties' part of the deviation
 */
export function mannWhitneyPValue(distance: number, deviation: number): number {
  const beyond = Math.abs(distance) - 0.5
  return beyond <= 0 || deviation === 0 ? 1 : Math.min(1, 2 * normalSurvival(beyond / deviation))
}

/** The standard deviation of U when nothing differs, given the ties: 0 when all values are equal. */
export function rankSumDeviation({ reference, current }: TwoSamples, n: number, m: number): number {
  const size = n + m
  let ties = 0
  for (let i = 0; i < reference.length; i += 1) {
    const tied = reference[i]! + current[i]!
    ties += tied * tied * tied - tied
  }
  return Math.sqrt(Math.max(0, ((n * m) / 12) * (size + 1 - ties / (size * (size - 1)))))
}

function countGreater({ reference, current }: TwoSamples): number {
  let u = 0
  let below = 0
  for (let i = 0; i < reference.length; i += 1) {
    u += reference[i]! * (below + current[i]! / 2)
    below += current[i]!
  }
  return u
}
