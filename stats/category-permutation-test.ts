import {
  nullQuantile,
  type PermutationTest,
  permutationTest,
  type SplitOptions,
  splitStages,
} from './permutation-test.ts'
import { randomSplits } from './random-split.ts'
import { total } from './two-samples.ts'

/** A permutation test of counts, with what the total variation is when nothing differs. */
export interface CategoryPermutationTest extends PermutationTest {
  readonly variationNullMean: number
  /** What the total variation does not exceed with probability `level`; null when finer than the number of splits. */
  readonly variationNullQuantile: number | null
}

/**
 * Do two samples fall into categories in the same proportions? A permutation test of Pearson's χ², sound for any
 * number of categories, however rare.
 *
 * @param counts both sides over the same categories, with positive sums; a category seen on neither side is no matter
 * @param random uniform in [0, 1), seeded
 * @param options `level` is of the total variation's quantile
 * @example categoryPermutationTest({reference: Float64Array.of(3, 0), current: Float64Array.of(0, 3)}, random, { level: 0.95 }).pValue // about 0.1
 */
export function categoryPermutationTest(
  { reference, current }: { readonly reference: Float64Array; readonly current: Float64Array },
  random: () => number,
  options: SplitOptions,
): CategoryPermutationTest {
  const pooled = reference.map((count, i) => count + current[i]!)
  const n = total(reference)
  const measure = countsMeasure(pooled, n)
  const { split, cost } = randomSplits(pooled, n, random)
  const counts = new Float64Array(pooled.length)
  const nullVariation: number[] = []
  const draw = () => {
    split(counts)
    const { variation, chiSquare } = measure(counts)
    nullVariation.push(variation)
    return chiSquare
  }
  const stages = splitStages(cost + 2 * pooled.length, options)
  const test = permutationTest(measure(reference).chiSquare, draw, stages)
  return {
    ...test,
    variationNullMean: nullVariation.reduce((sum, value) => sum + value, 0) / nullVariation.length,
    variationNullQuantile: nullQuantile(nullVariation, options.level),
  }
}

/** Measures one split from the first group's counts; χ² = Σ (count·N − expected·N)² / pooled / (n·m). */
function countsMeasure(
  pooled: Float64Array,
  n: number,
): (counts: Float64Array) => {
  readonly variation: number
  readonly chiSquare: number
} {
  const size = total(pooled)
  const pairs = n * (size - n)
  return (counts) => {
    let apart = 0
    let squares = 0
    for (let i = 0; i < counts.length; i += 1) {
      const seen = pooled[i]!
      if (seen === 0) continue
      const distance = counts[i]! * size - seen * n
      apart += Math.abs(distance)
      squares += (distance * distance) / seen
    }
    return { variation: apart / (2 * pairs), chiSquare: squares / pairs }
  }
}
