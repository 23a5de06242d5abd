import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { CaseError } from '../../../suite/case-result.ts'
import type { Target } from '../../../suite/target.ts'
import { expectFailure } from './failures.ts'
import { startModelServer, stream } from './model-server.ts'

const TEXT = 'Grüße: vier 🎉.'
const item = { id: 'a', input: '2+2?' }
const live = () => new AbortController().signal

/** How one provider's target is made for a server, and how that provider streams. */
export interface StreamingProvider {
  readonly name: string
  target(url: string, timeoutMs: number): Promise<Target>
  /** The events of an answer with this text, as they go over the wire; the one that ends it is `last`. */
  events(text: string): { readonly parts: readonly string[]; readonly last: number }
  /** An event by which the provider tells an error. */
  errorEvent(type: string): string
  /** Provider's words for an overload, and what it is read as. */
  readonly errors: readonly (readonly [type: string, kind: CaseError['kind'], retryAfterMs: number | null])[]
}

/** What every provider's target must make of a stream, against a real server on this machine. */
export function testStreams(provider: StreamingProvider): void {
  const { parts, last } = provider.events(TEXT)

  test(`${provider.name}: bytes of a stream may come in any pieces`, async () => {
    const bytes = Buffer.from(parts.join(''))
    let pieces: Uint8Array[] = []
    await using server = await startModelServer((response, request) => stream(pieces)(response, request))
    const target = await provider.target(server.url, 5000)
    const cuts = fc.array(fc.nat(bytes.length), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(cuts, async (places) => {
        const sorted = [0, ...places.toSorted((a, b) => a - b), bytes.length]
        pieces = sorted.slice(1).map((end, i) => bytes.subarray(sorted[i], end))
        assert.equal((await target.ask(item, { signal: live() })).output, TEXT)
      }),
      { numRuns: 25 },
    )
  })

  test(`${provider.name}: the time to the first token is measured, and is less than to the last`, async () => {
    await using server = await startModelServer(stream(parts, { pauseMs: 10 }))
    const answer = await (await provider.target(server.url, 5000)).ask(item, { signal: live() })
    assert.ok(typeof answer.firstTokenMs === 'number' && answer.latencyMs !== null)
    assert.ok(answer.firstTokenMs > 5 && answer.firstTokenMs < answer.latencyMs - 5, JSON.stringify(answer))
  })

  test(`${provider.name}: connections serve one stream after the other`, async () => {
    await using server = await startModelServer(stream(parts))
    const target = await provider.target(server.url, 5000)
    for (let n = 0; n < 8; n += 1) await target.ask(item, { signal: live() })
    // The last byte of one may still be on its way when the next is asked for.
    assert.ok(server.connections() <= 2, `${server.connections()} connections`)
  })

  for (const end of ['whole', 'destroyed'] as const) {
    test(`${provider.name}: a stream that ends early (${end}) is unreachable, never half an answer`, async () => {
      let kept = 0
      await using server = await startModelServer((response, request) =>
        stream(parts.slice(0, kept), { end, pauseMs: 1 })(response, request),
      )
      const target = await provider.target(server.url, 5000)
      for (kept = 0; kept < last; kept += 1) await expectFailure(target, ['unreachable', 0])
    })
  }

  test(`${provider.name}: a stream that hangs is a timeout`, async () => {
    await using server = await startModelServer(stream(parts.slice(0, last), { end: 'never' }))
    await expectFailure(await provider.target(server.url, 100), ['timeout', 0])
  })

  test(`${provider.name}: an abort ends a stream at once, on both sides`, async () => {
    const hungUp = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    await using server = await startModelServer((response, request) => {
      begun.resolve()
      return stream(parts.slice(0, last), { end: 'never', onHangUp: hungUp.resolve })(response, request)
    })
    const stop = new AbortController()
    const asked = (await provider.target(server.url, 5000)).ask(item, { signal: stop.signal })
    const reason = new Error('stopped by a person')
    void begun.promise.then(() => setTimeout(() => stop.abort(reason), 30))
    await assert.rejects(asked, reason)
    await hungUp.promise
  })

  test(`${provider.name}: an event that is not JSON, or another one, is an invalid answer`, async () => {
    for (const rubbish of ['{"secret": ', '[1, "secret"]']) {
      const event = `event: message_start\ndata: ${rubbish}\n\n`
      await using server = await startModelServer(stream([event, ...parts]))
      await expectFailure(await provider.target(server.url, 5000), ['invalid-answer', 0])
    }
  })

  for (const [type, ...expected] of provider.errors) {
    test(`${provider.name}: the error ${type} inside a stream is ${expected[0]}`, async () => {
      await using server = await startModelServer(stream([...parts.slice(0, 2), provider.errorEvent(type)]))
      await expectFailure(await provider.target(server.url, 5000), expected)
    })
  }
}
