import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scorerSpec } from '../../../suite/config/scorer-spec.ts'
import { regex } from '../../../suite/config/text-scorers.ts'
import { compilePattern } from '../../../suite/scorers/pattern.ts'
import { scoreRegex } from '../../../suite/scorers/regex.ts'

test('without a group the pattern only has to be found, and no expected answer is needed', () => {
  const pattern = compilePattern('ticket [A-Z]{2}-\\d+', '')
  assert.deepEqual(scoreRegex(pattern, 'Your ticket AB-12 is open.', undefined), { value: 1 })
  assert.equal(scoreRegex(pattern, 'no ticket', 'x').value, 0)
})

test('with a group the captured text must be an accepted answer', () => {
  const pattern = compilePattern('(?<mark>ANSWER): (\\w+)', '')
  assert.deepEqual(scoreRegex(pattern, 'ANSWER: b', 'B'), { value: 1 })
  assert.deepEqual(scoreRegex(pattern, 'ANSWER: c', ['A', 'B']), { value: 0 })
  assert.equal(scoreRegex(pattern, 'none', 'B').value, 0)
  assert.deepEqual(scoreRegex(pattern, 'ANSWER: b', undefined), { value: null, reason: 'no expected answer' })
})

test('flags work as in JavaScript', () => {
  assert.equal(scoreRegex(compilePattern('^yes$', 'im'), 'no\nYES\n', undefined).value, 1)
  assert.equal(scoreRegex(compilePattern('^yes$', 'i'), 'no\nYES\n', undefined).value, 0)
  assert.equal(scoreRegex(compilePattern('a.b', 's'), 'a\nb', undefined).value, 1)
})

test('a pattern that hangs backtracking engines ends', () => {
  assert.equal(scoreRegex(compilePattern('^(?:a+)+$', ''), `${'a'.repeat(50_000)}!`, undefined).value, 0)
})

test('a config with a broken pattern, one that needs look-around, or an unknown flag is refused', () => {
  for (const pattern of ['(', 'a(?=b)', '(a)\\1']) {
    assert.match(scorerSpec.safeParse(regex({ pattern })).error?.issues[0]?.message ?? '', /cannot be used/)
  }
  assert.equal(scorerSpec.safeParse(regex({ pattern: 'a', flags: 'g' })).success, false)
  assert.equal(scorerSpec.safeParse(regex({ pattern: 'a', flags: 'ii' })).success, false)
})
