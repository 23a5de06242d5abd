import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type JsonLine, parseJsonLines, readJsonLines } from '../../suite/json-lines.ts'

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function readIn(text: string, size: number): Promise<JsonLine[]> {
  return (await Array.fromAsync(readJsonLines(cut(Buffer.from(text), size), 'f.jsonl'))).flat()
}

test('a file is read alike in pieces of any size, and each line is found again where it begins', async () => {
  const line = fc.oneof(
    fc.constant(''),
    fc.constant('  \r'),
    fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify({ text })),
  )
  const file = fc.tuple(fc.boolean(), fc.array(line, { maxLength: 8 }))
  await fc.assert(
    fc.asyncProperty(file, fc.integer({ min: 1, max: 40 }), async ([hasMark, lines], size) => {
      const text = `${hasMark ? '\uFEFF' : ''}${lines.join('\n')}`
      const whole = parseJsonLines(text, 'f.jsonl')
      const read = await readIn(text, size)
      assert.deepEqual(
        read.map(({ line, value }) => ({ line, value })),
        whole,
      )
      const bytes = Buffer.from(text)
      for (const { start, value } of read as (JsonLine & { start: number })[]) {
        const found = bytes.subarray(start).toString('utf8').split('\n')[0]?.replace('\uFEFF', '')
        assert.deepEqual(JSON.parse(found ?? ''), value)
      }
    }),
  )
})

test('broken lines are named by file and line, and bytes that are no text by the file', async () => {
  await assert.rejects(readIn('{"a":1}\n\n{"a":', 3), /f\.jsonl, line 3: it is not valid JSON/)
  await assert.rejects(readIn('{"a":1}\n[1]', 3), /f\.jsonl, line 2: got a list/)
  const bytes = Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])
  await assert.rejects(Array.fromAsync(readJsonLines(cut(bytes, 2), 'f.jsonl')), /f\.jsonl: it is not UTF-8/)
})
