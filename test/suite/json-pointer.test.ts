import assert from 'node:assert/strict'
import { test } from 'node:test'
import { atPointer } from '../../suite/json-pointer.ts'

test('the examples of RFC 6901 lead to their values', () => {
  const document = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'c%d': 2, 'g|h': 4, ' ': 7, 'm~n': 8 }
  const examples: readonly [string, unknown][] = [
    ['', document],
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/g|h', 4],
    ['/ ', 7],
    ['/m~0n', 8],
  ]
  for (const [pointer, value] of examples) assert.deepEqual(atPointer(document, pointer), value, pointer)
})

test('what is not there is undefined, inherited names among it', () => {
  for (const pointer of ['/a', '/foo/2', '/foo/0/0', '/toString', '/foo/length/x', '/__proto__'])
    assert.equal(atPointer({ foo: ['bar'] }, pointer), undefined, pointer)
})
