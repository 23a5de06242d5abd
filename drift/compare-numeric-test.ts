import { type Cells, gapWalk, sizes } from '../stats/cells.ts'
import { KOLMOGOROV_MEAN, kolmogorovQuantile } from '../stats/kolmogorov.ts'
import { ksPValue, ksStatistic } from '../stats/kolmogorov-smirnov.ts'
import { loosened } from '../stats/loosened.ts'
import { mannWhitneyRange } from '../stats/mann-whitney.ts'
import { seededRandom } from '../stats/random.ts'
import { rankCells } from '../stats/rank-cells.ts'
import { type RankPermutationTest, rankPermutationTest } from '../stats/rank-permutation-test.ts'
import { pooledCounts } from '../stats/two-samples.ts'
import { type ResolvedOptions, SMALLEST_P, splitOptions } from './compare-options.ts'

/** With so many values a side and none tied, p is not from random splits. */
export const LARGE = 100
/** From here on twice the Kolmogorov limit is a bound of KS's exact p (Wei & Dudley 2012: at most 1.085 times it). */
const BOUNDED = 30

/** The verdict's own test of two numeric samples, and what the KS statistic is when nothing differs. */
export interface NumericTest {
  readonly pValue: number
  readonly test: string
  readonly ksNullMean: number
  /** What KS does not exceed, at the options' level, when nothing differs. */
  readonly ksNullQuantile: number
  /** The standard error of Cliff's delta, where it is not that of independent rows. */
  readonly shiftError?: number
}

/**
 * Tests whether two numeric samples differ in location or in shape, with one valid p-value.
 * With at least 100 values a side and none tied: twice the smaller of the asymptotic p-values of Kolmogorov–Smirnov
 * and Mann–Whitney. Otherwise a seeded permutation test of the smaller of the two. Where no random split was as extreme
 * as the real one and both sides are that large, the asymptotic bound says how much smaller p is: KS, which ties only
 * make larger, and Mann–Whitney where no single value holds half of the rows (its normal tail is too light there).
 *
 * Values in gaps count as not tied, which can only make p larger.
 *
 * @param samples both sides with at least one value
 */
export function numericTest(samples: Cells, slice: string, options: ResolvedOptions): NumericTest {
  const { n, m } = sizes(samples)
  const scale = Math.sqrt((n * m) / (n + m))
  const limit = {
    ksNullMean: KOLMOGOROV_MEAN / scale,
    ksNullQuantile: kolmogorovQuantile(1 - options.level) / scale,
  }
  const large = n >= LARGE && m >= LARGE
  const mostTied = largestTie(samples)
  if (large && mostTied === 1)
    return {
      ...limit,
      pValue: asymptoticBound(samples, true),
      test: 'twice the smaller p of Kolmogorov–Smirnov and Mann–Whitney',
    }
  const random = seededRandom(`${options.seed}|${options.family}|${options.check}|${slice}`)
  const permuted = rankPermutationTest(rankCells(loosened(samples)), random, splitOptions(options))
  const bound =
    Math.min(n, m) >= BOUNDED && permuted.exceedances === 0
      ? asymptoticBound(samples, large && mostTied <= (n + m) / 2)
      : null
  return {
    ksNullMean: permuted.ksNullMean,
    ksNullQuantile: permuted.ksNullQuantile ?? limit.ksNullQuantile,
    ...permutationVerdict(permuted, bound),
  }
}

/** How often the most frequent value was seen; values in gaps are not tied, as far as is known. */
function largestTie(cells: Cells): number {
  const pooled = pooledCounts(cells)
  const gapAt = gapWalk(cells)
  let most = 0
  for (let i = 0; i < pooled.length; i += 1)
    most = Math.max(most, gapAt(i) === undefined ? pooled[i]! : Math.min(1, pooled[i]!))
  return most
}

function permutationVerdict(
  { pValue, permutations }: RankPermutationTest,
  bound: number | null,
): { readonly pValue: number; readonly test: string } {
  const test = `seeded permutation of the smaller p of Kolmogorov–Smirnov and Mann–Whitney (${permutations})`
  return bound === null
    ? { pValue, test }
    : { pValue: Math.min(pValue, bound), test: `${test}, asymptotic beyond their reach` }
}

function asymptoticBound(samples: Cells, withRanks: boolean): number {
  const { n, m } = sizes(samples)
  const ks = ksPValue(ksStatistic(samples), n, m)
  const smaller = withRanks ? Math.min(ks, mannWhitneyRange(samples).given) : ks
  return Math.min(1, Math.max(SMALLEST_P, 2 * smaller))
}
