import { clusterRanks, type RankSums, scoreMean } from './cluster-ranks.ts'
import { clusterCount, clusterDraws, poolClusters, type TwoClusterSamples } from './clusters.ts'
import { KOLMOGOROV_MEAN, kolmogorovQuantile, kolmogorovSurvival } from './kolmogorov.ts'
import { normalQuantile, normalSurvival } from './normal.ts'
import { nullQuantile, type PermutationTest, permutationStages, permutationTest } from './permutation-test.ts'

/** From this many clusters a side on the asymptotic laws are as good as permutations, which would take minutes. */
const ENOUGH = 10_000

/** A permutation test of whole clusters, with what KS and the studentised shift are when nothing differs. */
export interface ClusterRankTest extends PermutationTest {
  /** Twice the smaller of the p-values of the two studentised statistics; good from about 100 clusters a side on. */
  readonly asymptoticPValue: number
  readonly ksNullMean: number
  /** What KS does not exceed with probability `level`. */
  readonly ksNullQuantile: number
  /** How many standard errors the shift does not exceed with probability `level`. */
  readonly shiftCritical: number
}

/**
 * Do two samples of clustered or weighted observations differ in location or in shape? The smaller p-value of two
 * studentised statistics: the difference of mean ranks over its standard error between clusters, and KS over the scale
 * that those clusters give a distribution function at the pooled deciles. The p-value is from permutations of whole
 * clusters between the sides; studentising keeps the level about right when the two sides' clusters differ in size or
 * weight (Janssen 1997; Chung & Romano 2013). From 10,000 clusters a side on their limit laws are used: `permutations` 0.
 *
 * @param samples at least two clusters a side; cells ordered as the values
 * @param random  uniform in [0, 1), seeded
 * @param level   of the quantiles, in (0, 1)
 */
export function clusterRankTest(
  samples: TwoClusterSamples,
  random: () => number,
  level: number,
): ClusterRankTest {
  const sizes = { n: clusterCount(samples.reference), m: clusterCount(samples.current) }
  const all = sizes.n + sizes.m
  const size = Math.min(sizes.n, sizes.m)
  const ranks = clusterRanks(poolClusters(samples.reference, samples.current), samples.cellCount)
  const measure = (drawn: Uint32Array) => {
    const { own, rest, ks } = ranks.split(drawn)
    return measured(own, rest, { ks, spread: ranks.spread })
  }
  // The smaller side is drawn; both statistics are of absolute differences, so which side that is does not matter.
  const first = sizes.n === size ? 0 : all - size
  const own = Uint32Array.from({ length: size }, (_, k) => first + k)
  const observed = measure(own)
  if (size >= ENOUGH) return asymptoticTest(observed, level)
  const draws = clusterDraws({ all, size }, random)
  const nulls = { ks: [] as number[], shift: [] as number[] }
  const draw = () => {
    const { smallestP, scale, ks, shift } = measure(draws())
    nulls.ks.push(scale > 0 ? ks / scale : 0)
    nulls.shift.push(shift)
    return -smallestP
  }
  const test = permutationTest(-observed.smallestP, draw, permutationStages(ranks.cost))
  return {
    ...test,
    asymptoticPValue: Math.min(1, 2 * observed.smallestP),
    ksNullMean: (nulls.ks.reduce((sum, ratio) => sum + ratio, 0) / nulls.ks.length) * observed.scale,
    ksNullQuantile: quantileOf(nulls.ks, level) * observed.scale,
    shiftCritical: quantileOf(nulls.shift, level),
  }
}

function asymptoticTest({ smallestP, scale }: Measured, level: number): ClusterRankTest {
  const pValue = Math.min(1, 2 * smallestP)
  return {
    pValue,
    asymptoticPValue: pValue,
    permutations: 0,
    exceedances: 0,
    ksNullMean: KOLMOGOROV_MEAN * scale,
    ksNullQuantile: kolmogorovQuantile(1 - level) * scale,
    shiftCritical: normalQuantile(0.5 + level / 2),
  }
}

/** The largest draw where there are too few for the level: splits are dear, and this is on the safe side of most. */
function quantileOf(draws: readonly number[], level: number): number {
  return nullQuantile(draws, level) ?? Math.max(...draws)
}

interface Measured {
  readonly ks: number
  /** Of KS: √(1/n + 1/m) of as many independent observations. */
  readonly scale: number
  readonly shift: number
  readonly smallestP: number
}

function measured(
  own: RankSums,
  rest: RankSums,
  { ks, spread }: { readonly ks: number; readonly spread: number },
): Measured {
  const sides = [own, rest].map((sums) => ({
    mean: scoreMean(sums),
    score: sums.scoreVariance(),
    level: sums.levelVariance(),
  })) as [Side, Side]
  const [a, b] = sides
  const gap = Math.abs(a.mean - b.mean)
  const shift = gap < 1e-12 ? 0 : gap / Math.sqrt(a.score + b.score)
  const scale = spread > 0 ? Math.sqrt((a.level + b.level) / spread) : 0
  const ksP = ks < 1e-12 ? 1 : kolmogorovSurvival(ks / scale)
  return {
    ks,
    scale,
    shift,
    smallestP: Math.min(ksP, 2 * normalSurvival(shift)),
  }
}

interface Side {
  readonly mean: number
  readonly score: number
  readonly level: number
}
