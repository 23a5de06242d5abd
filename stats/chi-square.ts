import { upperGamma } from './incomplete-gamma.ts'
import { total } from './two-samples.ts'

/** Pearson's test of two rows of counts. `pValue` and `cramersV` are null when only one category was seen. */
export interface ChiSquare {
  readonly statistic: number
  readonly dof: number
  readonly pValue: number | null
  readonly cramersV: number | null
  /** The smallest expected count of any cell; the p-value can be trusted from 5 on. */
  readonly smallestExpected: number
}

/**
 * Do two samples fall into categories in the same proportions? Pearson's χ² of the 2 × k table, without Yates.
 * Categories seen on neither side are dropped. One category: statistic 0, dof 0, no p-value and no V.
 * `scipy.stats.chi2_contingency(correction=False)`; V is `contingency.association(method='cramer')`, uncorrected.
 *
 * @param reference counts, with a positive sum; `current` likewise, over the same categories
 * @example chiSquare(Float64Array.of(50, 30, 20), Float64Array.of(40, 35, 25)).pValue // 0.3585665413731905
 */
export function chiSquare(reference: Float64Array, current: Float64Array): ChiSquare {
  const n = total(reference)
  const m = total(current)
  const table = { statistic: 0, categories: 0, smallest: Number.POSITIVE_INFINITY }
  for (let i = 0; i < reference.length; i += 1) {
    const seen = reference[i]! + current[i]!
    if (seen === 0) continue
    const expected = (seen * n) / (n + m)
    const expectedCurrent = (seen * m) / (n + m)
    table.categories += 1
    table.smallest = Math.min(table.smallest, expected, expectedCurrent)
    table.statistic +=
      (reference[i]! - expected) ** 2 / expected + (current[i]! - expectedCurrent) ** 2 / expectedCurrent
  }
  return conclude(table, n + m)
}

/** The probability that χ² with `dof` degrees of freedom exceeds x: `scipy.stats.chi2.sf`. */
export function chiSquareSurvival(x: number, dof: number): number {
  return upperGamma(dof / 2, x / 2)
}

function conclude(
  table: { readonly statistic: number; readonly categories: number; readonly smallest: number },
  size: number,
): ChiSquare {
  const dof = Math.max(0, table.categories - 1)
  const statistic = dof === 0 ? 0 : table.statistic
  return {
    statistic,
    dof,
    pValue: dof === 0 ? null : chiSquareSurvival(statistic, dof),
    cramersV: dof === 0 ? null : Math.sqrt(statistic / size),
    smallestExpected: table.smallest,
  }
}
