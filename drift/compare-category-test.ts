import { categoryPermutationTest } from '../stats/category-permutation-test.ts'
import { chiSquare } from '../stats/chi-square.ts'
import { seededRandom } from '../stats/random.ts'
import { total } from '../stats/two-samples.ts'
import { wilson } from '../stats/wilson.ts'
import { type ResolvedOptions, SMALLEST_P } from './compare-options.ts'

const LARGE = 100
const ENOUGH_EXPECTED = 5

/** The verdict's own test of counts, and what the total variation is when nothing differs. */
export interface CategoryTest {
  /** In (0, 1]; 1 when only one category was seen. */
  readonly pValue: number
  readonly test: string
  readonly variationNullMean: number
  /** What the total variation does not exceed, at the options' level, when nothing differs. */
  readonly variationNullQuantile: number
}

interface Counts {
  readonly reference: Float64Array
  readonly current: Float64Array
}

/**
 * Tests whether both sides fall into categories in the same proportions. Pearson's χ² when every expected count is
 * at least 5 and both sides have at least 100 rows, else a seeded permutation of χ². Where no random split was as
 * extreme as the real one and both sides are that large, χ² with rare categories pooled says how much smaller p is.
 *
 * @param counts both sides with at least one row
 * @param purpose joins the seed, so that two tests of one comparison draw apart
 */
export function categoryTest(counts: Counts, purpose: string, options: ResolvedOptions): CategoryTest {
  const n = total(counts.reference)
  const m = total(counts.current)
  const { pValue, smallestExpected } = chiSquare(counts.reference, counts.current)
  const random = seededRandom(`${options.seed}|${options.family}|${options.check}|${purpose}`)
  const permuted = categoryPermutationTest(counts, random, options.level)
  const variation = {
    variationNullMean: permuted.variationNullMean,
    variationNullQuantile:
      permuted.variationNullQuantile ?? permuted.variationNullMean + concentration(n, m, options.level),
  }
  if (pValue === null)
    return {
      ...singleCategory(n, m, options.level),
      pValue: 1,
      test: 'none: one category, so every split is alike',
    }
  const large = n >= LARGE && m >= LARGE
  if (large && smallestExpected >= ENOUGH_EXPECTED)
    return { ...variation, pValue: Math.max(SMALLEST_P, pValue), test: 'Pearson χ²' }
  const test = `seeded permutation of χ² (${permuted.permutations})`
  if (permuted.exceedances > 0 || !large) return { ...variation, pValue: permuted.pValue, test }
  const pooled = chiSquare(...poolRare(counts, n, m)).pValue ?? 1
  return {
    ...variation,
    pValue: Math.max(SMALLEST_P, Math.min(permuted.pValue, pooled)),
    test: `${test}, χ² beyond their reach`,
  }
}

/** No split of one category differs from another; what is possible is a share not seen, bounded as Wilson does for 0 of n. */
function singleCategory(
  n: number,
  m: number,
  level: number,
): Pick<CategoryTest, 'variationNullMean' | 'variationNullQuantile'> {
  const unseen = Math.hypot(wilson(0, n, level).upper, wilson(0, m, level).upper)
  return { variationNullMean: 0, variationNullQuantile: unseen }
}

/** How far a total variation can lie above its mean under relabelling: McDiarmid's bound without replacement. */
function concentration(n: number, m: number, level: number): number {
  return (1 / n + 1 / m) * Math.sqrt((Math.min(n, m) * -Math.log(1 - level)) / 2)
}

/** Joins categories with an expected count below 5 on a side into one; by pooled counts, so the level is kept. */
function poolRare({ reference, current }: Counts, n: number, m: number): [Float64Array, Float64Array] {
  const share = Math.min(n, m) / (n + m)
  const isRare = (i: number) => (reference[i]! + current[i]!) * share < ENOUGH_EXPECTED
  const pool = (counts: Float64Array) => {
    const rare = counts.filter((_, i) => isRare(i))
    return Float64Array.from([...counts.filter((_, i) => !isRare(i)), total(rare)])
  }
  return [pool(reference), pool(current)]
}
