import type { Comparison } from '../../drift/comparison.ts'
import { checkWords } from '../check-words.ts'
import { familyWords } from '../family-words.ts'
import { formatPercent } from '../format/number.ts'
import { passRates } from '../pass-rates.ts'
import { categoryChart } from './category-chart.ts'
import type { Chart, ChartFrame } from './chart.ts'
import { densityChart } from './density-chart.ts'
import { passRateChart } from './pass-rate-chart.ts'

/** The chart that shows both sides of a comparison; null when its distribution is missing or empty. */
export function chartOf(comparison: Comparison, frame: ChartFrame): Chart | null {
  const { distribution } = comparison
  const { label, quantity, tick } = checkWords(comparison.check)
  const { reference, current } = familyWords(comparison.family)
  if (distribution?.kind === 'paired') {
    const rates = passRates(distribution.table)
    const title =
      rates &&
      `Pass rates: ${formatPercent(rates.reference.rate)} ${reference}, ${formatPercent(rates.current.rate)} ${current}`
    return rates && passRateChart(rates, { ...frame, title: title ?? '' })
  }
  if (distribution?.kind === 'numeric' && distribution.edges.length > 1) {
    const { p50: before } = distribution.quantiles.reference
    const { p50: now } = distribution.quantiles.current
    const title = `Distribution of ${label}: median ${quantity(before)} ${reference}, ${quantity(now)} ${current}`
    return densityChart(distribution, { ...frame, label, tick, title })
  }
  if (distribution?.kind !== 'categorical' || distribution.categories.length === 0) return null
  return categoryChart(distribution, { ...frame, title: `Shares of ${label}: ${reference} and ${current}` })
}
