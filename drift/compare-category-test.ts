import { categoryPermutationTest } from '../stats/category-permutation-test.ts'
import { chiSquare } from '../stats/chi-square.ts'
import type { PermutationTest } from '../stats/permutation-test.ts'
import { seededRandom } from '../stats/random.ts'
import { total } from '../stats/two-samples.ts'
import { wilson } from '../stats/wilson.ts'
import { type ResolvedOptions, SMALLEST_P, splitOptions } from './compare-options.ts'

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
  /** How many independent rows either side is worth at least, where that is not all of them. */
  readonly worth?: { readonly reference: number; readonly current: number }
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
  const exact = chiSquare(counts.reference, counts.current)
  if (exact.pValue === null) return singleCategory(n, m, options.level)
  const random = seededRandom(`${options.seed}|${options.family}|${options.check}|${purpose}`)
  const permuted = categoryPermutationTest(counts, random, splitOptions(options))
  const large = n >= LARGE && m >= LARGE
  const verdict =
    large && exact.smallestExpected >= ENOUGH_EXPECTED
      ? { pValue: Math.max(SMALLEST_P, exact.pValue), test: 'Pearson χ²' }
      : permutationVerdict(permuted, large ? pooledPValue(counts, Math.min(n, m) / (n + m)) : 1)
  const { variationNullMean, variationNullQuantile } = permuted
  return {
    ...verdict,
    variationNullMean,
    variationNullQuantile: variationNullQuantile ?? variationNullMean + concentration(n, m, options.level),
  }
}

function permutationVerdict(
  { pValue, permutations, exceedances }: PermutationTest,
  pooled: number,
): Pick<CategoryTest, 'pValue' | 'test'> {
  const test = `seeded permutation of χ² (${permutations})`
  if (exceedances > 0 || pooled >= pValue) return { pValue, test }
  return { pValue: Math.max(SMALLEST_P, pooled), test: `${test}, χ² beyond their reach` }
}

/** No split of one category differs from another; what may differ is a share not seen, bounded as Wilson does for 0 of n. */
function singleCategory(n: number, m: number, level: number): CategoryTest {
  const unseen = Math.hypot(wilson(0, n, level).upper, wilson(0, m, level).upper)
  const test = 'none: one category, so every split is alike'
  return { pValue: 1, test, variationNullMean: 0, variationNullQuantile: unseen }
}

/** How far a total variation can lie above its mean under relabelling: McDiarmid's bound without replacement. */
function concentration(n: number, m: number, level: number): number {
  return (1 / n + 1 / m) * Math.sqrt((Math.min(n, m) * -Math.log(1 - level)) / 2)
}

/**
 * χ²'s p-value after joining categories with an expected count below 5 on a side; what is still rare together joins
 * the smallest other category. Joined by pooled counts alone, so the level is kept. 1 when one category is left.
 *
 * @param share the smaller side's share of all rows
 */
function pooledPValue({ reference, current }: Counts, share: number): number {
  const cells = Array.from(reference, (count, i) => [count, current[i]!] as const)
  const expected = ([a, b]: readonly [number, number]) => (a + b) * share
  const common = cells.filter((cell) => expected(cell) >= ENOUGH_EXPECTED)
  const rare = sumOf(cells.filter((cell) => expected(cell) < ENOUGH_EXPECTED))
  common.sort((a, b) => expected(a) - expected(b))
  if (expected(rare) >= ENOUGH_EXPECTED || common.length === 0) common.push(rare)
  else common[0] = sumOf([common[0]!, rare])
  const [a, b] = [0, 1].map((side) => Float64Array.from(common, (cell) => cell[side]!))
  return chiSquare(a!, b!).pValue ?? 1
}

function sumOf(cells: readonly (readonly [number, number])[]): readonly [number, number] {
  return cells.reduce<readonly [number, number]>(([a, b], [c, d]) => [a + c, b + d], [0, 0])
}
