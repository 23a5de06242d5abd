import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { reduceTexts } from '../../drift/reduce-texts.ts'
import { type TermCounts, weighTerms } from '../../drift/tf-idf.ts'
import { seededRandom } from '../../stats/random.ts'

const counts = (entries: Readonly<Record<number, number>>): TermCounts => ({
  terms: Object.keys(entries).map(Number),
  counts: Object.values(entries),
})

const near = (actual: ArrayLike<number>, expected: readonly number[], tolerance = 1e-12) => {
  assert.equal(actual.length, expected.length)
  for (const [place, value] of expected.entries())
    assert.ok(
      Math.abs((actual[place] ?? Number.NaN) - value) <= tolerance,
      `${actual[place]} is not ${value}`,
    )
}

test('weights are those of scikit-learn’s TfidfTransformer with sublinear_tf', () => {
  const { reference, current, terms } = weighTerms(
    [counts({ 1: 3, 2: 1 }), counts({ 2: 2 })],
    [counts({ 1: 1, 3: 1 }), counts({})],
  )
  assert.deepEqual(terms, [1, 2, 3])
  // n = 4; idf of terms 1 and 2: ln(5/3) + 1, of term 3: ln(5/2) + 1.
  const [common, rare] = [Math.log(5 / 3) + 1, Math.log(5 / 2) + 1]
  const first = [(1 + Math.log(3)) * common, common]
  near(
    reference[0]?.weights ?? [],
    first.map((weight) => weight / Math.hypot(...first)),
  )
  near(reference[1]?.weights ?? [], [1])
  near(current[0]?.weights ?? [], [common / Math.hypot(common, rare), rare / Math.hypot(common, rare)])
  assert.deepEqual([...(current[0]?.columns ?? [])], [0, 2])
  assert.equal(current[1]?.weights.length, 0, 'a text without terms is an empty row')
})

test('which side a text stands on, and in which order, changes no weight', () => {
  const text = fc
    .uniqueArray(fc.nat(30), { maxLength: 8 })
    .map((terms) => ({ terms: terms.sort((a, b) => a - b), counts: terms.map((term) => (term % 4) + 1) }))
  const property = fc.property(fc.array(text, { minLength: 1, maxLength: 12 }), fc.nat(12), (texts, cut) => {
    const whole = weighTerms(texts, []).reference
    const parts = weighTerms(texts.slice(cut), texts.slice(0, cut))
    assert.deepEqual([...parts.current, ...parts.reference], whole)
  })
  fc.assert(property, { numRuns: 100, seed: 6 })
})

/** Texts about one of two topics, whose words overlap little. */
function topics(count: number, seed: string) {
  const random = seededRandom(seed)
  return Array.from({ length: count }, (_, place) => {
    const first = place % 2 === 0 ? 0 : 40
    const terms = [...new Set(Array.from({ length: 12 }, () => first + Math.floor(random() * 50)))]
    return { terms: terms.sort((a, b) => a - b), counts: terms.map(() => 1) }
  })
}

test('as many dimensions as there are texts keep every distance', () => {
  const texts = weighTerms(topics(7, 'a'), topics(5, 'b'))
  const points = reduceTexts(texts, { dimensions: 12, seed: 's' })
  const rows = [...texts.reference, ...texts.current]
  const all = [...points.reference, ...points.current]
  for (const [i, a] of rows.entries()) {
    for (const [j, b] of rows.entries()) {
      const cosine = a.columns.reduce((sum, column, place) => {
        const other = b.columns.indexOf(column)
        return sum + (other < 0 ? 0 : (a.weights[place] ?? 0) * (b.weights[other] ?? 0))
      }, 0)
      const [left, right] = [all[i] ?? new Float64Array(), all[j] ?? new Float64Array()]
      const dot = left.reduce((sum, value, place) => sum + value * (right[place] ?? 0), 0)
      assert.ok(Math.abs(dot - cosine) < 1e-9)
    }
  }
})

test('few dimensions tell topics apart, the same for the same seed', () => {
  const texts = weighTerms(topics(60, 'a'), topics(40, 'b'))
  const { reference, current } = reduceTexts(texts, { dimensions: 2, seed: 's' })
  // The first component is what all texts share, the second what divides them.
  const sides = [...reference, ...current].map(
    (point, place) => Math.sign(point[1] ?? 0) * (place % 2 === 0 ? 1 : -1),
  )
  const apart = Math.abs(sides.reduce((sum, side) => sum + side, 0))
  assert.ok(apart >= 90, `${apart} of 100`)
  assert.deepEqual(reduceTexts(texts, { dimensions: 2, seed: 's' }), { reference, current })
})

test('texts without terms, and no texts at all, are no error', () => {
  const none = reduceTexts(weighTerms([counts({})], [counts({})]), { dimensions: 3, seed: 's' })
  assert.deepEqual(none, { reference: [new Float64Array()], current: [new Float64Array()] })
  assert.deepEqual(reduceTexts(weighTerms([], []), { dimensions: 3, seed: 's' }), {
    reference: [],
    current: [],
  })
})
