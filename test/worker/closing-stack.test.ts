import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ClosingStack } from '../../worker/closing-stack.ts'

test('what was opened is closed once, the last first, also after a failure', async () => {
  const closed: string[] = []
  const stack = new ClosingStack()
  stack.defer(() => closed.push('first'))
  stack.defer(async () => {
    throw new Error('stuck')
  })
  stack.defer(() => closed.push('last'))
  await assert.rejects(stack[Symbol.asyncDispose](), /^Error: stuck$/)
  await stack[Symbol.asyncDispose]()
  assert.deepEqual(closed, ['last', 'first'])
})

test('two failures are told together', async () => {
  const stack = new ClosingStack()
  for (const what of ['one', 'two'])
    stack.defer(() => {
      throw new Error(what)
    })
  await assert.rejects(stack[Symbol.asyncDispose](), /two; Error: one/)
})

test('what was handed over is closed by its new owner alone', async () => {
  let closed = 0
  const stack = new ClosingStack()
  stack.defer(() => {
    closed += 1
  })
  const owner = stack.move()
  await stack[Symbol.asyncDispose]()
  assert.equal(closed, 0)
  await owner[Symbol.asyncDispose]()
  assert.equal(closed, 1)
})
