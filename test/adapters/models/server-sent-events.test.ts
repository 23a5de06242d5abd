import assert from 'node:assert/strict'
import { ReadableStream as NodeStream } from 'node:stream/web'
import { test } from 'node:test'
import fc from 'fast-check'
import { readEvents } from '../../../adapters/models/server-sent-events.ts'

async function eventsOf(pieces: readonly Uint8Array[], last?: string): Promise<string[]> {
  const events: string[] = []
  await readEvents(bodyOf(pieces), (data) => {
    events.push(data)
    return data === last ? 'last' : 'more'
  })
  return events
}

/** The web's type has no `from` yet. */
function bodyOf(pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  return NodeStream.from(pieces) as unknown as ReadableStream<Uint8Array>
}

const bytes = (text: string) => Buffer.from(text)

test('the examples of the standard are read as it says', async () => {
  const examples: readonly [string, string[]][] = [
    ['data: YHOO\ndata: +2\ndata: 10\n\n', ['YHOO\n+2\n10']],
    [
      ': test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n',
      ['first event', 'second event', ' third event'],
    ],
    ['data\n\ndata:\ndata:\n\ndata:', ['', '\n']],
    ['event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\n', ['73857293', '2153']],
  ]
  for (const [text, events] of examples) assert.deepEqual(await eventsOf([bytes(text)]), events, text)
})

test('bytes may come in any pieces, and lines end in any of three ways', async () => {
  const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\r\n]/g, ' '))
  const wire = fc.record({
    events: fc.array(fc.array(line, { minLength: 1, maxLength: 3 }), { maxLength: 5 }),
    end: fc.constantFrom('\n', '\r\n', '\r'),
    cuts: fc.array(fc.nat(200), { maxLength: 8 }),
  })
  await fc.assert(
    fc.asyncProperty(wire, async ({ events, end, cuts }) => {
      const text = events
        .map((lines) => [...lines.map((one) => `data: ${one}`), 'id: 1', '', ''].join(end))
        .join(`: x${end}`)
      const whole = bytes(`${text}${end === '\r' ? ':' : ''}`)
      const places = [0, ...cuts.toSorted((a, b) => a - b), whole.length]
      const pieces = places.slice(1).map((to, i) => whole.subarray(places[i], to))
      assert.deepEqual(
        await eventsOf(pieces),
        events.map((lines) => lines.join('\n')),
      )
    }),
    { numRuns: 200 },
  )
})

test('an event that is cut off is none, and one without end is not kept', async () => {
  assert.deepEqual(await eventsOf([bytes('data: a\n\ndata: b\n'), bytes('data: c')]), ['a'])
  for (const line of ['x', 'data: x', ': x\n']) {
    let given = 0
    async function* endless() {
      for (;;) {
        given += 1
        yield bytes(line.padEnd(8, 'x').repeat(125_000))
      }
    }
    await assert.rejects(
      readEvents(bodyOf(endless()), () => 'more'),
      SyntaxError,
      line,
    )
    assert.ok(given <= 20, `${line}: ${given} MB were read`)
  }
})

test('after the last event the rest is read, and nothing more given', async () => {
  let given = 0
  async function* pieces() {
    for (const text of ['data: a\n\n', 'data: end\n\n', 'data: b\n\n', 'data: c\n\n']) {
      given += 1
      yield bytes(text)
    }
  }
  const events: string[] = []
  await readEvents(bodyOf(pieces()), (data) => {
    events.push(data)
    return data === 'end' ? 'last' : 'more'
  })
  await new Promise((done) => setTimeout(done, 10))
  assert.deepEqual([events, given], [['a', 'end'], 4])
})

test('a body that stays open after its last event is let go', async () => {
  const cancelled = Promise.withResolvers<void>()
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(bytes('data: end\n\n')),
    cancel: () => cancelled.resolve(),
  })
  const begin = performance.now()
  await readEvents(body, () => 'last')
  assert.ok(performance.now() - begin < 900)
  await cancelled.promise
})

test('what is thrown while an event is taken ends the reading', async () => {
  let isCancelled = false
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(bytes('data: a\n\n')),
    cancel() {
      isCancelled = true
    },
  })
  const fault = new Error('no such event')
  await assert.rejects(
    readEvents(body, () => {
      throw fault
    }),
    fault,
  )
  assert.ok(isCancelled)
})
