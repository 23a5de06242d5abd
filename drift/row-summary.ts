import { NO_GAPS } from './gaps.ts'
import { type CategoricalSummary, EVERY_VALUE, type NumericSummary } from './summary.ts'
import { kishSize, type UnitRows } from './unit-rows.ts'

/** What the rows are of. */
export interface RowSubject {
  readonly feature: string
  readonly slice: string
}

/**
 * The distribution of rows of numbers. Where they are weighted, counts are sums of weights, scaled so that all rows
 * (missing ones among them) add up to Kish's effective size: shares are the weighted ones, and formulas that ask how
 * many rows there are get an honest answer.
 */
export function numericRowSummary(rows: UnitRows, subject: RowSubject): NumericSummary {
  const scale = scaleOf(rows)
  const sums = new Map<number, number>()
  const left = { missing: 0, infinite: 0 }
  rows.values.forEach((value, row) => {
    const weight = rows.weights[row]! * scale
    if (Number.isNaN(value)) left.missing += weight
    else if (Number.isFinite(value)) sums.set(value, (sums.get(value) ?? 0) + weight)
    else left.infinite += weight
  })
  const values = Float64Array.from(sums.keys()).sort()
  return {
    type: 'numeric',
    ...subject,
    grid: EVERY_VALUE,
    values,
    counts: values.map((value) => sums.get(value)!),
    gaps: NO_GAPS,
    ...left,
  }
}

/**
 * The distribution of rows of categories, weighted as `numericRowSummary` does.
 *
 * @param categories in code-point order; the rows' values are their numbers. Those that no row has are left out
 */
export function categoricalRowSummary(
  rows: UnitRows,
  categories: readonly string[],
  subject: RowSubject,
): CategoricalSummary {
  const scale = scaleOf(rows)
  const sums = new Float64Array(categories.length)
  let missing = 0
  rows.values.forEach((value, row) => {
    const weight = rows.weights[row]! * scale
    if (Number.isNaN(value)) missing += weight
    else sums[value]! += weight
  })
  return {
    type: 'categorical',
    ...subject,
    categories: categories.filter((_, code) => sums[code]! > 0),
    counts: sums.filter((sum) => sum > 0),
    missing,
  }
}

/** Exactly 1 where all weights are 1, so that counts stay whole numbers. */
function scaleOf({ weights }: UnitRows): number {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return sum === 0 ? 1 : kishSize(weights) / sum
}
