import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createHashedNgrams } from '../../../adapters/embedders/hashed-ngrams.ts'

const embed = async (...texts: string[]) => {
  const { signal } = new AbortController()
  const given = texts.map((text) => ({ text, vector: null }))
  return createHashedNgrams().embed(given, signal)
}

const counted = (embedding: Awaited<ReturnType<typeof embed>>[number] | undefined) => {
  assert.equal(embedding?.kind, 'terms')
  return embedding.counts.reduce((sum, count) => sum + count, 0)
}

test('a text of n characters has the 2- to 5-grams that fit into it', async () => {
  const [five, two] = await embed('abcde', 'ab')
  assert.equal(counted(five), 4 + 3 + 2 + 1)
  assert.equal(counted(two), 1)
  const [repeated] = await embed('aaaaa')
  assert.deepEqual(repeated?.kind === 'terms' && repeated.counts.toSorted(), [1, 2, 3, 4])
})

test('a gram has the same term in every text, and case, form and white space do not matter', async () => {
  const [plain, spaced, other] = await embed(
    'Où est ça?',
    '\n OU\u0300  EST\u00a0c\u0327a? ',
    'something else',
  )
  assert.deepEqual(spaced, plain)
  assert.notDeepEqual(other, plain)
})

test('a text of one character or of white space has nothing to embed', async () => {
  assert.deepEqual(await embed('', 'a', ' \n'), [null, null, null])
})

test('only the beginning of a long text counts', async () => {
  const [long] = await embed('ab '.repeat(1_000_000))
  assert.equal(counted(long), 3999 + 3998 + 3997 + 3996)
})

test('terms rise and stay in their range, and every count is of a gram', () => {
  const property = fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 80 }), async (text) => {
    const [embedding] = await embed(text)
    if (embedding?.kind !== 'terms') return
    const { terms, counts } = embedding
    assert.ok(terms.every((term, index) => term >= 0 && term < 2 ** 18 && term > (terms[index - 1] ?? -1)))
    assert.equal(counts.length, terms.length)
    assert.ok(counts.every((count) => count >= 1))
  })
  return fc.assert(property, { numRuns: 200, seed: 3 })
})
