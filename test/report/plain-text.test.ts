import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { oneLine } from '../../report/plain-text.ts'

test('a line is cut between words, and never inside a number or before its unit', () => {
  const text = 'a topic in 19.3 % of the traffic, of 1,214 requests'
  assert.equal(oneLine(text, 14), 'a topic in…')
  assert.equal(oneLine(text, 15), 'a topic in…')
  assert.equal(oneLine(text, 17), 'a topic in…')
  assert.equal(oneLine(text, 22), 'a topic in 19.3 % of…')
  assert.equal(oneLine(text, 34), 'a topic in 19.3 % of the traffic…')
  assert.equal(oneLine(text, 41), 'a topic in 19.3 % of the traffic, of…')
  assert.equal(oneLine('median 905 → 1,214 ms', 15), 'median…')
  assert.equal(oneLine(text, 200), text)
  assert.equal(oneLine('1 2 3 4 5 6 7 8 9 10 11 12 13 14', 20), '1 2 3 4 5 6 7 8 9…')
})

test('one long word is cut inside, and no line is longer than its limit', () => {
  assert.equal(oneLine('b'.repeat(40), 10), `${'b'.repeat(9)}…`)
  assert.equal(oneLine(`a ${'b'.repeat(40)}`, 10), 'a bbbbbbb…')
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), fc.integer({ min: 2, max: 60 }), (text, limit) => {
      assert.ok(Array.from(oneLine(text, limit)).length <= limit)
    }),
  )
})
