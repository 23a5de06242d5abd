import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scoreChoice } from '../../../suite/scorers/choice.ts'

const chosen = (output: string, expected: string | string[] = 'B') => scoreChoice(output, expected).value

test('what stands after the last mark is the choice', () => {
  assert.equal(chosen('ANSWER: A is tempting.\nANSWER: B'), 1)
  assert.equal(chosen('answer:b because of the year'), 1)
  assert.equal(chosen('**ANSWER: (B)**'), 1)
  assert.equal(chosen('B at first. ANSWER: C'), 0)
  assert.equal(chosen('ANSWER: Berlin'), 0)
})

test('without a mark the output begins with the letter', () => {
  for (const output of ['B', ' b.', '(B) Paris', 'B: Paris', 'B, since it is', '**B**', 'B\nbecause'])
    assert.equal(chosen(output), 1, output)
  for (const output of ['A cat', 'Berlin', 'I think B', '', '…', 'Both'])
    assert.equal(chosen(output), 0, output)
})

test('several letters must be the expected ones, in any order', () => {
  for (const output of ['A, C', 'C and A', 'AC', 'ANSWER: A C', '(A), (C)', 'a,c,a'])
    assert.equal(chosen(output, 'A,C'), 1, output)
  for (const output of ['A', 'A, B, C', 'C']) assert.equal(chosen(output, 'A,C'), 0, output)
  assert.equal(chosen('C', ['A', 'C']), 1, 'any of several answers')
})

test('an expected answer that is no letter leaves the output unscored', () => {
  assert.equal(scoreChoice('B', 'Paris').value, null)
  assert.equal(scoreChoice('B', undefined).value, null)
})
