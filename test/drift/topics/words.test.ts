import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wordsOf } from '../../../drift/topics/words.ts'

const words = (text: string) => [...wordsOf(text)].sort()

test('words and phrases of two, without case, numbers or what is between sentences', () => {
  assert.deepEqual(words('Child seats? My 2 child seats!'), [
    'child',
    'child seats',
    'my',
    'my child',
    'seats',
  ])
})

test('what belongs to a word stays with it', () => {
  assert.deepEqual(words('don’t'), ['don’t'])
  assert.deepEqual(words('C++ or C#'), ['c#', 'c++', 'c++ or', 'or', 'or c#'])
  assert.deepEqual(words('e-bike'), ['e-bike'])
})

test('scripts without spaces are cut into words', () => {
  assert.ok(wordsOf('自転車を借りる').has('自転車'))
})

test('what is no word costs no time and names nothing', () => {
  assert.deepEqual(words(''), [])
  assert.deepEqual(words(`${'x'.repeat(100_000)} 12345 🙂`), [])
  const hostile = `${'a-'.repeat(2000)} ${"'".repeat(4000)} ${'.'.repeat(100_000)}`
  assert.ok(wordsOf(hostile).size < 10)
})
