/** Which unit each of some rows is part of (the requests of one user), and what each row weighs. */
export interface UnitRows {
  /** Numbers from 0, one a row. */
  readonly units: Uint32Array
  /** Positive; all 1 where rows are not weighted. */
  readonly weights: Float64Array
}

/** How much some rows hang together. */
export interface UnitSpread {
  /** Σ over units (Σ weight)², over Σ weight²: 1 where each row is its own unit, the rows a unit where units are of one size. */
  readonly size: number
  /** How many units of equal weight there are: (Σ weight)² over Σ over units (Σ weight)². */
  readonly units: number
}

/** How large units are, and how many. */
export function unitSpread({ units, weights }: UnitRows): UnitSpread {
  const rows = sumOfSquares(weights)
  if (rows === 0) return { size: 1, units: 0 }
  const between = sumOfSquares(unitSums(units, weights))
  return { size: between / rows, units: weights.reduce((sum, weight) => sum + weight, 0) ** 2 / between }
}

/**
 * How many times larger is the variance of the mean of some values, because rows of one unit hang together or weigh
 * unequally, than that of as many independent rows as the weights are worth (Kish's (Σ w)² / Σ w²)? Kish's design effect
 * 1 + (size − 1) · correlation: the correlation of two rows of one unit is that of the rows at hand, which may be a sample,
 * and `size` that of all rows. Where all rows are at hand this is the linearised variance between units.
 *
 * @param values one a row, finite
 * @param size as `unitSpread` gives it for all rows of which these are a sample
 * @returns above 0, at least 1 without weights; 1 where the values do not vary
 * @example designEffect([0, 0, 1, 1, 0, 0, 1, 1], {units: Uint32Array.of(0, 0, 1, 1, 2, 2, 3, 3), weights: new Float64Array(8).fill(1)}, 2) // 2
 * @see Kish 1965, *Survey Sampling*; pairs of rows count alike, whatever the size of their unit
 */
export function designEffect(values: ArrayLike<number>, rows: UnitRows, size: number): number {
  const { units, weights } = rows
  const spread = unitSpread(rows)
  const { mean, uneven } = weighted(values, weights)
  const errors = weights.map((weight, row) => weight * (values[row]! - mean))
  const within = sumOfSquares(errors)
  if (within === 0) return 1
  if (spread.size <= 1 + 1e-9 || spread.units <= 1) return uneven
  // About their own mean units seem to vary less than they do.
  const between = sumOfSquares(unitSums(units, errors)) / (1 - 1 / spread.units)
  const correlation = (between / within - 1) / (spread.size - 1)
  return uneven * Math.max(1, 1 + Math.min(1, correlation) * (size - 1))
}

/** The mean, and how much larger weights make the variance of it than Kish's size says, which knows no values. */
function weighted(values: ArrayLike<number>, weights: Float64Array) {
  let [all, sum, squares] = [0, 0, 0]
  for (let row = 0; row < weights.length; row += 1) {
    all += weights[row]!
    squares += weights[row]! ** 2
    sum += weights[row]! * values[row]!
  }
  const mean = sum / all
  let [spread, own] = [0, 0]
  for (let row = 0; row < weights.length; row += 1) {
    const square = weights[row]! * (values[row]! - mean) ** 2
    spread += square
    own += weights[row]! * square
  }
  return { mean, uneven: spread === 0 ? 1 : own / squares / (spread / all) }
}

function sumOfSquares(parts: Float64Array): number {
  return parts.reduce((sum, part) => sum + part * part, 0)
}

function unitSums(units: Uint32Array, parts: Float64Array): Float64Array {
  const sums = new Float64Array(units.reduce((most, unit) => Math.max(most, unit + 1), 0))
  for (let row = 0; row < units.length; row += 1) sums[units[row]!]! += parts[row]!
  return sums
}
