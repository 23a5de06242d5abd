import { type Cells, sizes } from '../stats/cells.ts'
import { cliffsDelta, cliffsDeltaBound, cliffsDeltaInterval } from '../stats/cliffs-delta.ts'
import { ksRange } from '../stats/kolmogorov-smirnov.ts'
import { alignNumeric } from './align.ts'
import { alignRuns } from './align-runs.ts'
import { noNumericMetrics, numericMetrics } from './compare-numeric-metrics.ts'
import { type NumericTest, numericTest } from './compare-numeric-test.ts'
import type { CompareOptions, ResolvedOptions } from './compare-options.ts'
import { compareSummaries, type FeatureKind } from './compare-summaries.ts'
import { numericThinnedTest } from './compare-thinned-test.ts'
import { numericUnitsTest } from './compare-units-test.ts'
import { numericWeightedTest } from './compare-weighted-test.ts'
import type { Comparison, Effect } from './comparison.ts'
import { numericDistribution } from './distribution.ts'
import type { NumericSummary } from './summary.ts'
import { countedNumbers } from './weighted-counts.ts'
import { withoutNoise } from './without-noise.ts'

const NUMBERS: FeatureKind<NumericSummary, Cells, NumericTest> = {
  type: 'numeric',
  counted: countedNumbers,
  align: alignFor,
  describe: numericMetrics,
  noMetrics: noNumericMetrics,
  test: testOf,
  effect: largerEffect,
  distribution: numericDistribution,
}

/**
 * How far does the current distribution of a numeric feature stand from the reference's?
 * The effect is Cliff's delta (a shift; negative when current values are larger) or the KS statistic (any change of
 * shape), whichever is larger after correction: `corrected` takes off of KS what it is on average when nothing differs.
 * The interval of delta is Cliff's; that of KS is the estimate ± the `level` quantile of KS between two random halves
 * of the pooled values, which by the triangle inequality covers the noise of both sides together: conservative.
 * What gaps leave open of the effect widens its interval.
 *
 * @returns with metrics, effect and p-value null, and a note, when a side has no finite value
 * @throws RangeError when the summaries are of different features or slices
 */
export function compareNumeric(
  reference: NumericSummary,
  current: NumericSummary,
  options: CompareOptions,
): Comparison {
  return compareSummaries(NUMBERS, { reference, current }, options)
}

/** Where rows are placed among the cells, each value needs one of its own. */
function alignFor(reference: NumericSummary, current: NumericSummary, { units }: ResolvedOptions): Cells {
  const runs = units === undefined ? alignRuns(reference, current) : null
  return runs ?? alignNumeric(reference, current)
}

function testOf(
  samples: Cells,
  squares: Cells | null,
  { slice, resolved }: { readonly slice: string; readonly resolved: ResolvedOptions },
): NumericTest {
  const { units, thinning } = resolved
  if (units) return numericUnitsTest(samples, { units, slice }, resolved)
  if (thinning) return numericThinnedTest(samples, thinning, { slice, resolved })
  if (squares) return numericWeightedTest({ counts: samples, squares }, slice, resolved)
  return numericTest(samples, slice, resolved)
}

function largerEffect(samples: Cells, test: NumericTest, level: number): Effect {
  const shift = shiftEffect(samples, test, level)
  const shape = shapeEffect(samples, test, level)
  return Math.abs(shift.corrected) >= shape.corrected ? shift : shape
}

function shiftEffect(samples: Cells, { shiftError }: NumericTest, level: number): Effect {
  const plain = cliffsDelta(samples)
  const estimate = shiftError === undefined ? plain : { ...plain, standardError: shiftError }
  const size = sizes(samples)
  const { lower, upper } = cliffsDeltaInterval(estimate, size, level)
  const bound = cliffsDeltaBound(samples)
  return {
    name: 'cliffsDelta',
    value: estimate.delta,
    corrected: estimate.delta,
    interval: { lower: Math.max(-1, lower - bound), upper: Math.min(1, upper + bound), level },
  }
}

function shapeEffect(samples: Cells, test: NumericTest, level: number): Effect {
  const { given: value, upper: highest } = ksRange(samples)
  return {
    name: 'ks',
    value,
    corrected: withoutNoise(value, test.ksNullMean),
    interval: {
      lower: Math.max(0, value - test.ksNullQuantile),
      upper: Math.min(1, highest + test.ksNullQuantile),
      level,
    },
  }
}
