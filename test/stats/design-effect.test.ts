import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { designEffect, unitSpread } from '../../stats/design-effect.ts'
import { thinned } from '../../stats/thinned.ts'

const rowsIn = (units: readonly number[], weights = units.map(() => 1)) => ({
  units: Uint32Array.from(units),
  weights: Float64Array.from(weights),
})

test('rows of one unit that are all alike count as one', () => {
  const units = Array.from({ length: 200 }, (_, i) => Math.floor(i / 4))
  const values = units.map((unit) => (unit % 2 === 0 ? 1 : 0))
  const spread = unitSpread(rowsIn(units))
  assert.deepEqual(spread, { size: 4, units: 50 })
  assert.equal(designEffect(values, rowsIn(units), spread.size), 4)
})

test('the variance between units is the linearised one of the mean', () => {
  const units = [0, 0, 0, 1, 1, 2, 2, 2, 2, 3]
  const values = [1, 2, 3, 5, 6, 2, 2, 3, 1, 9]
  const mean = 3.4
  const sums = [0, 1, 2, 3].map((unit) =>
    values.reduce((sum, value, i) => sum + (units[i] === unit ? value - mean : 0), 0),
  )
  const between = sums.reduce((sum, one) => sum + one * one, 0)
  const within = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const rows = rowsIn(units)
  const { size, units: count } = unitSpread(rows)
  assert.ok(Math.abs(size - 3) < 1e-12 && Math.abs(count - 100 / 30) < 1e-12)
  const expected = (between / within) * (count / (count - 1))
  assert.ok(Math.abs(designEffect(values, rows, size) - Math.max(1, expected)) < 1e-12)
})

test('where larger units exist than those at hand, their rows are as alike as these', () => {
  const units = Array.from({ length: 100 }, (_, i) => Math.floor(i / 2))
  const values = units.map((unit) => unit % 2)
  assert.equal(designEffect(values, rowsIn(units), 11), 11)
})

test('neither scale, place, names of units nor the unit of weights matter; without repeats there is nothing', () => {
  const row = fc.record({
    unit: fc.nat(9),
    value: fc.integer({ min: -9, max: 9 }),
    weight: fc.integer({ min: 1, max: 5 }),
  })
  fc.assert(
    fc.property(fc.array(row, { minLength: 5, maxLength: 60 }), (list) => {
      const units = list.map(({ unit }) => unit)
      const weights = list.map(({ weight }) => weight)
      const values = list.map(({ value }) => value)
      const effect = designEffect(values, rowsIn(units, weights), 3)
      const again = designEffect(
        values.map((value) => 5 - 2 * value),
        rowsIn(
          units.map((unit) => 9 - unit),
          weights.map((weight) => 7 * weight),
        ),
        3,
      )
      assert.ok(Math.abs(effect - again) <= 1e-9 * effect)
      assert.equal(designEffect(values, rowsIn(units.map((_, i) => i)), 3), 1)
    }),
  )
})

test('thinned counts are whole, and off by less than one in any run of cells', () => {
  const counts = fc.array(fc.nat(40), { minLength: 1, maxLength: 50 })
  fc.assert(
    fc.property(counts, fc.double({ min: 1, max: 30, noNaN: true }), (list, by) => {
      const few = thinned(Float64Array.from(list), by)
      let [all, left] = [0, 0]
      few.forEach((count, i) => {
        assert.ok(Number.isInteger(count) && count >= 0)
        all += list[i]!
        left += count
        assert.ok(Math.abs(left - all / by) <= 0.5 + 1e-9)
      })
    }),
  )
})
