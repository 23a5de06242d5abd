import { ksPValue } from './kolmogorov-smirnov.ts'
import { mannWhitneyPValue, rankSumDeviation } from './mann-whitney.ts'
import {
  nullQuantile,
  type PermutationTest,
  permutationTest,
  type SplitOptions,
  splitStages,
} from './permutation-test.ts'
import { randomSplits } from './random-split.ts'
import type { RankCells } from './rank-cells.ts'

/** A permutation test of ranks, with what the KS statistic is when nothing differs. */
export interface RankPermutationTest extends PermutationTest {
  readonly ksNullMean: number
  /** What KS does not exceed with probability `level`; null when that is finer than the number of splits. */
  readonly ksNullQuantile: number | null
}

/**
 * Do two samples differ in location or in shape? A permutation test of min(p of KS, p of Mann–Whitney): one valid
 * p-value that sees both kinds of change, also with ties, few observations and very unequal sizes.
 *
 * @param cells  from `rankCells`; both sides with at least one observation
 * @param random uniform in [0, 1), seeded
 * @param options `level` is of the KS quantile
 * @example rankPermutationTest(rankCells(alignSamples([1, 2, 3], [7, 8, 9])), seededRandom('x'), { level: 0.95 }).pValue // about 0.1
 */
export function rankPermutationTest(
  cells: RankCells,
  random: () => number,
  options: SplitOptions,
): RankPermutationTest {
  const measure = rankMeasure(cells)
  const { split, cost } = randomSplits(cells.pooled, cells.n, random)
  const counts = new Float64Array(cells.pooled.length)
  const nullKs: number[] = []
  const draw = () => {
    split(counts)
    const { ks, smallestP } = measure(counts)
    nullKs.push(ks)
    return -smallestP
  }
  const observed = -measure(cells.reference).smallestP
  const test = permutationTest(observed, draw, splitStages(cost + 2 * cells.pooled.length, options))
  return {
    ...test,
    ksNullMean: nullKs.reduce((sum, ks) => sum + ks, 0) / nullKs.length,
    ksNullQuantile: nullQuantile(nullKs, options.level),
  }
}

/** Measures one split from the first group's counts; all sums are of whole numbers, so equal splits measure equal. */
function rankMeasure({ pooled, n, m }: RankCells): (counts: Float64Array) => {
  readonly ks: number
  readonly smallestP: number
} {
  const size = n + m
  const deviation = rankSumDeviation(pooled, n, m)
  return (counts) => {
    let below = 0
    let pooledBelow = 0
    let gap = 0
    let greater = 0
    for (let i = 0; i < counts.length; i += 1) {
      const count = counts[i]!
      greater += count * (2 * (pooledBelow - below) + pooled[i]! - count)
      below += count
      pooledBelow += pooled[i]!
      gap = Math.max(gap, Math.abs(below * size - pooledBelow * n))
    }
    const ks = gap / (n * m)
    const p = mannWhitneyPValue((greater - n * m) / 2, deviation)
    return { ks, smallestP: Math.min(ksPValue(ks, n, m), p) }
  }
}
