import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CaseError } from '../../../suite/case-result.ts'
import { type Target, TargetError } from '../../../suite/target.ts'
import { cutOff, hang, hangInBody, json, raw, startModelServer } from './model-server.ts'

export const SECRET_KEY = 'sk-test-0123456789'
const PROMPT = 'the very private question'
const item = { id: 'a', input: PROMPT }

/** How one provider's target is made for a server, and how that provider writes an error's body. */
export interface Provider {
  readonly name: string
  target(url: string, timeoutMs: number): Promise<Target>
  errorBody(type: string, message: string): unknown
}

type Expected = readonly [kind: CaseError['kind'], retryAfterMs?: number | null]

/** The faults every provider's target must tell apart, against a real server on this machine. */
export function testFailures(provider: Provider): void {
  const leaky = (type: string) => provider.errorBody(type, `you sent ${PROMPT} with ${SECRET_KEY}`)
  const statuses: readonly [number, string, Record<string, string>, Expected][] = [
    [400, 'invalid_request_error', {}, ['rejected', null]],
    [401, 'authentication_error', {}, ['unauthorised', null]],
    [403, 'permission_error', {}, ['unauthorised', null]],
    [404, 'not_found_error', {}, ['unauthorised', null]],
    [429, 'rate_limit_error', { 'retry-after': '2' }, ['rate-limited', 2000]],
    [429, 'rate_limit_error', {}, ['rate-limited', 0]],
    [500, 'api_error', {}, ['unreachable', 0]],
    [503, 'overloaded_error', { 'retry-after-ms': '1500' }, ['unreachable', 1500]],
    [529, 'overloaded_error', {}, ['unreachable', 0]],
  ]
  for (const [status, type, headers, expected] of statuses) {
    test(`${provider.name}: HTTP ${status} ${JSON.stringify(headers)} is ${expected[0]}`, async () => {
      await using server = await startModelServer(json(status, leaky(type), headers))
      await expectFailure(await provider.target(server.url, 5000), expected)
      assert.equal(server.requests.length, 1)
    })
  }

  test(`${provider.name}: what is left of the account's limits is told, also by a refusal`, async () => {
    const left = ['limit', 'remaining', 'reset'].map((name) => [`x-ratelimit-${name}-requests`, '6'])
    const headers = { ...Object.fromEntries(left), 'x-ratelimit-reset-requests': '6s' }
    for (const status of [429, 200]) {
      await using server = await startModelServer(json(status, leaky('rate_limit_error'), headers))
      const seen: unknown[] = []
      const target = await provider.target(server.url, 5000)
      const options = {
        signal: new AbortController().signal,
        onQuota: (quotas: unknown) => seen.push(quotas),
      }
      await assert.rejects(target.ask(item, options))
      assert.deepEqual(seen, [[{ limit: 6, remaining: 6, resetMs: 6000 }]])
    }
  })

  const bodies = [
    ['a cut-off body', cutOff, ['unreachable', 0]],
    ['broken JSON', raw('{"model": "m', { 'content-type': 'application/json' }), ['invalid-answer', 0]],
    [
      'an HTML page',
      raw(`<html>${PROMPT}</html>`, { 'content-type': 'text/html' }),
      ['invalid-answer', null],
    ],
    ['an empty body', raw('', { 'content-type': 'application/json' }), ['invalid-answer']],
    ['another shape', json(200, { answer: PROMPT }), ['invalid-answer', null]],
    ['null', json(200, null), ['invalid-answer', null]],
  ] as const
  for (const [name, reply, expected] of bodies) {
    test(`${provider.name}: ${name} is ${expected[0]}`, async () => {
      await using server = await startModelServer(reply)
      await expectFailure(await provider.target(server.url, 5000), expected)
    })
  }

  for (const [name, reply] of [
    ['before', hang],
    ['inside', hangInBody],
  ] as const) {
    test(`${provider.name}: a server that hangs ${name} its answer is a timeout`, async () => {
      await using server = await startModelServer(reply)
      await expectFailure(await provider.target(server.url, 100), ['timeout', 0])
    })
  }

  test(`${provider.name}: a port where nobody listens is unreachable, and the error says so`, async () => {
    const server = await startModelServer(hang)
    await server[Symbol.asyncDispose]()
    const error = await expectFailure(await provider.target(server.url, 5000), ['unreachable', 0])
    assert.match(error.message, /nothing listens there \(ECONNREFUSED\)/)
  })

  test(`${provider.name}: an abort rejects with the signal's own reason`, async () => {
    await using server = await startModelServer(hang)
    const target = await provider.target(server.url, 5000)
    const reason = new Error('stopped by a person')
    const controller = new AbortController()
    setTimeout(() => controller.abort(reason), 50)
    await assert.rejects(target.ask(item, { signal: controller.signal }), reason)
  })
}

/** Asks, and checks what kind of failure comes of it; it must quote neither prompt nor key. */
export async function expectFailure(target: Target, [kind, retryAfterMs]: Expected): Promise<TargetError> {
  const error = await target.ask(item, { signal: new AbortController().signal }).then(
    () => assert.fail('it answered'),
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof TargetError, String(error))
  assert.equal(error.kind, kind)
  if (retryAfterMs !== undefined) assert.equal(error.retryAfterMs, retryAfterMs)
  assert.equal(error.cause, undefined)
  assert.doesNotMatch(error.message, new RegExp(`${PROMPT}|${SECRET_KEY}`))
  return error
}
