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
  const pooled = samples.reference.map((count, i) => count + samples.current[i]!)
  return { u, pValue: mannWhitneyPValue(u - (n * m) / 2, rankSumDeviation(pooled, n, m)) }
}

/**
 * The two-sided p-value of U's distance from its mean, given its standard deviation under the null.
 *
 * @example mannWhitneyPValue(-4.5, rankSumDeviation(Float64Array.of(1, 2, 2, 2, 2, 1), 5, 5)) // 0.39761475195653073
 */
export function mannWhitneyPValue(distance: number, deviation: number): number {
  const beyond = Math.abs(distance) - 0.5
  return beyond <= 0 || deviation === 0 ? 1 : Math.min(1, 2 * normalSurvival(beyond / deviation))
}

/** The standard deviation of U when nothing differs, from how often each pooled value was seen: 0 when all are equal. */
export function rankSumDeviation(pooled: Float64Array, n: number, m: number): number {
  const size = n + m
  let ties = 0
  for (const tied of pooled) ties += tied * tied * tied - tied
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
