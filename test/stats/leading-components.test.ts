import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leadingComponents } from '../../stats/leading-components.ts'
import { seededRandom } from '../../stats/random.ts'
import type { SparseRows } from '../../stats/sparse-rows.ts'
import { sparse } from '../drift/sparse.ts'

function randomRows(count: number, width: number): SparseRows {
  const random = seededRandom('rows')
  const row = () =>
    Object.fromEntries(Array.from({ length: 6 }, () => [Math.floor(random() * width), random() + 0.1]))
  return sparse(Array.from({ length: count }, row), width)
}

const dense = ({ starts, columns, values, width }: SparseRows) =>
  Array.from({ length: starts.length - 1 }, (_, row) => {
    const full = new Array<number>(width).fill(0)
    for (let i = starts[row]!; i < starts[row + 1]!; i += 1) full[columns[i]!] = values[i]!
    return full
  })

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i]!, 0)

test('as many components as there are rows keep every inner product', () => {
  const rows = randomRows(12, 30)
  const { dimensions, values } = leadingComponents(rows, { components: 12, passes: 2, seed: 's' })
  const full = dense(rows)
  for (let i = 0; i < 12; i += 1) {
    for (let j = 0; j < 12; j += 1) {
      const own = (row: number) => values.subarray(row * dimensions, (row + 1) * dimensions)
      assert.ok(Math.abs(dot(own(i), own(j)) - dot(full[i]!, full[j]!)) < 1e-9)
    }
  }
})

test('leading components are those of numpy', () => {
  // numpy.linalg.svd([[3, 0, 0], [0, 2, 0], [0, 0, 1], [3, 0, 0]]): singular values √18, 2, 1.
  const rows = sparse([{ 0: 3 }, { 1: 2 }, { 2: 1 }, { 0: 3 }], 3)
  const { dimensions, values } = leadingComponents(rows, { components: 2, passes: 3, seed: 'a' })
  assert.equal(dimensions, 2)
  const expected = [3, 0, 0, 2, 0, 0, 3, 0]
  for (const [i, value] of expected.entries()) assert.ok(Math.abs(Math.abs(values[i]!) - value) < 1e-9)
})

test('a matrix of zeros has no components', () => {
  assert.equal(leadingComponents(sparse([{}, {}]), { components: 2, passes: 2, seed: 's' }).dimensions, 0)
})
