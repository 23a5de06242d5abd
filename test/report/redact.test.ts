import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { redact } from '../../report/redact.ts'
import { HARMLESS, REDACTED } from '../queries/traffic/redact-corpus.ts'

for (const [text, expected] of REDACTED)
  test(`redacts ${JSON.stringify(expected)} out of a text`, () => assert.equal(redact(text), expected))

test('leaves alone what only looks alike', () => {
  for (const text of HARMLESS) assert.equal(redact(text), text)
})

test('redacting twice changes nothing more', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom('a@b.example ', '4111 1111 1111 1111', '+1 415 555 0132', '10.0.0.1', '::1', 'sk-', ' '),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const once = redact(pieces.join(''))
      assert.equal(redact(once), once)
    }),
  )
})

test('long hostile texts do not hang', () => {
  for (const piece of [
    'a',
    '1',
    '1 ',
    'a.',
    'a@',
    '::',
    'f:',
    '(1',
    'sk-',
    'eyJ',
    '-----BEGIN PRIVATE KEY-----',
  ])
    assert.ok(redact(piece.repeat(30_000)).length > 0)
})
