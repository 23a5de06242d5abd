import { type Cells, type GivenRange, placed, type Range, sizes } from '../stats/cells.ts'
import { cliffsDelta, cliffsDeltaBound } from '../stats/cliffs-delta.ts'
import { cramerVonMisesRange } from '../stats/cramer-von-mises.ts'
import { hellinger } from '../stats/hellinger.ts'
import { jensenShannonDistance } from '../stats/jensen-shannon.ts'
import { ksPValue, ksRange } from '../stats/kolmogorov-smirnov.ts'
import { mannWhitneyRange } from '../stats/mann-whitney.ts'
import { cellDeviation, cellMean } from '../stats/moments.ts'
import { psi } from '../stats/psi.ts'
import { decileEdges, quantileBins } from '../stats/quantile-bins.ts'
import { totalVariation } from '../stats/total-variation.ts'
import { wasserstein1Range } from '../stats/wasserstein.ts'
import { boundsNote } from './bounds-note.ts'

type Metrics = Readonly<Record<string, number | null>>

/** The descriptive numbers of a numeric comparison; why some do not exist, and within which bounds others are known. */
export interface NumericMetrics {
  readonly metrics: Metrics
  readonly notes: readonly string[]
}

/**
 * Every descriptive number of two numeric samples; `psi`, `jensenShannonDistance`, `hellinger` and `totalVariation` on
 * the reference's decile bins. They describe and decide nothing. `cliffsDelta` and `meanDifference`
 * (current − reference) have opposite signs. Without gaps all are exact; a number that gaps leave open is within the
 * bounds that a note gives.
 *
 * @param cells both sides with at least one value; counts that are no whole numbers are of weighted rows
 */
export function numericMetrics(cells: Cells): NumericMetrics {
  const deviation = cellDeviation(cells, 'reference')
  const ranges = { ...rankRanges(cells), ...distanceRanges(cells, deviation) }
  const known = Object.entries(ranges).map(([name, range]) => [name, range && finiteOrNull(range.given)])
  const { ks, ksPValue: p, wasserstein1, wassersteinNormalized, ...others } = Object.fromEntries(known)
  const metrics: Metrics = {
    ks,
    ksPValue: p,
    wasserstein1,
    wassersteinNormalized,
    ...binnedMetrics(cells),
    ...others,
  }
  return { metrics, notes: [...reasons(metrics, cells, deviation.lower), ...boundsNote(ranges)] }
}

/** The same keys, all null: what a comparison with an empty side has. */
export function noNumericMetrics(): Metrics {
  const one = Float64Array.of(1)
  const { metrics } = numericMetrics({ support: one, reference: one, current: one, gaps: [] })
  return Object.fromEntries(Object.keys(metrics).map((name) => [name, null]))
}

/** Numbers within their bounds; null for one that does not exist. */
type Ranges = Readonly<Record<string, GivenRange | null>>

function rankRanges(cells: Cells): Ranges {
  const { n, m } = sizes(cells)
  const ks = ksRange(cells)
  const criterion = n > 1 && m > 1 && !isWeighted(cells) ? cramerVonMisesRange(cells) : null
  const { delta } = cliffsDelta(cells)
  const bound = cliffsDeltaBound(cells)
  return {
    ks,
    ksPValue: {
      given: ksPValue(ks.given, n, m),
      lower: ksPValue(ks.upper, n, m),
      upper: ksPValue(ks.lower, n, m),
    },
    cramerVonMises: criterion && { given: criterion.given.statistic, ...criterion.statistic },
    cramerVonMisesPValue: criterion && { given: criterion.given.pValue, ...criterion.pValue },
    mannWhitneyPValue: mannWhitneyRange(cells),
    cliffsDelta: { given: delta, lower: delta - bound, upper: delta + bound },
  }
}

function distanceRanges(cells: Cells, deviation: Range): Ranges {
  const distance = wasserstein1Range(cells)
  const [before, now] = [cellMean(cells, 'reference'), cellMean(cells, 'current')]
  const isConstant = deviation.lower === 0
  return {
    wasserstein1: distance,
    wassersteinNormalized: isConstant
      ? null
      : {
          given: distance.given / deviation.lower,
          lower: distance.lower / deviation.upper,
          upper: distance.upper / deviation.lower,
        },
    meanDifference: {
      given: now.given - before.given,
      lower: now.lower - before.upper,
      upper: now.upper - before.lower,
    },
  }
}

function isWeighted({ reference, current }: Cells): boolean {
  return !(areWhole(reference) && areWhole(current))
}

function areWhole(counts: Float64Array): boolean {
  for (let i = 0; i < counts.length; i += 1) if (!Number.isInteger(counts[i])) return false
  return true
}

function binnedMetrics(cells: Cells): Metrics {
  const bins = quantileBins(cells, cells.edges ?? decileEdges(placed(cells, 'reference')))
  return {
    psi: psi(bins.reference, bins.current),
    jensenShannonDistance: jensenShannonDistance(bins.reference, bins.current),
    hellinger: hellinger(bins.reference, bins.current),
    totalVariation: totalVariation(bins.reference, bins.current),
  }
}

function reasons(metrics: Metrics, cells: Cells, deviation: number): string[] {
  const notes: string[] = []
  if (deviation === 0)
    notes.push(
      'wassersteinNormalized does not exist: the reference is constant, its standard deviation is 0.',
    )
  else if (!Number.isFinite(deviation))
    notes.push(
      'wassersteinNormalized means nothing: the reference’s standard deviation exceeds the largest number.',
    )
  else if (metrics.wassersteinNormalized === null)
    notes.push('wassersteinNormalized does not exist: it exceeds the largest number.')
  if (metrics.cramerVonMises === null)
    notes.push(
      isWeighted(cells)
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
