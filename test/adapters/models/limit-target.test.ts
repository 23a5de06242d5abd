import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as tick } from 'node:timers/promises'
import { limitTarget } from '../../../adapters/models/limit-target.ts'
import type { Answer } from '../../../suite/case-result.ts'
import type { Target } from '../../../suite/target.ts'

const ANSWER: Answer = {
  output: 'yes',
  model: null,
  finishReason: null,
  latencyMs: 1,
  tokens: null,
  costUsd: null,
}

function countingTarget(): { target: Target; most: () => number; asked: () => number } {
  let now = 0
  let most = 0
  let asked = 0
  const target: Target = {
    name: 'counting',
    async ask() {
      asked += 1
      now += 1
      most = Math.max(most, now)
      await tick()
      now -= 1
      return ANSWER
    },
  }
  return { target, most: () => most, asked: () => asked }
}

test('batches that share a target never ask more at once than it allows', async () => {
  const { target, most, asked } = countingTarget()
  const limited = limitTarget(target, 3)
  const { signal } = new AbortController()
  await Promise.all(
    Array.from({ length: 40 }, (_, i) => limited.ask({ id: String(i), input: 'x' }, { signal })),
  )
  assert.equal(most(), 3)
  assert.equal(asked(), 40)
})

test('a case that is cancelled while it waits is not asked', async () => {
  const { target, asked } = countingTarget()
  const limited = limitTarget(target, 1)
  const stop = new AbortController()
  const asks = Array.from({ length: 5 }, (_, i) =>
    limited.ask({ id: String(i), input: 'x' }, { signal: stop.signal }),
  )
  stop.abort(new Error('stopped'))
  const ends = await Promise.allSettled(asks)
  assert.ok(ends.some((end) => end.status === 'rejected'))
  assert.ok(asked() < 5)
})
