import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { epochsNeeded, reduceEpochs, reducerSpec } from '../../../suite/epochs/reducer.ts'

const epochs = (...values: number[]) => values.map((value) => ({ value, passed: value >= 1 }))
const near = (value: number | null, wanted: number) =>
  assert.ok(Math.abs(value! - wanted) < 1e-12, `${value}`)

test('values are reduced as Inspect AI 0.3.285 does it', () => {
  // score_reducer(...) of [1, 0, 1, 0.5, 0]
  const given = epochs(1, 0, 1, 0.5, 0)
  near(reduceEpochs(given, 'mean'), 0.5)
  near(reduceEpochs(given, 'median'), 0.5)
  near(reduceEpochs(given, 'mode'), 1)
  near(reduceEpochs(given, 'max'), 1)
  near(reduceEpochs(given, 'at-least-2'), 1)
  near(reduceEpochs(given, 'at-least-3'), 0)
  near(reduceEpochs(given, 'pass@1'), 0.4)
  near(reduceEpochs(given, 'pass@2'), 0.7)
  near(reduceEpochs(given, 'pass@4'), 1)
  near(reduceEpochs(given, 'pass^1'), 0.4)
  near(reduceEpochs(given, 'pass^2'), 0.1)
  near(reduceEpochs(given, 'pass^3'), 0)
})

test('too few epochs, or none, have no value', () => {
  assert.equal(reduceEpochs([], 'mean'), null)
  assert.equal(reduceEpochs(epochs(1), 'pass@2'), null)
  assert.equal(reduceEpochs(epochs(1), 'pass^2'), null)
  assert.equal(reduceEpochs(epochs(1), 'at-least-2'), 0)
})

test('a reducer has a name, and says how many epochs it needs', () => {
  assert.equal(epochsNeeded('pass^12'), 12)
  assert.equal(epochsNeeded('mean'), 1)
  for (const name of ['pass@0', 'pass', 'average', 'pass@100', 'at-least-'])
    assert.equal(reducerSpec.safeParse(name).success, false, name)
})

test('what is reduced lies in [0, 1], does not fall when one more passes, and pass@k is no less than pass^k', () => {
  const ends = fc.array(fc.boolean(), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(ends, fc.integer({ min: 1, max: 12 }), (all, k) => {
      const given = (list: boolean[]) => list.map((passed) => ({ value: Number(passed), passed }))
      const better = all.with(0, true)
      for (const name of ['mean', 'median', 'max', `pass@${k}`, `pass^${k}`, `at-least-${k}`]) {
        const [value, other] = [reduceEpochs(given(all), name), reduceEpochs(given(better), name)]
        if (value === null) continue
        assert.ok(value >= 0 && value <= 1)
        assert.ok(other! >= value - 1e-12, name)
      }
      if (k <= all.length)
        assert.ok(reduceEpochs(given(all), `pass@${k}`)! >= reduceEpochs(given(all), `pass^${k}`)! - 1e-12)
    }),
  )
})
