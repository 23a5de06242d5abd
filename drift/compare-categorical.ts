import { chiSquare } from '../stats/chi-square.ts'
import { hellinger } from '../stats/hellinger.ts'
import { jensenShannonDistance } from '../stats/jensen-shannon.ts'
import { psi } from '../stats/psi.ts'
import { totalVariation } from '../stats/total-variation.ts'
import { total } from '../stats/two-samples.ts'
import { type AlignedCategories, alignCategories } from './align.ts'
import { type CategoryTest, categoryTest } from './compare-category-test.ts'
import type { CompareOptions, ResolvedOptions } from './compare-options.ts'
import { compareSummaries, type FeatureKind } from './compare-summaries.ts'
import { categoryThinnedTest } from './compare-thinned-test.ts'
import { categoryUnitsTest } from './compare-units-test.ts'
import { categoryWeightedTest } from './compare-weighted-test.ts'
import type { Comparison, Effect } from './comparison.ts'
import { categoricalDistribution } from './distribution.ts'
import type { CategoricalSummary } from './summary.ts'
import { variationInterval } from './variation-interval.ts'
import { countedCategories } from './weighted-counts.ts'

const METRICS = [
  'psi',
  'jensenShannonDistance',
  'hellinger',
  'totalVariation',
  'chiSquare',
  'chiSquareDof',
  'chiSquarePValue',
  'cramersV',
]

const CATEGORIES: FeatureKind<CategoricalSummary, AlignedCategories, CategoryTest> = {
  type: 'categorical',
  counted: countedCategories,
  align: alignCategories,
  describe,
  noMetrics: () => Object.fromEntries(METRICS.map((name) => [name, null])),
  test: testOf,
  effect: variationEffect,
  distribution: categoricalDistribution,
}

/**
 * How far does the current distribution of a categorical feature stand from the reference's?
 * The effect is the total variation: the share of rows that would have to change category. `corrected` takes off what
 * it is on average when nothing differs: every category that does not differ still adds its noise, so that noise comes
 * off whole, but never below the interval's lower end. The interval is conservative (see `variationInterval`).
 *
 * @returns with metrics, effect and p-value null, and a note, when a side is empty
 * @throws RangeError when the summaries are of different features or slices
 */
export function compareCategorical(
  reference: CategoricalSummary,
  current: CategoricalSummary,
  options: CompareOptions,
): Comparison {
  return compareSummaries(CATEGORIES, { reference, current }, options)
}

function testOf(
  aligned: AlignedCategories,
  squares: AlignedCategories | null,
  { slice, resolved }: { readonly slice: string; readonly resolved: ResolvedOptions },
): CategoryTest {
  const { units, thinning } = resolved
  if (thinning) return categoryThinnedTest(aligned, thinning, { slice, resolved })
  if (units) return categoryUnitsTest(units, slice, resolved)
  if (squares) return categoryWeightedTest({ counts: aligned, squares }, slice, resolved)
  return categoryTest(aligned, slice, resolved)
}

function describe({ reference, current }: AlignedCategories): {
  readonly metrics: Comparison['metrics']
  readonly notes: readonly string[]
} {
  const test = chiSquare(reference, current)
  const metrics = {
    psi: psi(reference, current),
    jensenShannonDistance: jensenShannonDistance(reference, current),
    hellinger: hellinger(reference, current),
    totalVariation: totalVariation(reference, current),
    chiSquare: test.statistic,
    chiSquareDof: test.dof,
    chiSquarePValue: test.pValue,
    cramersV: test.cramersV,
  }
  const single = 'Only one category was seen, so chiSquarePValue and cramersV do not exist.'
  return { metrics, notes: test.dof === 0 ? [single] : [] }
}

function variationEffect(counts: AlignedCategories, test: CategoryTest, level: number): Effect {
  const value = totalVariation(counts.reference, counts.current)
  const certain = {
    reference: worthAtLeast(counts.reference, test.worth?.reference),
    current: worthAtLeast(counts.current, test.worth?.current),
  }
  const interval = variationInterval(certain, value, { noise: test.variationNullQuantile, level })
  const corrected = Math.max(0, value - test.variationNullMean, interval.lower)
  return { name: 'totalVariation', value, corrected, interval: { ...interval, level } }
}

/** The same shares of fewer rows. */
function worthAtLeast(counts: Float64Array, rows: number | undefined): Float64Array {
  if (rows === undefined) return counts
  const scale = rows / total(counts)
  return counts.map((count) => count * scale)
}
