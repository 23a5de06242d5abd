import { chiSquareSurvival } from './chi-square.ts'
import {
  type Clusters,
  cellWeights,
  clusterCount,
  clusterDraws,
  poolClusters,
  type TwoClusterSamples,
} from './clusters.ts'
import { nullQuantile, type PermutationTest, permutationStages, permutationTest } from './permutation-test.ts'
import { total } from './two-samples.ts'

/** A permutation test of whole clusters, with what the total variation is when nothing differs. */
export interface ClusterCategoryTest extends PermutationTest {
  /** By Rao and Scott's first-order correction of χ²; good from about 100 clusters a side on. */
  readonly asymptoticPValue: number
  readonly variationNullMean: number
  /** What the total variation does not exceed with probability `level`. */
  readonly variationNullQuantile: number
}

/**
 * Do two samples fall into categories in the same proportions, when observations come in clusters or with weights?
 * χ² of the weighted shares over its mean when nothing differs, which is estimated from how much whole clusters differ
 * (Rao & Scott 1981, first order); its p-value from permutations of whole clusters between the sides. Dividing by the
 * estimated mean keeps the level about right when clusters of the two sides differ in size or weight (Janssen 1997).
 *
 * @param samples at least two clusters a side
 * @param random  uniform in [0, 1), seeded
 * @param level   of the total variation's quantile, in (0, 1)
 */
export function clusterCategoryTest(
  samples: TwoClusterSamples,
  random: () => number,
  level: number,
): ClusterCategoryTest {
  const pooled = poolClusters(samples.reference, samples.current)
  const all = clusterCount(pooled)
  const size = Math.min(clusterCount(samples.reference), clusterCount(samples.current))
  const { measure, categories, cost } = shareMeasure(pooled, samples.cellCount)
  // The smaller side is drawn; which side that is does not matter to a distance.
  const own = clusterCount(samples.reference) === size ? 0 : all - size
  const observed = measure(Uint32Array.from({ length: size }, (_, k) => own + k))
  const draws = clusterDraws({ all, size }, random)
  const nullRatios: number[] = []
  const draw = () => {
    const { variation, scale, statistic } = measure(draws())
    nullRatios.push(scale > 0 ? variation / scale : 0)
    return statistic
  }
  const test = permutationTest(observed.statistic, draw, permutationStages(cost))
  const mean = nullRatios.reduce((sum, ratio) => sum + ratio, 0) / nullRatios.length
  const quantile = nullQuantile(nullRatios, level) ?? Math.max(...nullRatios)
  return {
    ...test,
    asymptoticPValue: chiSquareSurvival(observed.statistic * (categories - 1), categories - 1),
    variationNullMean: mean * observed.scale,
    variationNullQuantile: quantile * observed.scale,
  }
}

interface Measured {
  readonly variation: number
  /** The square root of what χ² per pooled weight is on average when nothing differs. */
  readonly scale: number
  readonly statistic: number
}

function shareMeasure(
  pooled: Clusters,
  cellCount: number,
): {
  readonly measure: (drawn: Uint32Array) => Measured
  readonly categories: number
  readonly cost: number
} {
  const seen = cellWeights(pooled, cellCount)
  const whole = total(seen)
  const inverse = seen.map((weight) => (weight > 0 ? whole / weight : 0))
  const all = sumsOver(
    pooled,
    Uint32Array.from({ length: clusterCount(pooled) }, (_, k) => k),
    inverse,
  )
  const measure = (drawn: Uint32Array) => {
    const own = sumsOver(pooled, drawn, inverse)
    return measured(own, without(all, own), inverse)
  }
  const categories = seen.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0)
  return { measure, categories, cost: (2 * pooled.cells.length + 8 * cellCount) | 0 }
}

/** What the shares of a set of clusters and their variances are made of. */
interface Sums {
  readonly clusters: number
  readonly weight: number
  /** Σ size², Σ over entries of weight² · inverse. */
  readonly sizeSquares: number
  readonly squares: number
  /** A cell: Σ weight, Σ weight · size of its cluster. */
  readonly byCell: Float64Array
  readonly bySize: Float64Array
}

function sumsOver({ starts, cells, weights }: Clusters, drawn: Uint32Array, inverse: Float64Array): Sums {
  const byCell = new Float64Array(inverse.length)
  const bySize = new Float64Array(inverse.length)
  let [weight, sizeSquares, squares] = [0, 0, 0]
  for (const k of drawn) {
    let size = 0
    for (let i = starts[k]!; i < starts[k + 1]!; i += 1) size += weights[i]!
    for (let i = starts[k]!; i < starts[k + 1]!; i += 1) {
      const own = weights[i]!
      const cell = cells[i]!
      byCell[cell]! += own
      bySize[cell]! += own * size
      squares += own * own * inverse[cell]!
    }
    weight += size
    sizeSquares += size * size
  }
  return { clusters: drawn.length, weight, sizeSquares, squares, byCell, bySize }
}

function without(all: Sums, own: Sums): Sums {
  return {
    clusters: all.clusters - own.clusters,
    weight: all.weight - own.weight,
    sizeSquares: all.sizeSquares - own.sizeSquares,
    squares: all.squares - own.squares,
    byCell: all.byCell.map((sum, cell) => sum - own.byCell[cell]!),
    bySize: all.bySize.map((sum, cell) => sum - own.bySize[cell]!),
  }
}

function measured(a: Sums, b: Sums, inverse: Float64Array): Measured {
  let variation = 0
  let squares = 0
  for (let cell = 0; cell < inverse.length; cell += 1) {
    const gap = a.byCell[cell]! / a.weight - b.byCell[cell]! / b.weight
    variation += Math.abs(gap) / 2
    squares += gap * gap * inverse[cell]!
  }
  const mean = varianceOf(a, inverse) + varianceOf(b, inverse)
  return {
    variation: Math.min(1, variation),
    scale: Math.sqrt(mean),
    statistic: squares < 1e-24 ? 0 : squares / mean,
  }
}

/** Σ over categories of the variance of its share between clusters, over the pooled share. */
function varianceOf(
  { clusters, weight, sizeSquares, squares, byCell, bySize }: Sums,
  inverse: Float64Array,
): number {
  let crossed = 0
  let fixed = 0
  for (let cell = 0; cell < inverse.length; cell += 1) {
    const share = byCell[cell]! / weight
    crossed += share * bySize[cell]! * inverse[cell]!
    fixed += share * share * inverse[cell]!
  }
  const spread = squares - 2 * crossed + fixed * sizeSquares
  // What is left by rounding alone is no variance.
  const clean = spread < 1e-12 * squares ? 0 : spread
  return ((clusters / (clusters - 1)) * clean) / (weight * weight)
}
