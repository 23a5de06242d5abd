import { AT_ONCE, gramOf } from './gram.ts'
import type { Points } from './points.ts'
import { seededRandom } from './random.ts'
import { rowCount, type SparseRows } from './sparse-rows.ts'
import { symmetricEigen } from './symmetric-eigen.ts'

export interface ComponentsOptions {
  /** How many components to give; fewer come back when the matrix has no more. */
  readonly components: number
  /** How many directions to look among. Three times the components find also the last of them, and nearly equal ones. */
  readonly directions: number
  readonly seed: string
}

/**
 * Where do the rows of a large sparse matrix lie along its leading singular directions? A truncated singular value
 * decomposition: the scores U·Σ, sought among the directions that A·Aᵀ makes again and again of a few random ones (block
 * Lanczos, kept at right angles in full), which finds more with fewer products than iterating one block.
 *
 * @param options  the same seed gives the same scores
 * @returns a point a row, its coordinates strongest first; over the rows, the squares of a coordinate add up to the square
 *   of its singular value. Its sign is fixed by its eigenvector. Components of no strength are left out
 * @example leadingComponents(rows, { components: 1, directions: 8, seed: 'a' }).values // of the rows [3, 0] and [0, 0]: [3, 0], or [-3, 0]
 * @see Musco & Musco 2015, "Randomized block Krylov methods for stronger and faster approximate singular value
 *   decomposition"; Golub & Underwood 1977. Cost: O(directions · entries).
 */
export function leadingComponents(
  rows: SparseRows,
  { components, directions, seed }: ComponentsOptions,
): Points {
  const most = Math.min(rowCount(rows), rows.width, Math.max(components, directions))
  const { basis, images } = krylov(rows, most, seededRandom(seed))
  const { values, vectors } = symmetricEigen(
    basis.map((own, i) => images.map((to, j) => (j < i ? 0 : dot(own, to)))),
  )
  const kept = vectors.slice(0, components).filter((_, i) => isStrong(values, i))
  return mixed(
    basis,
    kept.map((vector, i) => vector.map((share) => share * Math.sqrt(values[i]!))),
  )
}

/** Directions of length 1 at right angles, and what A·Aᵀ makes of each. */
interface Krylov {
  readonly basis: readonly Float64Array[]
  readonly images: readonly Float64Array[]
}

function krylov(rows: SparseRows, most: number, random: () => number): Krylov {
  const gram = gramOf(rows)
  const basis: Float64Array[] = []
  const images: Float64Array[] = []
  const drawn = () => Float64Array.from({ length: rowCount(rows) }, () => random() - 0.5)
  let last: readonly Float64Array[] = []
  while (basis.length < most) {
    const from = basis.length
    const end = Math.min(most, from + AT_ONCE)
    const add = (directions: readonly Float64Array[]) => {
      for (const direction of directions) if (basis.length < end) addDirection(basis, direction)
    }
    add(last)
    // Of more equally strong components than are multiplied at a time, products alone never hold all.
    if (basis.length < end) add(gram(Array.from({ length: AT_ONCE }, drawn)))
    if (basis.length === from) break
    last = gram(basis.slice(from))
    images.push(...last)
  }
  return { basis, images }
}

/** Adds what a direction has that the basis has not, at length 1: Gram–Schmidt, twice, because once loses digits. */
function addDirection(basis: Float64Array[], direction: Float64Array): void {
  const left = direction.slice()
  const size = Math.sqrt(dot(left, left))
  for (let time = 0; time < 2; time += 1) for (const other of basis) takeOff(left, other)
  const length = Math.sqrt(dot(left, left))
  if (length > size * 1e-10) basis.push(left.map((value) => value / length))
}

function takeOff(from: Float64Array, direction: Float64Array): void {
  const amount = dot(from, direction)
  for (let i = 0; i < from.length; i += 1) from[i]! -= amount * direction[i]!
}

function dot(a: Float64Array, b: Float64Array): number {
  let [first, second, third, fourth] = [0, 0, 0, 0]
  let i = 0
  // Four sums, so that none need wait for the one before.
  for (; i + 3 < a.length; i += 4) {
    first += a[i]! * b[i]!
    second += a[i + 1]! * b[i + 1]!
    third += a[i + 2]! * b[i + 2]!
    fourth += a[i + 3]! * b[i + 3]!
  }
  for (; i < a.length; i += 1) first += a[i]! * b[i]!
  return first + second + (third + fourth)
}

/** Whether a squared strength is more than rounding beside the largest. */
function isStrong(squares: readonly number[], i: number): boolean {
  return squares[i]! > squares[0]! * 1e-12
}

/** A point a row; each coordinate is a mix of the directions. */
function mixed(basis: readonly Float64Array[], mixes: readonly (readonly number[])[]): Points {
  const count = basis[0]?.length ?? 0
  const dimensions = mixes.length
  const values = new Float64Array(count * dimensions)
  for (const [k, mix] of mixes.entries())
    for (const [j, direction] of basis.entries())
      for (let row = 0; row < count; row += 1) values[row * dimensions + k]! += mix[j]! * direction[row]!
  return { dimensions, values }
}
