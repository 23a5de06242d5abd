import type { Clusters } from '../stats/clusters.ts'
import { total } from '../stats/two-samples.ts'

/** Of more rows than these a test tells nothing that a smallest effect worth telling would need. */
const MOST_ROWS = 20_000

/**
 * Rows that weigh, cell by cell, as much as those behind the sums did, and whose squared weights add up to as much: of
 * each cell as many rows of equal weight as it is worth, and one lighter one for what is left. Whatever asks for the
 * sums of weights and squares in cells gets the same answer from them as from the rows that were summed up. A side that
 * is worth more than 20,000 rows becomes about as many, as if it told less than it does. Weights have a mean of 1.
 *
 * @param weights Σ weight of each cell, at least one above 0
 * @param squares Σ weight² of each cell: for a cell of k rows from weight² / k to weight²
 * @example equalRows(Float64Array.of(6), Float64Array.of(12)).weights // 1 1 1
 */
export function equalRows(weights: Float64Array, squares: Float64Array): Clusters {
  const worth = Float64Array.from(weights, (weight, i) => (weight > 0 ? (weight * weight) / squares[i]! : 0))
  const share = Math.min(1, MOST_ROWS / total(worth))
  const rows = { cells: [] as number[], weights: [] as number[] }
  worth.forEach((own, cell) => {
    if (own > 0) addRows(rows, { cell, weight: weights[cell]!, worth: Math.max(1, own * share) })
  })
  const scale = rows.weights.length / total(weights)
  return {
    starts: Uint32Array.from({ length: rows.cells.length + 1 }, (_, i) => i),
    cells: Uint32Array.from(rows.cells),
    weights: Float64Array.from(rows.weights, (weight) => weight * scale),
  }
}

function addRows(
  rows: { readonly cells: number[]; readonly weights: number[] },
  { cell, weight, worth }: { readonly cell: number; readonly weight: number; readonly worth: number },
): void {
  // Without a margin, rounding would turn 3 rows into 4.
  const count = Math.max(1, Math.ceil(worth - 1e-6))
  const mean = weight / count
  const deviation = mean * Math.sqrt(Math.max(0, count / worth - 1))
  for (let i = 0; i < count; i += 1) {
    const isLighter = i === 0 && count > 1
    const away =
      count === 1 ? 0 : isLighter ? -deviation * Math.sqrt(count - 1) : deviation / Math.sqrt(count - 1)
    rows.cells.push(cell)
    // Rounding must not make a row weigh nothing.
    rows.weights.push(Math.max(mean + away, mean * 1e-9))
  }
}
