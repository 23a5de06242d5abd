import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { equalRows } from '../../drift/equal-rows.ts'
import { kishSize } from '../../drift/unit-rows.ts'

const sum = (parts: Iterable<number>) => [...parts].reduce((total, part) => total + part, 0)
const near = (a: number, b: number) => Math.abs(a - b) <= 1e-5 * Math.max(1, Math.abs(b))

test('the rows of a cell weigh together, and squared, what the summed-up rows did, and are no more than they were', () => {
  const weight = fc.double({ min: 1, max: 1e6, noNaN: true })
  const cells = fc.array(fc.array(weight, { maxLength: 12 }), { minLength: 1, maxLength: 6 })
  const property = fc.property(cells, (rows) => {
    fc.pre(rows.some(({ length }) => length > 0))
    const weights = Float64Array.from(rows, (own) => sum(own))
    const squares = Float64Array.from(rows, (own) => sum(own.map((each) => each * each)))
    const made = equalRows(weights, squares)
    const scale = sum(weights) / made.weights.length
    rows.forEach((own, cell) => {
      const stand = [...made.weights].filter((_, i) => made.cells[i] === cell).map((each) => each * scale)
      assert.ok(stand.length <= own.length && stand.every((each) => each > 0))
      assert.ok(near(sum(stand), weights[cell]!), `cell ${cell}`)
      assert.ok(near(sum(stand.map((each) => each * each)), squares[cell]!), `cell ${cell}, squared`)
    })
  })
  fc.assert(property, { seed: 1 })
})

test('rows of one weight stay as many, and of very many at most about 20,000 are left', () => {
  const counts = Float64Array.of(3, 0, 5)
  assert.deepEqual([...equalRows(counts, counts).cells], [0, 0, 0, 2, 2, 2, 2, 2])
  const many = equalRows(Float64Array.of(9e6, 1e6), Float64Array.of(9e6, 1e6))
  assert.ok(Math.abs(kishSize(many.weights) - 20_000) < 1)
  assert.equal(many.cells.filter((cell) => cell === 1).length, 2000)
})
