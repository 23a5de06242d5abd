import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeTexts } from '../../activities/describe-texts.ts'
import type { Embedder } from '../../suite/embedder.ts'
import { TargetError } from '../../suite/target.ts'
import { ATTEMPT } from './ports.ts'

const texts = Array.from({ length: 1_100 }, (_, i) => ({ text: `Where is bike ${i}?`, vector: null }))

/** Gives each text one vector; its asks with these numbers, the first being 1, end with these errors. */
function failing(errors: Readonly<Record<number, Error>>): Embedder & { asked: number } {
  const embedder = {
    asked: 0,
    name: 'test',
    embed: async (some: readonly unknown[]) => {
      embedder.asked += 1
      const error = errors[embedder.asked]
      if (error !== undefined) throw error
      return some.map(() => ({ kind: 'dense' as const, values: [1] }))
    },
  }
  return embedder
}

test('an embedder that is back after a moment is asked again', async () => {
  const embedder = failing({ 2: new TargetError('unreachable', 'Nothing listens there.', 0) })
  const { texts: described, fault } = await describeTexts(texts, embedder, ATTEMPT)
  assert.deepEqual([fault, embedder.asked], [null, 4])
  assert.ok(described.every(({ vector }) => vector?.length === 1))
})

test('after an ask that makes no sense to repeat the rest has languages and no vectors', async () => {
  const embedder = failing({ 2: new TargetError('refused', 'The key is refused.') })
  const { texts: described, fault } = await describeTexts(texts, embedder, ATTEMPT)
  assert.deepEqual([fault, embedder.asked], ['The key is refused.', 2])
  assert.deepEqual([described.length, described.findIndex(({ vector }) => vector === null)], [1_100, 500])
  assert.ok(described.every(({ language }) => language !== null))
})

test('a fault of the program is none of the embedder', async () => {
  await assert.rejects(describeTexts(texts, failing({ 1: new Error('broken') }), ATTEMPT), /broken/)
})
