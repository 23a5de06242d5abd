import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { loadLog } from './load-log.ts'

const request = (id: number, input = 'hi') =>
  JSON.stringify({ id, timestamp: 1795336200, input, output: 'yes', model: 'm', latency_ms: 5 })

test('a line of 100 MB costs that line, in every format that has lines', async () => {
  const long = 'x'.repeat(100_000_000)
  const jsonl = await loadLog([request(1), `{"input":"${long}"}`, request(3)].join('\n'))
  assert.deepEqual(jsonl.bad, [[2, 'the line is longer than 16 MB']])
  assert.equal(jsonl.counts.records, 2)
  const csv = [
    'timestamp,input,output,model,latency_ms',
    '1795336200,a,b,m,1',
    long,
    '1795336200,c,d,m,1',
  ].join('\n')
  const { bad, counts } = await loadLog(csv, { kind: 'csv' })
  assert.deepEqual(bad, [[3, 'the line is longer than 16 MB']])
  assert.equal(counts.records, 2)
})

test('a span of almost 16 MB, which takes more as a row, is read', async () => {
  const attributes = [
    { key: 'gen_ai.request.model', value: { stringValue: 'm' } },
    { key: 'gen_ai.prompt', value: { stringValue: '"\n'.repeat(3_000_000) } },
    { key: 'gen_ai.completion', value: { stringValue: 'b' } },
  ]
  const span = {
    traceId: 't',
    spanId: 's',
    startTimeUnixNano: '1795336200000000000',
    endTimeUnixNano: '1795336201000000000',
    attributes,
  }
  const { counts } = await loadLog(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }), {
    kind: 'otlp',
  })
  assert.deepEqual(counts, { records: 1, duplicates: 0, leftOut: 0, quarantined: 0 })
})

test('objects that are no spans, and spans of odd shapes, harm no other', async () => {
  const odd = [
    null,
    7,
    'x',
    [],
    { attributes: 3 },
    { attributes: [null, 5, { key: 'a' }] },
    { startTimeUnixNano: -1 },
  ]
  const lines = [
    JSON.stringify({ resourceSpans: [null, { scopeSpans: [{ spans: odd }, 3] }] }),
    JSON.stringify({ resourceSpans: 3 }),
  ]
  const { counts, bad } = await loadLog(lines.join('\n'), { kind: 'otlp' })
  assert.deepEqual(bad, [[2, 'the line is no OTLP export of spans']])
  assert.equal(counts.leftOut, odd.length)
})

test('a packed file that is followed by rubbish keeps its lines and says so', async () => {
  const packed = gzipSync(Array.from({ length: 20_000 }, (_, id) => request(id)).join('\n'))
  const { counts, bad } = await loadLog(Buffer.concat([packed, Buffer.from('rubbish')]))
  assert.ok(counts.records > 19_000)
  assert.equal(bad.at(-1)?.[1], 'the compressed file ends early or is damaged here')
})

test('names of columns and keys that are odd or stand twice harm nothing', async () => {
  const csv =
    'timestamp,input,output,model,latency_ms,latency_ms,"a\'b",,__proto__\n1795336200,a,b,m,1,2,x,y,z\n'
  assert.equal((await loadLog(csv, { kind: 'csv' })).counts.records, 1)
  const line = request(1).replace('{', '{"__proto__": 1, "": 2, "a\'b": 3, "raw_line": 4, "raw_part": 5, ')
  assert.equal((await loadLog(line)).counts.records, 1)
})

test('a file of blank lines, and an empty one, are no records and no fault, in every format', async () => {
  for (const kind of ['jsonl', 'openaiChat', 'otlp', 'csv'] as const)
    for (const content of ['', '\n \n\r\n'])
      assert.deepEqual((await loadLog(content, { kind })).counts, {
        records: 0,
        duplicates: 0,
        leftOut: 0,
        quarantined: 0,
      })
})
