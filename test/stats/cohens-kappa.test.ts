import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cohensKappa } from '../../stats/cohens-kappa.ts'

test('the textbook table has its kappa', () => {
  assert.equal(cohensKappa({ n11: 20, n10: 5, n01: 10, n00: 15 })?.toFixed(12), '0.400000000000')
  assert.equal(cohensKappa({ n11: 7, n10: 0, n01: 0, n00: 3 }), 1)
})

test('who always says one thing shows no agreement beyond chance', () => {
  assert.equal(cohensKappa({ n11: 9, n10: 0, n01: 0, n00: 0 }), null)
  assert.equal(cohensKappa({ n11: 0, n10: 0, n01: 0, n00: 0 }), null)
  assert.equal(cohensKappa({ n11: 6, n10: 4, n01: 0, n00: 0 }), 0)
})

test('it is symmetric and within its range', () => {
  const count = fc.integer({ min: 0, max: 50 })
  fc.assert(
    fc.property(count, count, count, count, (n11, n10, n01, n00) => {
      const kappa = cohensKappa({ n11, n10, n01, n00 })
      assert.equal(kappa, cohensKappa({ n11, n10: n01, n01: n10, n00 }))
      if (kappa !== null) assert.ok(kappa >= -1 - 1e-12 && kappa <= 1 + 1e-12)
    }),
  )
})
