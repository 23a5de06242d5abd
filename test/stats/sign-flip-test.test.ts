import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mcnemarExact } from '../../stats/mcnemar.ts'
import { signFlipTest } from '../../stats/sign-flip-test.ts'

test('of ones it is McNemar’s exact test', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.nat(60), (lost, gained) => {
      const p = signFlipTest([...Array(lost).fill(-1), ...Array(gained).fill(1)])
      assert.ok(Math.abs(p - mcnemarExact(lost, gained)) <= 1e-12)
    }),
  )
})

test('all ways to turn signs are counted', () => {
  const few = fc.array(fc.integer({ min: -6, max: 6 }), { maxLength: 9 })
  fc.assert(
    fc.property(few, (numbers) => {
      const observed = Math.abs(numbers.reduce((sum, one) => sum + one, 0))
      let asFar = 0
      for (let signs = 0; signs < 2 ** numbers.length; signs += 1) {
        const sum = numbers.reduce((all, one, i) => all + (signs & (1 << i) ? one : -one), 0)
        if (Math.abs(sum) >= observed) asFar += 1
      }
      assert.ok(Math.abs(signFlipTest(numbers) - asFar / 2 ** numbers.length) < 1e-12)
    }),
  )
  assert.equal(signFlipTest([-3, -1, -1, 1]), 0.5)
})

test('the limit of very many is near what is counted', () => {
  const numbers = Array.from({ length: 20_000 }, (_, i) => (i % 100 < 52 ? 1 : -1))
  assert.ok(Math.abs(signFlipTest(numbers) / mcnemarExact(10_400, 9600) - 1) < 0.02)
})
