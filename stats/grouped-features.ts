import { type Points, pointCount } from './points.ts'
import type { Sides } from './sides.ts'

/** The features of points, less their mean over all points, added up within each unit. */
export interface GroupedFeatures {
  readonly dimensions: number
  /** A row a unit. */
  readonly sums: Float64Array
  /** Points of each unit, and the square of its row's length. */
  readonly sizes: Float64Array
  readonly squares: Float64Array
  /** Over all units: points, the squares of unit sizes, the squares of rows. */
  readonly total: Totals
}

interface Totals {
  readonly points: number
  readonly pairs: number
  readonly squares: number
}

/** Adds up features by unit, so that relabelling units takes sums over units only. */
export function groupedFeatures(features: Points, { units, isCurrent }: Sides): GroupedFeatures {
  const { dimensions, values } = features
  const mean = meanOf(features)
  const sums = new Float64Array(isCurrent.length * dimensions)
  const sizes = new Float64Array(isCurrent.length)
  for (const [point, unit] of units.entries()) {
    sizes[unit]! += 1
    const [from, to] = [point * dimensions, unit * dimensions]
    for (let k = 0; k < dimensions; k += 1) sums[to + k]! += values[from + k]! - mean[k]!
  }
  const squares = sizes.map((_, unit) =>
    sumOfSquares(sums.subarray(unit * dimensions, (unit + 1) * dimensions)),
  )
  const total = { points: units.length, pairs: sumOfSquares(sizes), squares: squares.reduce(plus, 0) }
  return { dimensions, sums, sizes, squares, total }
}

/**
 * The square of the distance between the mean features of some units and of all others, without its bias: only pairs of
 * different units count.
 *
 * @param drawn  units, neither none nor all
 */
export function squaredDiscrepancy(grouped: GroupedFeatures, drawn: Uint32Array): number {
  const { dimensions, sums, sizes, squares, total } = grouped
  const sum = new Float64Array(dimensions)
  let [points, pairs, own] = [0, 0, 0]
  for (const unit of drawn) {
    points += sizes[unit]!
    pairs += sizes[unit]! ** 2
    own += squares[unit]!
    const from = unit * dimensions
    for (let k = 0; k < dimensions; k += 1) sum[k]! += sums[from + k]!
  }
  // Around the common mean the other side's sum is the opposite of this one's.
  const square = sumOfSquares(sum)
  const others = total.points - points
  const within = (square - own) / (points ** 2 - pairs)
  const beyond = (square - total.squares + own) / (others ** 2 - total.pairs + pairs)
  return within + beyond + (2 * square) / (points * others)
}

function meanOf({ dimensions, values }: Points): Float64Array {
  const mean = new Float64Array(dimensions)
  const share = 1 / pointCount({ dimensions, values })
  for (let i = 0; i < values.length; i += 1) mean[i % dimensions]! += share * values[i]!
  return mean
}

/**
 * The scale of the discrepancy under random relabelling, up to a factor that depends on the sides' sizes only: the root of
 * the sum, over pairs of different units, of the squared dot product of their rows.
 */
export function discrepancySpread({ dimensions, sums, squares }: GroupedFeatures): number {
  const products = new Float64Array(dimensions * dimensions)
  for (let from = 0; from < sums.length; from += dimensions) {
    for (let i = 0; i < dimensions; i += 1) {
      const own = sums[from + i]!
      for (let j = i; j < dimensions; j += 1) products[i * dimensions + j]! += own * sums[from + j]!
    }
  }
  // Of the symmetric matrix only the upper half was added up.
  const diagonal = Float64Array.from({ length: dimensions }, (_, i) => products[i * dimensions + i]!)
  const all = 2 * sumOfSquares(products) - sumOfSquares(diagonal)
  return Math.sqrt(Math.max(0, all - sumOfSquares(squares)))
}

function sumOfSquares(values: Float64Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i += 1) sum += values[i]! ** 2
  return sum
}

function plus(a: number, b: number): number {
  return a + b
}
