import { type Cells, type GivenRange, sizes } from './cells.ts'
import { normalSurvival } from './normal.ts'
import { remembered } from './remembered.ts'
import { pooledCounts, type TwoSamples, total } from './two-samples.ts'

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
  const pooled = pooledCounts(samples)
  return { u, pValue: mannWhitneyPValue(u - (n * m) / 2, rankSumDeviation(pooled, n, m)) }
}

/**
 * The p-value where values in gaps are only counted, and between which bounds it lies. `given` takes no two values of
 * a gap as tied and those of both sides as evenly mixed, which makes it at most too large as far as ties go.
 * The bounds put all pairs of a gap on one side or the other, and hold with ties and without.
 *
 * @param cells both sides with at least one observation
 * @returns all three equal where no gap holds any value
 */
export const mannWhitneyRange = remembered((cells: Cells): GivenRange => {
  const { n, m } = sizes(cells)
  const distance = Math.abs(countGreater(cells) - (n * m) / 2)
  const unknown = cells.gaps.reduce((sum, { at }) => sum + cells.reference[at]! * cells.current[at]!, 0) / 2
  const pooled = pooledCounts(cells)
  const untied = rankSumDeviation(withoutGaps(cells, pooled), n, m)
  const isOpen = cells.gaps.length > 0 && cells.known === undefined
  const tied = isOpen ? rankSumDeviation(pooled, n, m) : untied
  return {
    given: mannWhitneyPValue(distance, untied),
    // All values may lie in one gap, where ties that are not there would leave no spread at all.
    lower: isOpen && tied === 0 ? 0 : mannWhitneyPValue(distance + unknown, tied),
    upper: mannWhitneyPValue(Math.max(0, distance - unknown), untied),
  }
})

function withoutGaps({ gaps }: Cells, pooled: Float64Array): Float64Array {
  if (gaps.length === 0) return pooled
  const single = pooled.slice()
  for (const { at } of gaps) single[at] = 0
  return single
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
  for (let i = 0; i < pooled.length; i += 1) {
    const tied = pooled[i]!
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
