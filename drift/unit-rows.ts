import type { Clusters } from '../stats/clusters.ts'

/**
 * The rows of one side of a column where counts alone do not do: each with the number of the unit (cluster) it is part
 * of, its value (a number, or the number of a category; NaN is missing) and its weight. In an order that does not
 * depend on the order of the table.
 */
export interface UnitRows {
  readonly units: Float64Array
  readonly values: Float64Array
  /** Positive; all 1 where rows are not weighted. */
  readonly weights: Float64Array
}

/** Both sides' rows. */
export interface PairedUnitRows {
  readonly reference: UnitRows
  readonly current: UnitRows
}

/** How many independent rows of equal weight are as exact as these: Kish's (Σ w)² / Σ w²; 0 without rows. */
export function kishSize(weights: Float64Array): number {
  let [sum, squares] = [0, 0]
  for (const weight of weights) {
    sum += weight
    squares += weight * weight
  }
  return squares === 0 ? 0 : (sum * sum) / squares
}

/**
 * Rows by unit and cell: rows without a cell (-1) are left out, units without rows too, and weights are scaled to a
 * mean of 1, so that both sides' clusters can change places.
 *
 * @param cellOf the cell of a value, from 0, or -1
 */
export function clustersOf(rows: UnitRows, cellOf: (value: number) => number): Clusters {
  const kept = keptRows(rows, cellOf)
  const order = byUnitAndCell(kept)
  const clusters = { starts: [] as number[], cells: [] as number[], weights: [] as number[] }
  let last = -1
  for (const row of order) {
    const cell = kept.cells[row]!
    const isNew = kept.units[row] !== last
    if (isNew) clusters.starts.push(clusters.cells.length)
    last = kept.units[row]!
    if (isNew || clusters.cells.at(-1) !== cell) {
      clusters.cells.push(cell)
      clusters.weights.push(0)
    }
    clusters.weights[clusters.weights.length - 1]! += kept.weights[row]! * kept.scale
  }
  clusters.starts.push(clusters.cells.length)
  return {
    starts: Uint32Array.from(clusters.starts),
    cells: Uint32Array.from(clusters.cells),
    weights: Float64Array.from(clusters.weights),
  }
}

interface KeptRows {
  readonly units: Uint32Array
  readonly cells: Uint32Array
  readonly weights: Float64Array
  readonly scale: number
}

function keptRows({ units, values, weights }: UnitRows, cellOf: (value: number) => number): KeptRows {
  const kept = {
    units: new Uint32Array(units.length),
    cells: new Uint32Array(units.length),
    weights: new Float64Array(units.length),
  }
  let size = 0
  let sum = 0
  for (let row = 0; row < units.length; row += 1) {
    const cell = cellOf(values[row]!)
    if (cell < 0) continue
    kept.units[size] = units[row]!
    kept.cells[size] = cell
    kept.weights[size] = weights[row]!
    sum += weights[row]!
    size += 1
  }
  return {
    units: kept.units.subarray(0, size),
    cells: kept.cells.subarray(0, size),
    weights: kept.weights.subarray(0, size),
    scale: size / sum,
  }
}

/** Two stable counting sorts, the finer key first. */
function byUnitAndCell({ units, cells }: KeptRows): Uint32Array {
  const rows = Uint32Array.from({ length: units.length }, (_, row) => row)
  return countingSort(countingSort(rows, cells), units)
}

function countingSort(rows: Uint32Array, keys: Uint32Array): Uint32Array {
  const starts = new Uint32Array(keys.reduce((most, key) => Math.max(most, key), 0) + 2)
  for (const key of keys) starts[key + 1]! += 1
  for (let key = 1; key < starts.length; key += 1) starts[key]! += starts[key - 1]!
  const sorted = new Uint32Array(rows.length)
  for (const row of rows) {
    sorted[starts[keys[row]!]!++] = row
  }
  return sorted
}
