import type { NumericWeights, Weight, Weights } from '../../drift/summary.ts'
import { type Columns, numberColumn, textColumn } from '../read-columns.ts'

const NO_WEIGHT: Weight = { sum: 0n, squares: 0n }

/** What the categories weigh that `weigh-categorical.sql` gave; missing ones stand last, where there are some. */
export function categoryWeights(columns: Columns, categories: number): Weights {
  const weights = weightsOf(columns)
  return { ...cellsOf(weights.slice(0, categories)), missing: weights[categories] ?? NO_WEIGHT }
}

/** What the values weigh that `weigh-numeric.sql` gave, of which the finite ones stand together. */
export function numericWeights(
  columns: Columns,
  finite: { readonly start: number; readonly end: number },
): NumericWeights {
  const weights = weightsOf(columns)
  const values = numberColumn(columns, 'value')
  // NaN and NULL are two rows, both missing.
  const missing = weights.filter((_, row) => Number.isNaN(values[row]))
  const infinite = weights.filter((_, row) => Math.abs(values[row]!) === Number.POSITIVE_INFINITY)
  return {
    ...cellsOf(weights.slice(finite.start, finite.end)),
    missing: missing.reduce(
      (all, { sum, squares }) => ({ sum: all.sum + sum, squares: all.squares + squares }),
      NO_WEIGHT,
    ),
    gapCounts: [],
    gapSquares: [],
    gapSums: [],
    ...(infinite.length > 0 && { infinite: infinite.reduce((all, { sum }) => all + sum, 0n) }),
  }
}

function weightsOf(columns: Columns): Weight[] {
  const squares = textColumn(columns, 'squares')
  return textColumn(columns, 'weight').map((sum, row) => ({
    sum: BigInt(sum ?? 0),
    squares: BigInt(squares[row] ?? 0),
  }))
}

function cellsOf(weights: readonly Weight[]): Pick<Weights, 'counts' | 'squares'> {
  return { counts: weights.map(({ sum }) => sum), squares: weights.map(({ squares }) => squares) }
}
