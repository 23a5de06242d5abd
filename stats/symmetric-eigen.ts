/** Sweeps of Jacobi's method; ten are enough for any matrix of some hundred rows. */
const MOST_SWEEPS = 60

/** Eigenvalues, falling, and the eigenvector of each. */
export interface Eigen {
  readonly values: readonly number[]
  readonly vectors: readonly (readonly number[])[]
}

/**
 * Which directions does a symmetric matrix only stretch, and how much? Cyclic Jacobi rotations: exact to rounding, for
 * matrices of up to some hundred rows (each sweep costs the cube of that).
 *
 * @param matrix  rows of a symmetric matrix of finite numbers; not modified; only its upper half is looked at
 * @returns values falling; vectors of length 1, each with its largest entry positive, so that the result is one alone
 * @example symmetricEigen([[2, 1], [1, 2]]).values // [3, 1]
 * @see Golub & Van Loan 2013, "Matrix Computations", section 8.5
 */
export function symmetricEigen(matrix: readonly (readonly number[])[]): Eigen {
  const size = matrix.length
  const a = squareOf(size, (i, j) => matrix[Math.min(i, j)]?.[Math.max(i, j)] ?? 0)
  const vectors = squareOf(size, (i, j) => (i === j ? 1 : 0))
  for (let sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a) > 0; sweep++) rotateAll(a, vectors)
  const order = a.map((row, place) => ({ value: row[place]!, place })).sort((x, y) => y.value - x.value)
  return {
    values: order.map(({ value }) => value),
    vectors: order.map(({ place }) => withSign(vectors[place]!)),
  }
}

/** A matrix as its rows. */
type Square = readonly Float64Array[]

function squareOf(size: number, entry: (i: number, j: number) => number): Square {
  return Array.from({ length: size }, (_, i) => Float64Array.from({ length: size }, (__, j) => entry(i, j)))
}

/** What is left beside the diagonal, in proportion; 0 when it is lost in rounding. */
function offDiagonal(a: Square): number {
  let beside = 0
  let all = 0
  for (let i = 0; i < a.length; i++) {
    const row = a[i]!
    for (let j = 0; j < row.length; j++) {
      const square = row[j]! * row[j]!
      all += square
      if (i !== j) beside += square
    }
  }
  return beside <= all * 1e-30 ? 0 : beside
}

function rotateAll(a: Square, vectors: Square): void {
  for (let p = 0; p < a.length; p++) for (let q = p + 1; q < a.length; q++) rotate(a, vectors, [p, q])
}

/** Turns the plane of two axes so that they no longer mix. `vectors` has an axis a row. */
function rotate(a: Square, vectors: Square, [p, q]: readonly [number, number]): void {
  const [rowP, rowQ] = [a[p]!, a[q]!]
  const mixed = rowP[q]!
  if (mixed === 0) return
  const [ownP, ownQ] = [rowP[p]!, rowQ[q]!]
  const theta = (ownQ - ownP) / (2 * mixed)
  const tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1))
  const cosine = 1 / Math.hypot(tangent, 1)
  const turn = { cosine, sine: tangent * cosine }
  turnRows(rowP, rowQ, turn)
  rowP[p] = ownP - tangent * mixed
  rowQ[q] = ownQ + tangent * mixed
  rowP[q] = 0
  rowQ[p] = 0
  for (let k = 0; k < a.length; k++) {
    const row = a[k]!
    row[p] = rowP[k]!
    row[q] = rowQ[k]!
  }
  turnRows(vectors[p]!, vectors[q]!, turn)
}

function turnRows(
  a: Float64Array,
  b: Float64Array,
  { cosine, sine }: { readonly cosine: number; readonly sine: number },
): void {
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [a[k]!, b[k]!]
    a[k] = cosine * x - sine * y
    b[k] = sine * x + cosine * y
  }
}

function withSign(vector: Float64Array): number[] {
  const largest = vector.reduce(
    (most, value) => (Math.abs(value) > Math.abs(most) * (1 + 1e-9) ? value : most),
    0,
  )
  return Array.from(vector, (value) => (largest < 0 ? -value : value))
}
