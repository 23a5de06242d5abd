import { test } from 'node:test'
import { populationDeviation, weightedMean } from '../../stats/moments.ts'
import { weightedQuantiles } from '../../stats/quantile.ts'
import { alignSamples } from '../../stats/two-samples.ts'
import { assertStatistic, referenceEntries, referenceValues } from './reference-entries.ts'

test('means, deviations and R-7 quantiles from counts are NumPy’s', (t) => {
  for (const { name, inputs, expected } of referenceEntries(t, 'describe')) {
    const samples = alignSamples(referenceValues(inputs.ref), referenceValues(inputs.cur))
    for (const [side, counts] of [
      ['ref', samples.reference],
      ['cur', samples.current],
    ] as const) {
      const mean = weightedMean(samples.support, counts)
      assertStatistic(mean, expected[`mean_${side}`], `${name} mean`)
      assertStatistic(
        populationDeviation(samples.support, counts),
        expected[`std0_${side}`],
        `${name} deviation`,
      )
      const quantiles = weightedQuantiles(
        { values: samples.support, counts },
        [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99],
      )
      const wanted = expected[`quantiles_${side}`] as number[]
      quantiles.forEach((quantile, i) => {
        assertStatistic(quantile, wanted[i], `${name} quantile ${i}`)
      })
    }
  }
})
