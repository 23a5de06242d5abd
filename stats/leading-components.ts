import { seededRandom } from './random.ts'
import { symmetricEigen } from './symmetric-eigen.ts'

/** Directions carried along beside those asked for, so that the last of these are found as well as the first. */
const SPARE = 10

/** Passes; four bring the leading components of text to three digits. */
const PASSES = 4

export interface ComponentsOptions {
  /** How many rows the matrix has. */
  readonly rows: number
  /** How many components to give; fewer come back when there are fewer rows. */
  readonly components: number
  readonly seed: string
}

/**
 * Where do the rows of a large sparse matrix lie along its leading singular directions? A randomised, truncated singular
 * value decomposition: the scores U·Σ, column by column, found by iterating a random block with A·Aᵀ.
 *
 * @param gram     multiplies a vector of one number a row by A·Aᵀ; A itself is never needed
 * @param options  the same seed gives the same scores
 * @returns one list of scores a component, strongest first; the sum of squares of each is the square of its singular
 *   value. Its sign is fixed by its eigenvector. Components of no strength are left out
 * @example leadingComponents((v) => v.map((x) => 4 * x), { rows: 1, components: 1, seed: 'a' }) // [[2]], or [[-2]]
 * @see Halko, Martinsson & Tropp 2011, "Finding structure with randomness", algorithm 4.4
 */
export function leadingComponents(
  gram: (vector: Float64Array) => Float64Array,
  { rows, components, seed }: ComponentsOptions,
): Float64Array[] {
  const random = seededRandom(seed)
  const width = Math.min(rows, components + SPARE)
  let block: Float64Array[] = Array.from({ length: width }, () =>
    Float64Array.from({ length: rows }, () => random() - 0.5),
  )
  for (let pass = 0; pass < PASSES; pass++) block = orthonormal(block.map(gram))
  const images = block.map(gram)
  const small = block.map((left) => images.map((right) => dot(left, right)))
  const { values, vectors } = symmetricEigen(small)
  return vectors
    .slice(0, components)
    .map((vector, place) => ({ vector, strength: values[place] ?? 0 }))
    .filter(({ strength }) => strength > (values[0] ?? 0) * 1e-12)
    .map(({ vector, strength }) => combined(block, vector, Math.sqrt(strength)))
}

/** Modified Gram–Schmidt, twice, because once loses digits; directions that others make up are left out. */
function orthonormal(block: readonly Float64Array[]): Float64Array[] {
  const done: Float64Array[] = []
  for (const given of block) {
    const vector = Float64Array.from(given)
    const size = Math.sqrt(dot(vector, vector))
    for (let time = 0; time < 2; time++) for (const other of done) subtract(vector, other, dot(vector, other))
    const left = Math.sqrt(dot(vector, vector))
    if (left > size * 1e-12) done.push(vector.map((value) => value / left))
  }
  return done
}

function subtract(from: Float64Array, direction: Float64Array, amount: number): void {
  for (let row = 0; row < from.length; row++) from[row] = (from[row] ?? 0) - amount * (direction[row] ?? 0)
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let row = 0; row < a.length; row++) sum += (a[row] ?? 0) * (b[row] ?? 0)
  return sum
}

function combined(block: readonly Float64Array[], shares: readonly number[], scale: number): Float64Array {
  const sum = new Float64Array(block[0]?.length ?? 0)
  for (const [place, vector] of block.entries()) subtract(sum, vector, -(shares[place] ?? 0) * scale)
  return sum
}
