import assert from 'node:assert/strict'
import { test } from 'node:test'
import { benjaminiHochberg } from '../../stats/benjamini-hochberg.ts'
import { chiSquare, chiSquareSurvival } from '../../stats/chi-square.ts'
import { hellinger } from '../../stats/hellinger.ts'
import { jensenShannonDistance } from '../../stats/jensen-shannon.ts'
import { kolmogorovSurvival } from '../../stats/kolmogorov.ts'
import { mcnemarExact } from '../../stats/mcnemar.ts'
import { newcombeIndependent } from '../../stats/newcombe-independent.ts'
import { newcombePaired, type PairedTable } from '../../stats/newcombe-paired.ts'
import { normalQuantile, normalSurvival } from '../../stats/normal.ts'
import { psi } from '../../stats/psi.ts'
import { totalVariation } from '../../stats/total-variation.ts'
import { wilson } from '../../stats/wilson.ts'
import { assertPValue, assertStatistic, type ReferenceEntry, referenceEntries } from './reference-entries.ts'

const countsOf = ({ inputs }: ReferenceEntry) =>
  [
    Float64Array.from(inputs.ref_counts as number[]),
    Float64Array.from(inputs.cur_counts as number[]),
  ] as const

function assertInterval(actual: { lower: number; upper: number }, expected: unknown, what: string): void {
  const [lower, upper] = expected as [number, number]
  assertStatistic(actual.lower, lower, `${what} lower`)
  assertStatistic(actual.upper, upper, `${what} upper`)
}

test('distances of counts are SciPy’s', (t) => {
  for (const entry of referenceEntries(t, 'divergences')) {
    const [reference, current] = countsOf(entry)
    assertStatistic(psi(reference, current), entry.expected.psi_floor_1e_4, entry.name)
    assertStatistic(jensenShannonDistance(reference, current), entry.expected.js_distance_base2, entry.name)
    assertStatistic(hellinger(reference, current), entry.expected.hellinger, entry.name)
    assertStatistic(totalVariation(reference, current), entry.expected.tv, entry.name)
  }
})

test('Pearson’s χ² without Yates, its p-value and Cramér’s V are SciPy’s', (t) => {
  for (const entry of referenceEntries(t, 'contingency')) {
    const result = chiSquare(...countsOf(entry))
    const pearson = entry.expected.pearson as Record<string, number>
    assertStatistic(result.statistic, pearson.statistic, entry.name)
    assert.equal(result.dof, pearson.dof, entry.name)
    assertPValue(result.pValue, pearson.p, entry.name)
    assertStatistic(result.smallestExpected, pearson.min_expected, entry.name)
    assertStatistic(result.cramersV, entry.expected.cramers_v, entry.name)
  }
})

test('one category has χ² 0 without a p-value', () => {
  const result = chiSquare(Float64Array.of(10, 0), Float64Array.of(20, 0))
  assert.deepEqual([result.statistic, result.dof, result.pValue, result.cramersV], [0, 0, null, null])
})

test('McNemar’s exact p-value and Newcombe’s paired interval agree', (t) => {
  for (const { name, inputs, expected } of referenceEntries(t, 'mcnemar')) {
    const table = inputs as unknown as PairedTable
    assertPValue(mcnemarExact(table.n10, table.n01), expected.p_exact, name)
    const { difference, ...interval } = newcombePaired(table, 0.95)
    assertStatistic(difference, expected.diff, name)
    assertInterval(interval, expected.newcombe_paired_ci95, name)
  }
})

test('McNemar’s test copes with 100,000 changed cases', () => {
  assert.equal(mcnemarExact(50_000, 50_000), 1)
  // Normal limit with continuity correction: 2·sf(999 / sqrt(100000)).
  assertWithinShare(mcnemarExact(49_500, 50_500), 2 * normalSurvival(999 / Math.sqrt(100_000)), 1e-4)
  assert.ok(mcnemarExact(100_000, 0) >= 0)
})

function assertWithinShare(actual: number, expected: number, share: number): void {
  assert.ok(Math.abs(actual - expected) <= share * expected, `${actual}; expected ${expected}`)
}

test('Wilson’s interval is statsmodels’', (t) => {
  for (const { name, inputs, expected } of referenceEntries(t, 'proportions')) {
    const { x1, n1, x2, n2 } = inputs as Record<'x1' | 'n1' | 'x2' | 'n2', number>
    assertInterval(wilson(x1, n1, 0.95), expected.ci1_wilson, name)
    assertInterval(wilson(x2, n2, 0.95), expected.ci2_wilson, name)
  }
})

test('the interval of a difference of independent shares is statsmodels’ newcomb', (t) => {
  for (const { name, inputs, expected } of referenceEntries(t, 'proportions')) {
    const { x1, n1, x2, n2 } = inputs as Record<'x1' | 'n1' | 'x2' | 'n2', number>
    const actual = newcombeIndependent({ some: x1, all: n1 }, { some: x2, all: n2 }, 0.95)
    assertInterval(actual, expected.newcombe_wilson, name)
  }
})

test('Benjamini–Hochberg’s adjusted p-values are statsmodels’', (t) => {
  for (const { name, inputs, expected } of referenceEntries(t, 'multitest')) {
    const { adjusted } = expected.bh as { adjusted: number[] }
    const actual = benjaminiHochberg(inputs.p as number[])
    assert.equal(actual.length, adjusted.length)
    adjusted.forEach((value, index) => {
      assertStatistic(actual[index]!, value, name)
    })
  }
})

test('tails and quantiles of the normal, χ² and Kolmogorov laws are SciPy’s', (t) => {
  for (const { name, inputs, expected } of referenceEntries(t, 'special')) {
    const values = expected as unknown as number[]
    if (name.endsWith('/normal')) assertNormal(inputs, expected)
    if (name.endsWith('/chi2_sf'))
      (inputs.pairs as [number, number][]).forEach(([x, dof], i) => {
        assertPValue(chiSquareSurvival(x, dof), values[i], `${name} ${x} ${dof}`)
      })
    if (name.endsWith('/kolmogorov_sf'))
      (inputs.x as number[]).forEach((x, i) => {
        assertPValue(kolmogorovSurvival(x), values[i], `${name} ${x}`)
      })
  }
})

function assertNormal(inputs: ReferenceEntry['inputs'], expected: ReferenceEntry['expected']): void {
  const { sf, ppf_p, ppf } = expected as Record<'sf' | 'ppf_p' | 'ppf', number[]>
  ;(inputs.z as number[]).forEach((z, i) => {
    assertStatistic(normalSurvival(z), sf![i], `sf ${z}`)
  })
  ppf_p!.forEach((p, i) => {
    assertStatistic(normalQuantile(p), ppf![i], `ppf ${p}`)
  })
}
