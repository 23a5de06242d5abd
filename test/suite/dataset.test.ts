import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Case } from '../../suite/case.ts'
import { DatasetDigest, parseCases } from '../../suite/dataset.ts'

function datasetDigest(cases: readonly Case[]): string {
  const digest = new DatasetDigest()
  for (const item of cases) digest.add(item)
  return String(digest)
}

test('names of other tools are read: target as expected, the scalars of metadata as tags', () => {
  const [item] = parseCases(
    '{"id":1,"input":"2+2?","target":4,"metadata":{"level":"easy","deep":{"a":1}},"note":[1]}',
    'c.jsonl',
  )
  assert.deepEqual(item, {
    id: '1',
    input: '2+2?',
    expected: '4',
    tags: { level: 'easy' },
    metadata: { level: 'easy', deep: { a: 1 } },
    note: [1],
  })
})

test('expected goes before target, tags before metadata, and null counts as absent', () => {
  const line = {
    id: 'a',
    input: 'q',
    expected: 'x',
    target: 'y',
    tags: { t: 1, n: null },
    metadata: { t: 2, m: true },
    group: null,
  }
  const [item] = parseCases(JSON.stringify(line), 'c.jsonl')
  assert.deepEqual([item?.expected, item?.tags, item && 'group' in item], ['x', { t: 1, m: true }, false])
  const [bare] = parseCases('{"id":"a","input":"q","expected":null,"tags":null}', 'c.jsonl')
  assert.deepEqual(bare, { id: 'a', input: 'q' })
})

test('several accepted answers, an object and messages are read as they are', () => {
  const lines = [
    { id: 'a', input: 'q', expected: ['x', 2] },
    { id: 'b', input: 'q', expected: { city: 'Rome' } },
    { id: 'c', input: [{ role: 'user', content: 'hi', name: 'Ann' }], expected: [] },
  ]
  const cases = parseCases(lines.map((line) => JSON.stringify(line)).join('\n'), 'c.jsonl')
  assert.deepEqual(cases[0]?.expected, ['x', '2'])
  assert.deepEqual(cases[1]?.expected, { city: 'Rome' })
  assert.deepEqual(cases[2]?.input, [{ role: 'user', content: 'hi', name: 'Ann' }])
  assert.equal(cases[2]?.expected, undefined)
})

test('a byte-order mark, CRLF, blank lines and a missing last newline are fine', () => {
  const cases = parseCases('\uFEFF{"id":"a","input":"1"}\r\n\r\n  \n{"id":"b","input":"2"}', 'c.jsonl')
  assert.deepEqual(
    cases.map(({ id }) => id),
    ['a', 'b'],
  )
})

test('a case without an id gets one from its content, wherever it stands', () => {
  const [first] = parseCases('{"input":"q","expected":"x"}', 'c.jsonl')
  const [, second] = parseCases('{"id":"a","input":"z"}\n{"note":1,"expected":"x","input":"q"}', 'd.jsonl')
  assert.match(first?.id ?? '', /^case-[0-9a-f]{16}$/)
  assert.equal(second?.id, first?.id)
})

test('faults name file and line and never quote what stands there', () => {
  const faults: readonly [string, RegExp][] = [
    ['', /dataset c\.jsonl: it holds no case/],
    [' \n\n', /holds no case/],
    ['{"id":"a","input":"x"}\n\n{"id":"b","input":"secret', /c\.jsonl, line 3: it is not valid JSON/],
    ['["secret"]', /line 1: got a list/],
    ['"secret"', /line 1: got a string/],
    ['{"id":"secret"}', /line 1: `input` is missing/],
    ['{"id":"secret","input":null}', /`input` is missing/],
    ['{"id":"secret","input":[]}', /`input` has a value that cannot be read/],
    ['{"id":"a","input":[{"role":"secret","content":"x"}]}', /`input` has a value/],
    ['{"id":"","input":"secret"}', /`id` has a value/],
    ['{"id":"a","input":"secret","target":[["x"]]}', /`expected` has a value/],
    ['{"id":"a","input":"x","tags":{"secret":["secret"]}}', /`tags` has a value/],
    ['{"id":"a","input":"x","human":{"score":"secret"}}', /`human` has a value/],
    [
      '{"id":"secret","input":"x"}\n{"id":"b","input":"y"}\n{"id":"secret","input":"z"}',
      /line 3 has the same id as line 1/,
    ],
    ['{"input":"secret"}\n{"input":"secret"}', /line 2 has the same id as line 1/],
  ]
  for (const [text, message] of faults) {
    assert.throws(
      () => parseCases(text, 'c.jsonl'),
      (error: Error) => {
        assert.equal(error.name, 'ConfigError')
        assert.match(error.message, message)
        assert.doesNotMatch(error.message, /secret/)
        assert.equal(error.cause, undefined)
        return true
      },
    )
  }
})

test('any texts survive the way through JSON lines', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 1, maxLength: 20 }),
      (texts) => {
        const lines = texts.map((text, index) =>
          JSON.stringify({ id: String(index), input: text, expected: text }),
        )
        const cases = parseCases(lines.join('\r\n'), 'c.jsonl')
        assert.deepEqual(
          cases.map(({ input }) => input),
          texts,
        )
      },
    ),
  )
})

test('the digest of a dataset depends on every key of every case and on no order', () => {
  const a = { id: 'a', input: 'q', tags: { x: 1, y: 2 } }
  const b = { id: 'b', input: 'r' }
  const digest = datasetDigest([a, b])
  assert.match(digest, /^[0-9a-f]{64}$/)
  assert.equal(datasetDigest([b, { tags: { y: 2, x: 1 }, input: 'q', id: 'a' }]), digest)
  assert.notEqual(datasetDigest([a, { ...b, expected: 'x' }]), digest)
  assert.notEqual(datasetDigest([a]), digest)
})
