import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { scoreExact } from '../../../suite/scorers/exact.ts'

test('case, punctuation, articles, hyphens and spacing do not matter', () => {
  const same: readonly [string, string][] = [
    ['The Eiffel Tower.', 'eiffel tower'],
    ['  Paris \n', 'PARIS'],
    ['well-known', 'Well known'],
    ['STRASSE', 'straße'],
    ['caf\u00e9', 'cafe\u0301'],
    ['3.0', '3'],
    ['"-5"', '\u22125'],
    ['1e3', '1000'],
    ['a.', 'A'],
    ['', ''],
  ]
  for (const [output, expected] of same)
    assert.deepEqual(scoreExact(output, expected), { value: 1 }, `${output} = ${expected}`)
})

test('other words, other order, other signs and other numbers fail', () => {
  const different: readonly [string, string][] = [
    ['The answer is Paris', 'Paris'],
    ['tower eiffel', 'eiffel tower'],
    ['5', '-5'],
    ['9007199254740993', '9007199254740992'],
    ['', 'A'],
    ['the', 'a'],
    ['!', ''],
    ['3', '30'],
  ]
  for (const [output, expected] of different)
    assert.deepEqual(scoreExact(output, expected), { value: 0 }, `${output} ≠ ${expected}`)
})

test('any of several accepted answers will do, and no text to compare with leaves it unscored', () => {
  assert.deepEqual(scoreExact('two', ['one', 'two']), { value: 1 })
  assert.deepEqual(scoreExact('x', undefined), { value: null, reason: 'no expected answer' })
  assert.deepEqual(scoreExact('x', []), { value: null, reason: 'no expected answer' })
  assert.equal(scoreExact('x', { a: 1 }).value, null)
})

test('every text is itself, and swapping output and answer changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => assert.equal(scoreExact(text, text).value, 1)),
  )
  const words = fc
    .array(fc.constantFrom('a', 'the', '-5', '5', 'Ab', '.', ' ', '3.0', '-'), { maxLength: 5 })
    .map((parts) => parts.join(''))
  fc.assert(fc.property(words, words, (a, b) => assert.equal(scoreExact(a, b).value, scoreExact(b, a).value)))
})

test('a megabyte of punctuation is judged all the same', () => {
  assert.equal(scoreExact(`${'!'.repeat(1_000_000)}x`, 'x').value, 1)
})
