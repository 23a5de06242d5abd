import assert from 'node:assert/strict'
import { test } from 'node:test'
import { remembered } from '../../stats/remembered.ts'

test('something is computed once for each object, also where it is nothing', () => {
  const asked: object[] = []
  const first = remembered((values: readonly number[]) => {
    asked.push(values)
    return values[0]
  })
  const [some, none] = [[1, 2], []]
  assert.deepEqual(
    [first(some), first(none), first(some), first(none), first([1, 2])],
    [1, undefined, 1, undefined, 1],
  )
  assert.deepEqual(asked, [[1, 2], [], [1, 2]])
})
