import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { reduceTexts } from '../../drift/reduce-texts.ts'
import { weighTerms } from '../../drift/tf-idf.ts'
import { seededRandom } from '../../stats/random.ts'
import { pickRows } from '../../stats/sparse-rows.ts'
import { sparse } from './sparse.ts'

const near = (actual: ArrayLike<number>, expected: readonly number[]) => {
  assert.equal(actual.length, expected.length)
  for (const [place, value] of expected.entries())
    assert.ok(Math.abs((actual[place] ?? Number.NaN) - value) <= 1e-6, `${actual[place]} is not ${value}`)
}

test('weights are those of scikit-learn’s TfidfTransformer with sublinear_tf', () => {
  const { values, starts, columns } = weighTerms(sparse([{ 1: 3, 2: 1 }, { 2: 2 }, { 1: 1, 3: 1 }, {}]))
  // n = 4; idf of terms 1 and 2: ln(5/3) + 1, of term 3: ln(5/2) + 1.
  const [common, rare] = [Math.log(5 / 3) + 1, Math.log(5 / 2) + 1]
  const first = [(1 + Math.log(3)) * common, common]
  near(
    values.subarray(0, 2),
    first.map((weight) => weight / Math.hypot(...first)),
  )
  near(values.subarray(2, 3), [1])
  near(values.subarray(3), [common / Math.hypot(common, rare), rare / Math.hypot(common, rare)])
  assert.deepEqual([...columns], [1, 2, 2, 1, 3])
  assert.deepEqual([...starts], [0, 2, 3, 5, 5], 'a text without terms is an empty row')
})

test('the order of texts changes no weight', () => {
  const text = fc.dictionary(fc.nat(30).map(String), fc.integer({ min: 1, max: 5 }), { maxKeys: 8 })
  const property = fc.property(fc.array(text, { minLength: 1, maxLength: 12 }), fc.nat(11), (texts, cut) => {
    const whole = weighTerms(sparse(texts))
    const turned = weighTerms(sparse([...texts.slice(cut), ...texts.slice(0, cut)]))
    const at = turned.values.length - whole.starts[Math.min(cut, texts.length)]!
    assert.deepEqual([...turned.values.subarray(at), ...turned.values.subarray(0, at)], [...whole.values])
  })
  fc.assert(property, { numRuns: 100, seed: 6 })
})

/** Texts about one of two topics, whose words overlap little. */
function topics(count: number, seed: string) {
  const random = seededRandom(seed)
  return Array.from({ length: count }, (_, place) => {
    const first = place % 2 === 0 ? 0 : 40
    return Object.fromEntries(Array.from({ length: 12 }, () => [first + Math.floor(random() * 50), 1]))
  })
}

test('topics lie apart, the same for the same seed', () => {
  const texts = weighTerms(sparse(topics(100, 'a'), 90))
  const points = reduceTexts(texts, 's')
  assert.equal(points.dimensions, 5)
  // The first component is what all texts share, the second what divides them.
  const sides = topics(100, 'a').map((_, i) => Math.sign(points.values[5 * i + 1]!) * (i % 2 === 0 ? 1 : -1))
  const apart = Math.abs(sides.reduce((sum, side) => sum + side, 0))
  assert.ok(apart >= 90, `${apart} of 100`)
  assert.deepEqual(reduceTexts(texts, 's'), points)
})

test('texts without terms, and no texts at all, are no error', () => {
  assert.equal(reduceTexts(weighTerms(sparse([{}, {}])), 's').values.length, 0)
  assert.equal(reduceTexts(weighTerms(sparse([])), 's').values.length, 0)
  const { values } = reduceTexts(weighTerms(sparse([{ 3: 1 }, {}, { 3: 2, 4: 1 }, {}])), 's')
  const lengths = [0, 1, 2, 3].map((text) => Math.hypot(values[2 * text]!, values[2 * text + 1]!))
  assert.deepEqual(
    lengths.map((length) => Math.round(1e9 * length) / 1e9),
    [1, 0, 1, 0],
  )
})

test('picked rows keep the columns that two of them have', () => {
  const rows = sparse([{ 1: 1, 5: 2 }, { 5: 3, 9: 1 }, {}, { 1: 4, 5: 1, 9: 1 }])
  const picked = pickRows(rows, [3, 2, 0])
  assert.deepEqual([...picked.starts], [0, 2, 2, 4])
  assert.deepEqual([...picked.columns], [0, 1, 0, 1])
  assert.deepEqual([...picked.values], [4, 1, 1, 2])
  assert.equal(picked.width, 2)
})
