import assert from 'node:assert/strict'
import { test } from 'node:test'
import { retryAfter } from '../../../adapters/models/provider-failure.ts'

test('the time to wait is read from seconds, milliseconds or a date, and is never negative', () => {
  const now = Date.parse('2026-11-22T03:00:00Z')
  const cases: readonly [Record<string, string>, number][] = [
    [{}, 0],
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after': 'Sun, 22 Nov 2026 03:00:10 GMT' }, 10_000],
    [{ 'retry-after': 'Sun, 22 Nov 2026 02:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, 0],
    [{ 'retry-after': '2', 'retry-after-ms': '150' }, 150],
  ]
  for (const [headers, wait] of cases) assert.equal(retryAfter(new Headers(headers), now), wait)
  assert.equal(retryAfter(undefined, now), 0)
})
