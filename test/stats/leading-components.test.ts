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
  const { dimensions, values } = leadingComponents(rows, { components: 12, directions: 12, seed: 's' })
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
  const { dimensions, values } = leadingComponents(rows, { components: 2, directions: 12, seed: 'a' })
  assert.equal(dimensions, 2)
  const expected = [3, 0, 0, 2, 0, 0, 3, 0]
  for (const [i, value] of expected.entries()) assert.ok(Math.abs(Math.abs(values[i]!) - value) < 1e-9)
})

test('of more equally strong components than are sought at a time, all are found', () => {
  // Nine pairs of equal rows, no pair with anything of another: nine singular values of √2.
  const rows = sparse(
    Array.from({ length: 18 }, (_, i) => ({ [i >> 1]: 1 })),
    9,
  )
  const { dimensions, values } = leadingComponents(rows, { components: 12, directions: 16, seed: 'a' })
  assert.equal(dimensions, 9)
  const point = (i: number) => values.subarray(9 * i, 9 * i + 9)
  for (let i = 0; i < 18; i += 2) {
    assert.ok(Math.abs(dot(point(i), point(i + 1)) - 1) < 1e-9)
    assert.ok(Math.abs(dot(point(i), point((i + 2) % 18))) < 1e-9)
  }
})

test('the last of twenty components of many rows is found to a fiftieth of its strength', () => {
  const rows = randomRows(200, 120)
  const strength = (directions: number) => {
    const { dimensions, values } = leadingComponents(rows, { components: 20, directions, seed: 'b' })
    return values.filter((_, i) => i % dimensions === 19).reduce((sum, value) => sum + value * value, 0)
  }
  // All directions there are make it exact.
  assert.ok(strength(56) > 0.98 * strength(120), `${strength(56)} of ${strength(120)}`)
})

test('a matrix of zeros has no components', () => {
  assert.equal(
    leadingComponents(sparse([{}, {}]), { components: 2, directions: 12, seed: 's' }).dimensions,
    0,
  )
})
