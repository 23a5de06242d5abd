import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { scoreContains } from '../../../suite/scorers/contains.ts'

test('an accepted answer may stand anywhere, in any case', () => {
  assert.deepEqual(scoreContains('Refunds take 14 DAYS.', '14 days'), { value: 1 })
  assert.deepEqual(scoreContains('Refunds take two weeks.', ['14 days', 'two weeks']), { value: 1 })
  assert.deepEqual(scoreContains('Refunds take  14  days.', '14 days'), { value: 0 })
  assert.deepEqual(scoreContains('cafe\u0301', 'CAF\u00c9'), { value: 1 })
})

test('an empty answer, which every output contains, is no answer', () => {
  assert.deepEqual(scoreContains('x', ''), { value: null, reason: 'the expected answer is empty' })
  assert.deepEqual(scoreContains('x', ['', 'y']), { value: 0 })
})

test('without an expected text the output is unscored', () => {
  assert.deepEqual(scoreContains('x', undefined), { value: null, reason: 'no expected answer' })
  assert.equal(scoreContains('x', { a: 1 }).value, null)
})

test('every text stands in itself with words around it', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string(), fc.string(), (text, before, after) => {
      assert.equal(scoreContains(`${before} ${text} ${after}`, text).value, 1)
    }),
  )
})
