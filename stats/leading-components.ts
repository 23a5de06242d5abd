import { gramOf } from './gram.ts'
import type { Points } from './points.ts'
import { seededRandom } from './random.ts'
import { rowCount, type SparseRows } from './sparse-rows.ts'
import { symmetricEigen } from './symmetric-eigen.ts'

/** Directions carried along beside those asked for, so that the last of these are found as well as the first. */
const SPARE = 10

export interface ComponentsOptions {
  /** How many components to give; fewer come back when the matrix has no more. */
  readonly components: number
  /** How often the block goes over the matrix and back. More where many components are nearly as strong as those asked for. */
  readonly passes: number
  readonly seed: string
}

/**
 * Where do the rows of a large sparse matrix lie along its leading singular directions? A randomised, truncated singular
 * value decomposition: the scores U·Σ, found by iterating a random block with A·Aᵀ.
 *
 * @param options  the same seed gives the same scores
 * @returns a point a row, its coordinates strongest first; over the rows, the squares of a coordinate add up to the square
 *   of its singular value. Its sign is fixed by its eigenvector. Components of no strength are left out
 * @example leadingComponents(rows, { components: 1, passes: 2, seed: 'a' }).values // of the rows [3, 0] and [0, 0]: [3, 0], or [-3, 0]
 * @see Halko, Martinsson & Tropp 2011, "Finding structure with randomness", algorithm 4.4
 */
export function leadingComponents(rows: SparseRows, { components, passes, seed }: ComponentsOptions): Points {
  const random = seededRandom(seed)
  const dimensions = Math.min(rowCount(rows), rows.width, components + SPARE)
  const start = Float64Array.from({ length: rowCount(rows) * dimensions }, () => random() - 0.5)
  const gram = gramOf(rows)
  let block: Points = { dimensions, values: start }
  for (let pass = 0; pass < passes; pass += 1) block = orthonormal(gram(block))
  const { values, vectors } = symmetricEigen(innerProducts(block, gram(block)))
  const kept = vectors.slice(0, components).filter((_, i) => isStrong(values, i))
  return turned(
    block,
    kept.map((vector, i) => vector.map((share) => share * Math.sqrt(values[i]!))),
  )
}

/**
 * The same directions at right angles and of length 1: modified Gram–Schmidt, twice, because once loses digits.
 * Directions that others make up are left out.
 */
function orthonormal({ dimensions, values }: Points): Points {
  const done: Float64Array[] = []
  for (let k = 0; k < dimensions; k += 1) {
    const direction = Float64Array.from(
      { length: values.length / dimensions },
      (_, i) => values[i * dimensions + k]!,
    )
    const size = Math.sqrt(dot(direction, direction))
    for (let time = 0; time < 2; time += 1) for (const other of done) takeOff(direction, other)
    const left = Math.sqrt(dot(direction, direction))
    if (left > size * 1e-12) done.push(direction.map((value) => value / left))
  }
  const turned = new Float64Array((values.length / Math.max(1, dimensions)) * done.length)
  for (const [k, direction] of done.entries())
    for (let i = 0; i < direction.length; i += 1) turned[i * done.length + k] = direction[i]!
  return { dimensions: done.length, values: turned }
}

function takeOff(from: Float64Array, direction: Float64Array): void {
  const amount = dot(from, direction)
  for (let i = 0; i < from.length; i += 1) from[i]! -= amount * direction[i]!
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!
  return sum
}

/** Whether a squared strength is more than rounding beside the largest. */
function isStrong(squares: readonly number[], i: number): boolean {
  return squares[i]! > squares[0]! * 1e-12
}

/** Of each coordinate of one and each of the other, the sum of their products over all points; its upper half. */
function innerProducts({ dimensions, values }: Points, other: Points): number[][] {
  const sums = Array.from({ length: dimensions }, () => new Array<number>(dimensions).fill(0))
  for (let from = 0; from < values.length; from += dimensions) {
    for (let i = 0; i < dimensions; i += 1) {
      const own = values[from + i]!
      const row = sums[i]!
      for (let j = i; j < dimensions; j += 1) row[j]! += own * other.values[from + j]!
    }
  }
  return sums
}

/** Each point in new coordinates, each a mix of the old ones. */
function turned({ dimensions, values }: Points, mixes: readonly (readonly number[])[]): Points {
  const count = dimensions === 0 ? 0 : values.length / dimensions
  const out = new Float64Array(count * mixes.length)
  for (let point = 0; point < count; point += 1) {
    for (let i = 0; i < mixes.length; i += 1) {
      const mix = mixes[i]!
      let sum = 0
      for (let j = 0; j < dimensions; j += 1) sum += mix[j]! * values[point * dimensions + j]!
      out[point * mixes.length + i] = sum
    }
  }
  return { dimensions: mixes.length, values: out }
}
