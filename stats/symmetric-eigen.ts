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
  const a = matrix.map((row, i) => row.map((_, j) => matrix[Math.min(i, j)]?.[Math.max(i, j)] ?? 0))
  const vectors = a.map((_, i) => a.map((__, j) => (i === j ? 1 : 0)))
  for (let sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a) > 0; sweep++) rotateAll(a, vectors)
  const order = a.map((row, i) => ({ value: row[i] ?? 0, place: i })).sort((x, y) => y.value - x.value)
  return {
    values: order.map(({ value }) => value),
    vectors: order.map(({ place }) => withSign(vectors.map((row) => row[place] ?? 0))),
  }
}

/** What is left beside the diagonal, in proportion; 0 when it is lost in rounding. */
function offDiagonal(a: readonly (readonly number[])[]): number {
  let beside = 0
  let all = 0
  for (const [i, row] of a.entries()) {
    for (const [j, value] of row.entries()) {
      all += value * value
      if (i !== j) beside += value * value
    }
  }
  return beside <= all * 1e-30 ? 0 : beside
}

function rotateAll(a: number[][], vectors: number[][]): void {
  for (let p = 0; p < a.length; p++) for (let q = p + 1; q < a.length; q++) rotate(a, vectors, [p, q])
}

/** Turns the plane of two axes so that they no longer mix. */
function rotate(a: number[][], vectors: number[][], [p, q]: readonly [number, number]): void {
  const mixed = a[p]?.[q] ?? 0
  if (mixed === 0) return
  const theta = ((a[q]?.[q] ?? 0) - (a[p]?.[p] ?? 0)) / (2 * mixed)
  const tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1))
  const cosine = 1 / Math.hypot(tangent, 1)
  const turn = { p, q, cosine, sine: tangent * cosine }
  const [rowP, rowQ] = [a[p] ?? [], a[q] ?? []]
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [rowP[k] ?? 0, rowQ[k] ?? 0]
    rowP[k] = turn.cosine * x - turn.sine * y
    rowQ[k] = turn.sine * x + turn.cosine * y
  }
  for (const row of a) turnPair(row, turn)
  for (const row of vectors) turnPair(row, turn)
}

function turnPair(
  row: number[],
  {
    p,
    q,
    cosine,
    sine,
  }: { readonly p: number; readonly q: number; readonly cosine: number; readonly sine: number },
): void {
  const [x, y] = [row[p] ?? 0, row[q] ?? 0]
  row[p] = cosine * x - sine * y
  row[q] = sine * x + cosine * y
}

function withSign(vector: readonly number[]): number[] {
  const largest = vector.reduce(
    (most, value) => (Math.abs(value) > Math.abs(most) * (1 + 1e-9) ? value : most),
    0,
  )
  return largest < 0 ? vector.map((value) => -value) : [...vector]
}
