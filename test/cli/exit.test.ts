import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EXIT, exitCodeOf } from '../../cli/exit.ts'
import { ConfigError } from '../../suite/config/errors.ts'
import { TargetError } from '../../suite/target.ts'

test('wrong usage, breakage and findings never share a code', () => {
  assert.deepEqual(EXIT, { done: 0, found: 1, usage: 2, incomplete: 3 })
})

test('what the user gave wrongly ends with 2, everything else that broke with 3', () => {
  assert.equal(exitCodeOf(new ConfigError('no such file')), 2)
  assert.equal(exitCodeOf(new TargetError('unreachable', 'nobody answers')), 3)
  for (const thrown of [new Error('x'), 'x', undefined, null]) assert.equal(exitCodeOf(thrown), 3)
})
