import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { leaveOneOut } from '../../stats/leave-one-out.ts'

interface One {
  readonly value: number
  readonly variance: number
  readonly group: number
}

const plain = (values: readonly number[]): One[] => values.map((value) => ({ value, variance: 0, group: 0 }))

/** The last of them against the others. */
function last(numbers: readonly One[]): { readonly t: number; readonly dof: number } {
  const { t, dof } = leaveOneOut({
    values: Float64Array.from(numbers, ({ value }) => value),
    variances: Float64Array.from(numbers, ({ variance }) => variance),
    groups: Uint8Array.from(numbers, ({ group }) => group),
  })
  return { t: t.at(-1)!, dof }
}

test('t is the distance from the others’ mean in standard errors of predicting one number', () => {
  // Of 1, 2, 3: mean 2, variance 1; (4 − 2) / √(1 + 1/3).
  const { t, dof } = last(plain([1, 2, 3, 4]))
  assert.ok(Math.abs(t - 2 / Math.sqrt(4 / 3)) < 1e-12)
  assert.equal(dof, 2)
})

test('numbers are held against their own group, and all groups tell the spread', () => {
  const group = (values: readonly number[], group: number) =>
    plain(values).map((number) => ({ ...number, group }))
  const error = last([...group([1, 2, 3], 0), ...group([101, 102, 103, 104], 1)])
  // Of the others 1, 2, 3 and 101, 102, 103 both groups have squares of 2 about their mean; 6 − 2 degrees of freedom.
  assert.ok(Math.abs(error.t - 2 / Math.sqrt(4 / 3)) < 1e-12)
  assert.equal(error.dof, 4)
  assert.ok(Number.isNaN(last([...group([1, 2, 3], 0), ...group([5], 1)]).t))
})

test('a number measured less exactly than the others must lie further away, one measured better gains nothing', () => {
  const others = [1, 2, 3, 4, 5].map((value) => ({ value, variance: 0.1, group: 0 }))
  const at = (variance: number) => last([...others, { value: 9, variance, group: 0 }]).t
  assert.ok(at(4) < at(0.1))
  assert.equal(at(0), at(0.1))
})

test('where the others never varied, their sampling variance is the least spread', () => {
  const others = [1, 1, 1, 1].map((value) => ({ value, variance: 0.25, group: 0 }))
  const { t } = last([...others, { value: 2, variance: 0.25, group: 0 }])
  assert.ok(Math.abs(t - 1 / Math.sqrt(0.25 * 1.25)) < 1e-12)
  assert.equal(last(plain([1, 1, 1, 2])).t, Number.POSITIVE_INFINITY)
  assert.equal(last(plain([1, 1, 1, 1])).t, 0)
})

test('shift and scale do not matter, and neither does the order of the others', () => {
  const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 4, maxLength: 30 })
  fc.assert(
    fc.property(
      values,
      fc.integer({ min: -99, max: 99 }),
      fc.integer({ min: 1, max: 9 }),
      (some, by, times) => {
        const t = last(plain(some)).t
        const moved = last(plain(some.map((value) => times * value + by))).t
        const turned = last(plain([...some.slice(0, -1).toReversed(), some.at(-1)!])).t
        for (const other of [moved, turned])
          assert.ok(t === other || Math.abs(other - t) < 1e-6 * (1 + Math.abs(t)) || Math.abs(t) > 1e6)
      },
    ),
  )
})
