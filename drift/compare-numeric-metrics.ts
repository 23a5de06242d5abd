import { cliffsDelta } from '../stats/cliffs-delta.ts'
import { cramerVonMises } from '../stats/cramer-von-mises.ts'
import { hellinger } from '../stats/hellinger.ts'
import { jensenShannonDistance } from '../stats/jensen-shannon.ts'
import { ksPValue, ksStatistic } from '../stats/kolmogorov-smirnov.ts'
import { mannWhitney } from '../stats/mann-whitney.ts'
import { populationDeviation, weightedMean } from '../stats/moments.ts'
import { psi } from '../stats/psi.ts'
import { quantileBins } from '../stats/quantile-bins.ts'
import { totalVariation } from '../stats/total-variation.ts'
import { type TwoSamples, total } from '../stats/two-samples.ts'
import { wasserstein1 } from '../stats/wasserstein.ts'

type Metrics = Readonly<Record<string, number | null>>

/** The descriptive numbers of a numeric comparison, and why some of them do not exist. */
export interface NumericMetrics {
  readonly metrics: Metrics
  readonly notes: readonly string[]
}

/**
 * Every descriptive number of two numeric samples, from their exact distributions; `psi`, `jensenShannonDistance`,
 * `hellinger` and `totalVariation` on the reference's decile bins. They describe and decide nothing.
 * `cliffsDelta` and `meanDifference` (current − reference) have opposite signs.
 *
 * @param samples both sides with at least one value; counts that are no whole numbers are of weighted rows
 */
export function numericMetrics(samples: TwoSamples): NumericMetrics {
  const n = total(samples.reference)
  const m = total(samples.current)
  const ks = ksStatistic(samples)
  const weighted = [samples.reference, samples.current].some((counts) => !counts.every(Number.isInteger))
  const criterion = n > 1 && m > 1 && !weighted ? cramerVonMises(samples) : null
  const metrics = {
    ks,
    ksPValue: ksPValue(ks, n, m),
    ...distanceMetrics(samples),
    ...binnedMetrics(samples),
    cramerVonMises: criterion?.statistic ?? null,
    cramerVonMisesPValue: criterion?.pValue ?? null,
    mannWhitneyPValue: mannWhitney(samples).pValue,
    cliffsDelta: cliffsDelta(samples).delta,
    meanDifference: finiteOrNull(
      weightedMean(samples.support, samples.current) - weightedMean(samples.support, samples.reference),
    ),
  }
  return { metrics, notes: reasons(metrics, samples, weighted) }
}

/** The same keys, all null: what a comparison with an empty side has. */
export function noNumericMetrics(): Metrics {
  const one = Float64Array.of(1)
  const { metrics } = numericMetrics({ support: one, reference: one, current: one })
  return Object.fromEntries(Object.keys(metrics).map((name) => [name, null]))
}

function distanceMetrics(samples: TwoSamples): Metrics {
  const distance = wasserstein1(samples)
  const deviation = populationDeviation(samples.support, samples.reference)
  return {
    wasserstein1: finiteOrNull(distance),
    wassersteinNormalized: deviation === 0 ? null : finiteOrNull(distance / deviation),
  }
}

function binnedMetrics(samples: TwoSamples): Metrics {
  const bins = quantileBins(samples)
  return {
    psi: psi(bins.reference, bins.current),
    jensenShannonDistance: jensenShannonDistance(bins.reference, bins.current),
    hellinger: hellinger(bins.reference, bins.current),
    totalVariation: totalVariation(bins.reference, bins.current),
  }
}

function reasons(metrics: Metrics, { support, reference }: TwoSamples, weighted: boolean): string[] {
  const notes: string[] = []
  const deviation = populationDeviation(support, reference)
  if (deviation === 0)
    notes.push(
      'wassersteinNormalized does not exist: the reference is constant, its standard deviation is 0.',
    )
  if (deviation === Number.POSITIVE_INFINITY)
    notes.push(
      'wassersteinNormalized means nothing: the reference’s standard deviation exceeds the largest number.',
    )
  if (metrics.cramerVonMises === null)
    notes.push(
      weighted
        ? 'cramerVonMises and its p-value do not exist: they have no form for weighted rows.'
        : 'cramerVonMises and its p-value do not exist: they need two values a side.',
    )
  for (const name of ['wasserstein1', 'meanDifference'])
    if (metrics[name] === null) notes.push(`${name} does not exist: it exceeds the largest number.`)
  return notes
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
