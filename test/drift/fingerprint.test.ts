import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fingerprint } from '../../drift/fingerprint.ts'

test('a fingerprint never changes between versions: open issues are found by it', () => {
  assert.equal(
    fingerprint({ suite: 'support-bot', check: 'latency_ms', slice: 'all', direction: 'up' }),
    '5b54027f9fc93448',
  )
})

test('parts cannot run into each other', () => {
  const text = fc.string({ maxLength: 4, unit: fc.constantFrom('"', ',', '[', '\\', 'a') })
  const parts = fc.record({ suite: text, check: text, slice: text })
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      const same = JSON.stringify(a) === JSON.stringify(b)
      const marks = [a, b].map((each) => fingerprint({ ...each, direction: 'up' }))
      assert.match(marks[0] ?? '', /^[0-9a-f]{16}$/)
      assert.equal(marks[0] === marks[1], same)
    }),
  )
})
