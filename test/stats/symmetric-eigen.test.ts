import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { symmetricEigen } from '../../stats/symmetric-eigen.ts'

const near = (a: number, b: number, tolerance = 1e-9) =>
  assert.ok(Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b)), `${a} is not ${b}`)

test('eigenvalues fall and agree with hand-worked ones', () => {
  const { values, vectors } = symmetricEigen([
    [2, 1],
    [1, 2],
  ])
  near(values[0] ?? 0, 3)
  near(values[1] ?? 0, 1)
  for (const entry of vectors[0] ?? []) near(entry, Math.SQRT1_2)
  assert.deepEqual(symmetricEigen([[-4]]), { values: [-4], vectors: [[1]] })
  assert.deepEqual(symmetricEigen([]), { values: [], vectors: [] })
})

test('every eigenvector is only stretched, and they stand at right angles', () => {
  const entry = fc.double({ min: -10, max: 10, noNaN: true })
  const matrix = fc
    .integer({ min: 1, max: 8 })
    .chain((size) =>
      fc.array(fc.array(entry, { minLength: size, maxLength: size }), { minLength: size, maxLength: size }),
    )
  const property = fc.property(matrix, (rows) => {
    const a = rows.map((row, i) => row.map((_, j) => rows[Math.min(i, j)]?.[Math.max(i, j)] ?? 0))
    const { values, vectors } = symmetricEigen(Object.freeze(rows))
    const dot = (x: readonly number[], y: readonly number[]) =>
      x.reduce((sum, value, place) => sum + value * (y[place] ?? 0), 0)
    for (const [place, vector] of vectors.entries()) {
      for (const [row, entries] of a.entries())
        near(dot(entries, vector) / 100, ((values[place] ?? 0) * (vector[row] ?? 0)) / 100, 1e-8)
      for (const [other, second] of vectors.entries()) near(dot(vector, second), other === place ? 1 : 0)
      if (place > 0) assert.ok((values[place] ?? 0) <= (values[place - 1] ?? 0))
    }
  })
  fc.assert(property, { numRuns: 100, seed: 5 })
})
