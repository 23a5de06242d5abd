import { clusterCategoryTest } from '../stats/cluster-category-test.ts'
import { clusterCliffsDelta } from '../stats/cluster-cliffs-delta.ts'
import { clusterRankTest } from '../stats/cluster-rank-test.ts'
import { type Clusters, clusterCount, type TwoClusterSamples } from '../stats/clusters.ts'
import { normalQuantile } from '../stats/normal.ts'
import { seededRandom } from '../stats/random.ts'
import { type TwoSamples, total } from '../stats/two-samples.ts'
import { cellFinder, valueCells } from '../stats/value-cells.ts'
import type { CategoryTest } from './compare-category-test.ts'
import type { NumericTest } from './compare-numeric-test.ts'
import { type ResolvedOptions, SMALLEST_P } from './compare-options.ts'
import { clustersOf, kishSize, type PairedUnitRows, type UnitRows } from './unit-rows.ts'

/** Fewer clusters a side (or rows of equal weight that are as exact) say too little about how much they differ. */
const FEWEST = 10
/** From this many clusters a side on, the asymptotic laws say how much smaller p is than permutations can tell. */
const LARGE = 100

/** Why a comparison of units has no test, or null: then it has one. */
export function untestedNote({ units }: ResolvedOptions): string | null {
  if (units === undefined) return null
  const { reference, current } = units
  const sizes = [reference, current].map(unitSize)
  const least = Math.min(...sizes)
  if (least >= FEWEST) return null
  return `Only ${Number(least.toPrecision(3))} independent units on the smaller side, ${FEWEST} needed, so the effect and the p-value are null.`
}

/** How many units have a value; where weights are uneven, as many rows of equal weight as are as exact. */
function unitSize({ units, values, weights }: UnitRows): number {
  const present = weights.filter((_, row) => !Number.isNaN(values[row]))
  return Math.min(new Set(units.filter((_, row) => !Number.isNaN(values[row]))).size, kishSize(present))
}

/**
 * `numericTest` where rows hang together in clusters or are weighted: permutations of whole clusters.
 *
 * @param samples the aligned distributions of the same rows, which say how values are grouped into cells
 */
export function numericUnitsTest(
  samples: TwoSamples,
  { units, slice }: { readonly units: PairedUnitRows; readonly slice: string },
  options: ResolvedOptions,
): NumericTest {
  const cells = valueCells(samples)
  const cellOf = cellFinder(cells)
  const clusters = twoSamplesOf(units, (value) => (Number.isFinite(value) ? cellOf(value) : -1), cells.length)
  return rankVerdict(clusters, slice, options)
}

/** The verdict on two samples of numbers in clusters or with weights, over cells in their order. */
export function rankVerdict(
  clusters: TwoClusterSamples,
  slice: string,
  options: ResolvedOptions,
): NumericTest {
  const test = clusterRankTest(clusters, randomFor(slice, options), options.level)
  const { standardError } = clusterCliffsDelta(clusters)
  return {
    ...verdictOf(test, clusters, 'the smaller p of studentised Kolmogorov–Smirnov and rank tests'),
    ksNullMean: test.ksNullMean,
    ksNullQuantile: test.ksNullQuantile,
    // In units of the normal quantile that the interval will multiply it by.
    shiftError: ((standardError ?? 0) * test.shiftCritical) / normalQuantile(0.5 + options.level / 2),
  }
}

/** `categoryTest` where rows hang together in clusters or are weighted: permutations of whole clusters. */
export function categoryUnitsTest(
  units: PairedUnitRows,
  slice: string,
  options: ResolvedOptions,
): CategoryTest {
  const cellOf = (code: number) => (Number.isNaN(code) ? -1 : code)
  const cellCount = 1 + Math.max(0, ...[units.reference, units.current].map((rows) => lastCell(rows, cellOf)))
  const clusters = twoSamplesOf(units, cellOf, cellCount)
  const worth = { reference: worthOf(clusters.reference), current: worthOf(clusters.current) }
  return { ...sharesVerdict(clusters, slice, options), worth }
}

/** The verdict on two samples of categories in clusters or with weights. */
export function sharesVerdict(
  clusters: TwoClusterSamples,
  slice: string,
  options: ResolvedOptions,
): CategoryTest {
  const test = clusterCategoryTest(clusters, randomFor(slice, options), options.level)
  return {
    ...verdictOf(test, clusters, 'Rao–Scott’s χ²'),
    variationNullMean: test.variationNullMean,
    variationNullQuantile: test.variationNullQuantile,
  }
}

/** As if all rows of a cluster were alike: Kish's size of the clusters' own weights. */
function worthOf({ starts, weights }: Clusters): number {
  const sizes = Float64Array.from(starts.subarray(1), (end, k) => total(weights.subarray(starts[k], end)))
  return kishSize(sizes)
}

function twoSamplesOf(
  units: PairedUnitRows,
  cellOf: (value: number) => number,
  cellCount: number,
): TwoClusterSamples {
  return {
    reference: clustersOf(units.reference, cellOf),
    current: clustersOf(units.current, cellOf),
    cellCount,
  }
}

function verdictOf(
  test: {
    readonly pValue: number
    readonly asymptoticPValue: number
    readonly permutations: number
    readonly exceedances: number
  },
  { reference, current }: TwoClusterSamples,
  of: string,
): { readonly pValue: number; readonly test: string } {
  if (test.permutations === 0)
    return { pValue: Math.max(SMALLEST_P, test.pValue), test: `limit law of ${of}, between whole units` }
  const words = `seeded permutation of whole units of ${of} (${test.permutations})`
  const large = Math.min(clusterCount(reference), clusterCount(current)) >= LARGE
  if (!large || test.exceedances > 0 || test.asymptoticPValue >= test.pValue)
    return { pValue: test.pValue, test: words }
  return {
    pValue: Math.max(SMALLEST_P, test.asymptoticPValue),
    test: `${words}, asymptotic beyond their reach`,
  }
}

function lastCell({ values }: UnitRows, cellOf: (value: number) => number): number {
  let last = 0
  for (const value of values) last = Math.max(last, cellOf(value))
  return last
}

function randomFor(slice: string, { seed, family, check }: ResolvedOptions): () => number {
  return seededRandom(`${seed}|${family}|${check}|${slice}`)
}
