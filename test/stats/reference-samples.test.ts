import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cliffsDelta } from '../../stats/cliffs-delta.ts'
import { cramerVonMises } from '../../stats/cramer-von-mises.ts'
import { hellinger } from '../../stats/hellinger.ts'
import { jensenShannonDistance } from '../../stats/jensen-shannon.ts'
import { ksPValue, ksStatistic } from '../../stats/kolmogorov-smirnov.ts'
import { mannWhitney } from '../../stats/mann-whitney.ts'
import { populationDeviation } from '../../stats/moments.ts'
import { psi } from '../../stats/psi.ts'
import { quantileBins } from '../../stats/quantile-bins.ts'
import { totalVariation } from '../../stats/total-variation.ts'
import { alignSamples, total } from '../../stats/two-samples.ts'
import { wasserstein1 } from '../../stats/wasserstein.ts'
import {
  assertPValue,
  assertStatistic,
  type ReferenceEntry,
  referenceEntries,
  referenceValues,
} from './reference-entries.ts'

const samplesOf = ({ inputs }: ReferenceEntry) =>
  alignSamples(referenceValues(inputs.ref), referenceValues(inputs.cur))

test('the KS statistic and its limit p-value are SciPy’s', (t) => {
  for (const entry of referenceEntries(t, 'ks_2samp')) {
    const samples = samplesOf(entry)
    const statistic = ksStatistic(samples)
    assertStatistic(statistic, entry.expected.statistic, entry.name)
    const p = ksPValue(statistic, total(samples.reference), total(samples.current))
    assertPValue(p, entry.expected.p_kolmogorov_limit, entry.name)
  }
})

test('Wasserstein-1 is SciPy’s, also in units of the reference’s deviation', (t) => {
  for (const entry of referenceEntries(t, 'wasserstein')) {
    const samples = samplesOf(entry)
    const deviation = populationDeviation(samples.support, samples.reference)
    assertStatistic(wasserstein1(samples), entry.expected.w1, entry.name)
    // Below 0.001 the table floors the deviation.
    if (deviation >= 0.001)
      assertStatistic(wasserstein1(samples) / deviation, entry.expected.w1_over_std_ddof0, entry.name)
  }
})

test('Cramér–von Mises has SciPy’s statistic and the exact tail of its limit law', (t) => {
  for (const entry of referenceEntries(t, 'cramervonmises_2samp')) {
    const asymptotic = entry.expected.asymptotic as { statistic: unknown }
    // SciPy refuses a side of one value.
    if (asymptotic.statistic === 'NaN') continue
    const { statistic, pValue } = cramerVonMises(samplesOf(entry))
    assertStatistic(statistic, asymptotic.statistic, entry.name)
    assertPValue(pValue, entry.expected.p_limit_high_precision, entry.name)
  }
})

test('Mann–Whitney’s U, its p-value and Cliff’s delta are SciPy’s', (t) => {
  for (const entry of referenceEntries(t, 'mannwhitneyu')) {
    const { u, pValue } = mannWhitney(samplesOf(entry))
    assertStatistic(u, entry.expected.U1, entry.name)
    assertPValue(pValue, entry.expected.p_asymptotic_continuity, entry.name)
    assertStatistic(cliffsDelta(samplesOf(entry)).delta, entry.expected.cliffs_delta, entry.name)
  }
})

test('the binned distances agree on the reference’s decile bins', (t) => {
  for (const { name, expected, ...entry } of referenceEntries(t, 'psi_quantile10')) {
    const bins = quantileBins(samplesOf({ name, expected, ...entry }))
    assert.deepEqual([...bins.edges], expected.inner_edges, name)
    assert.deepEqual([...bins.reference], expected.ref_counts, name)
    assert.deepEqual([...bins.current], expected.cur_counts, name)
    assertStatistic(psi(bins.reference, bins.current), expected.psi_floor_1e_4, name)
    const distance = jensenShannonDistance(bins.reference, bins.current)
    assertStatistic(distance, expected.js_distance_base2_same_bins, name)
    assertHellinger(hellinger(bins.reference, bins.current), expected.hellinger_same_bins as number, name)
    assertStatistic(totalVariation(bins.reference, bins.current), expected.tv_same_bins, name)
  }
})

/** The table takes 1 − Σ √(r·c), which leaves 1e-16 of rounding in the square; that shows where distances are tiny. */
function assertHellinger(actual: number, expected: number, what: string): void {
  if (Math.abs(actual ** 2 - expected ** 2) > 2.3e-16) assertStatistic(actual, expected, what)
}
