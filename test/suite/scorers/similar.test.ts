import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createHashedNgrams } from '../../../adapters/embedders/hashed-ngrams.ts'
import type { Embedder } from '../../../suite/embedder.ts'
import { scoreSimilar } from '../../../suite/scorers/similar.ts'
import { TargetError } from '../../../suite/target.ts'

const { signal } = new AbortController()

/** Dense vectors of texts that are written as their numbers. */
const dense: Embedder = {
  name: 'numbers',
  embed: async (texts) =>
    texts.map(({ text }) => (text === '' ? null : { kind: 'dense', values: text.split(' ').map(Number) })),
}
const options = { embedder: dense, atLeast: 0.8, signal }

test('the value is the cosine, never below 0, of the best answer', async () => {
  assert.deepEqual(await scoreSimilar('3 4', '3 4', options), { value: 1, passed: true })
  const score = await scoreSimilar('3 4', '4 3', options)
  assert.ok(Math.abs(score.value! - 24 / 25) < 1e-12)
  assert.deepEqual(await scoreSimilar('1 0', ['0 1', '-1 0'], options), {
    value: 0,
    passed: false,
    reason: '0 is below 0.8',
  })
  assert.equal((await scoreSimilar('1 0', ['0 1', '2 0'], options)).value, 1)
})

test('hashed n-grams are near when texts share their spelling', async () => {
  const lexical = { ...options, embedder: createHashedNgrams() }
  const near = await scoreSimilar('Refunds take fourteen days.', 'A refund takes fourteen days', lexical)
  const far = await scoreSimilar('Refunds take fourteen days.', 'Bring your own helmet', lexical)
  assert.ok(near.value! > 0.5 && far.value! < 0.3, `${near.value} ${far.value}`)
})

test('what cannot be embedded, and an embedder that cannot be asked, leave the output unscored', async () => {
  assert.match((await scoreSimilar('', '1 0', options)).reason!, /no vector of the output/)
  assert.match((await scoreSimilar('1 0', '', options)).reason!, /no vector of the expected answer/)
  assert.equal((await scoreSimilar('1 0', { a: 1 }, options)).value, null)
  const embed = () => Promise.reject(new TargetError('timeout', 'none', 0))
  const down = { ...options, embedder: { name: 'down', embed } }
  assert.deepEqual(await scoreSimilar('1', '1', down), {
    value: null,
    reason: 'the embedder could not be asked (timeout)',
  })
})
