import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { redact } from '../../report/redact.ts'

const CASES: readonly (readonly [string, string])[] = [
  ['Write to ada.lovelace+x@mail.example.org, please', 'Write to [email], please'],
  ['schön@müller.example', '[email]'],
  ['Call +49 30 901820 now', 'Call [phone] now'],
  ['Call (030) 901 820', 'Call [phone]'],
  ['US: 415-555-0132.', 'US: [phone].'],
  ['Mobile 0171 1234567', 'Mobile [phone]'],
  ['card 4111 1111 1111 1111 ok', 'card [card] ok'],
  ['pin 1 4111 1111 1111 1111 2', 'pin 1 [card] 2'],
  ['No.4111111111111111', 'No.[card]'],
  ['card 5500-0000-0000-0004', 'card [card]'],
  ['amex 378282246310005', 'amex [card]'],
  ['from 192.168.10.254:8080', 'from [ip]:8080'],
  ['v6 2001:db8::8a2e:370:7334 end', 'v6 [ip] end'],
  ['full 2001:0db8:85a3:0000:0000:8a2e:0370:7334', 'full [ip]'],
  ['loopback ::1', 'loopback [ip]'],
  [`key sk-proj-${'a1B2'.repeat(10)}`, 'key [key]'],
  [`key sk-ant-api03-${'x_Y9'.repeat(10)}`, 'key [key]'],
  [`token ghp_${'a'.repeat(36)}.`, 'token [key].'],
  ['aws AKIAIOSFODNN7EXAMPLE', 'aws [key]'],
  [`Authorization: Bearer ${'abc.DEF-123'.repeat(3)}`, 'Authorization: Bearer [key]'],
  [`jwt eyJhbGciOiJIUzI1NiJ9.${'e30abcde'.repeat(2)}.${'sig_nature'.repeat(3)}`, 'jwt [key]'],
  ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----', '[key]'],
]

for (const [text, expected] of CASES)
  test(`redacts ${JSON.stringify(expected)} out of a text`, () => assert.equal(redact(text), expected))

test('leaves alone what only looks alike', () => {
  const harmless = [
    'The ride cost 12.50 on 2026-11-22 at 10:15:30',
    'Version 1.2.3, build 4111111111111112',
    'Order 123456, 304 of 1319 cases',
    'std::vector<int> and a ratio of 3:4',
    '0000 0000 0000 0000',
    'the answer is 1,234,567',
    'ask @ada about a@b',
  ]
  for (const text of harmless) assert.equal(redact(text), text)
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
    assert.ok(redact(piece.repeat(100_000)).length > 0)
})
