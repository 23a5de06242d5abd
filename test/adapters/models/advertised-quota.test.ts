import assert from 'node:assert/strict'
import { test } from 'node:test'
import { advertisedQuota } from '../../../adapters/models/advertised-quota.ts'

const NOW = Date.parse('2026-11-26T12:00:00Z')
const read = (headers: Record<string, string>) => advertisedQuota(new Headers(headers), NOW)

test('OpenAI tells what is left, and how long until it is whole', () => {
  const headers = (reset: string) => ({
    'x-ratelimit-limit-requests': '500',
    'x-ratelimit-remaining-requests': '12',
    'x-ratelimit-reset-requests': reset,
  })
  for (const [reset, resetMs] of [
    ['1s', 1000],
    ['6m0s', 360_000],
    ['120ms', 120],
    ['1m30.5s', 90_500],
  ] as const)
    assert.deepEqual(read(headers(reset)), [{ limit: 500, remaining: 12, resetMs }])
})

test('Anthropic tells when, by the clock', () => {
  const quota = read({
    'anthropic-ratelimit-output-tokens-limit': '8000',
    'anthropic-ratelimit-output-tokens-remaining': '0',
    'anthropic-ratelimit-output-tokens-reset': '2026-11-26T12:00:30Z',
  })
  assert.deepEqual(quota, [{ limit: 8000, remaining: 0, resetMs: 30_000 }])
})

test('what is missing or cannot be read says nothing', () => {
  assert.deepEqual(read({}), [])
  for (const reset of ['soon', '', '-1s', 'NaN'])
    assert.deepEqual(
      read({
        'x-ratelimit-limit-tokens': '10',
        'x-ratelimit-remaining-tokens': '1',
        'x-ratelimit-reset-tokens': reset,
      }),
      [],
    )
})
