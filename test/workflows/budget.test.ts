import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { runBudget } from '../../workflows/budget.ts'

test('batches under way share what is left, and what one does not need goes to the next', () => {
  const budget = runBudget({ total: 100, batches: 9, atOnce: 4 })
  const lent = [budget.lend(), budget.lend(), budget.lend(), budget.lend()]
  assert.deepEqual(lent, [25, 25, 25, 25])
  budget.settle(25, 5)
  assert.equal(budget.spent, 5)
  assert.equal(budget.lend(), 20)
})

test('a run without a limit lends without one', () => {
  const budget = runBudget({ total: undefined, batches: 9, atOnce: 4 })
  assert.equal(budget.lend(), undefined)
  budget.settle(undefined, 7)
  assert.equal(budget.spent, 7)
})

test('however batches come and go, no more is lent than is left', () => {
  fc.assert(
    fc.property(
      fc.nat(1000),
      fc.integer({ min: 1, max: 8 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true })),
      (total, slots, parts) => {
        const budget = runBudget({ total, batches: parts.length, atOnce: slots })
        const open: number[] = []
        for (const part of parts) {
          if (open.length === slots) {
            const share = open.shift()!
            budget.settle(share, Math.floor(share * part))
          }
          open.push(budget.lend()!)
          const lent = open.reduce((sum, share) => sum + share, 0)
          assert.ok(lent + budget.spent <= total)
          assert.ok(open.every((share) => Number.isInteger(share) && share >= 0))
        }
      },
    ),
  )
})

test('the last batches have all that is left, however many might be under way', () => {
  assert.equal(runBudget({ total: 100, batches: 1, atOnce: 4 }).lend(), 100)
  const budget = runBudget({ total: 100, batches: 3, atOnce: 2 })
  assert.deepEqual([budget.lend(), budget.lend()], [50, 50])
  budget.settle(50, 10)
  budget.settle(50, 10)
  assert.equal(budget.lend(), 80)
})
