import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Case } from '../../suite/case.ts'
import { caseSelector, selectCases } from '../../suite/select-cases.ts'

const CASES: readonly Case[] = Array.from({ length: 100 }, (_, i) => ({
  id: `case-${i}`,
  input: `question ${i}`,
  tags: { smoke: i % 10 === 0, locale: i % 2 === 0 ? 'de' : 'en', level: i % 3 },
}))

const idsOf = (cases: readonly Case[]) => cases.map(({ id }) => id)

test('a profile without conditions runs everything, in the order of the dataset', () => {
  assert.deepEqual(selectCases(CASES, {}), CASES)
})

test('all tags of a profile must fit, by value and type', () => {
  assert.deepEqual(idsOf(selectCases(CASES, { tags: { smoke: true, level: 0 } })), [
    'case-0',
    'case-30',
    'case-60',
    'case-90',
  ])
  assert.deepEqual(selectCases(CASES, { tags: { smoke: 'true' } }), [])
  assert.deepEqual(selectCases(CASES, { tags: { toString: 'x' } }), [])
  assert.deepEqual(selectCases([{ id: 'bare', input: 'x' }], { tags: { smoke: true } }), [])
})

test('tags come first, then the sample, then the limit', () => {
  const chosen = selectCases(CASES, { tags: { locale: 'de' }, sample: 20, limit: 5 })
  const sampled = selectCases(CASES, { tags: { locale: 'de' }, sample: 20 })
  assert.equal(sampled.length, 20)
  assert.deepEqual(chosen, sampled.slice(0, 5))
  assert.ok(chosen.every(({ tags }) => tags?.locale === 'de'))
})

test('a sample or limit larger than what is left takes all of it', () => {
  assert.deepEqual(selectCases(CASES, { sample: 1000, limit: 1000 }), CASES)
})

test('the same cases are drawn whatever the order, and mostly the same ones when cases are added', () => {
  const drawn = idsOf(selectCases(CASES, { sample: 30 }))
  assert.deepEqual(idsOf(selectCases(CASES.toReversed(), { sample: 30 })).toReversed(), drawn)
  const more = [...CASES, ...CASES.slice(0, 10).map((item) => ({ ...item, id: `new ${item.id}` }))]
  const again = new Set(idsOf(selectCases(more, { sample: 30 })))
  assert.ok(drawn.filter((id) => again.has(id)).length >= 20)
})

test('a sample is a subsequence of the dataset of the size that was asked for', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), fc.integer({ min: 1, max: 20 }), (ids, sample) => {
      const cases = ids.map((id) => ({ id, input: '' }))
      const chosen = selectCases(cases, { sample })
      assert.equal(chosen.length, Math.min(sample, cases.length))
      assert.deepEqual(
        chosen,
        cases.filter((item) => chosen.includes(item)),
      )
    }),
  )
})

test('a sample leans to no part of the dataset', () => {
  const many: readonly Case[] = Array.from({ length: 4000 }, (_, i) => ({ id: `gsm8k-test-${i}`, input: '' }))
  const firstHalf = selectCases(many, { sample: 1000 }).filter((item) => many.indexOf(item) < 2000).length
  // Hypergeometric, sd 13.7: five of them.
  assert.ok(Math.abs(firstHalf - 500) < 69, `${firstHalf} of 1000 from the first half`)
})

test('a stratified sample keeps the shares of a tag, and is the same whatever the order', () => {
  const cases = CASES.map((item, i) => ({
    ...item,
    tags: { intent: i < 60 ? 'ride' : i < 95 ? 'pay' : 'other' },
  }))
  const drawn = selectCases(cases, { sample: 21, stratifyBy: 'intent' })
  const counts = Map.groupBy(drawn, ({ tags }) => tags?.intent)
  // Of 21: 12.6, 7.35 and 1.05.
  assert.deepEqual(
    [counts.get('ride')?.length, counts.get('pay')?.length, counts.get('other')?.length],
    [13, 7, 1],
  )
  const turned = selectCases(cases.toReversed(), { sample: 21, stratifyBy: 'intent' })
  assert.deepEqual(idsOf(turned).toReversed(), idsOf(drawn))
})

test('another seed draws another sample, and ids choose by name', () => {
  const first = idsOf(selectCases(CASES, { sample: 30 }))
  assert.deepEqual(idsOf(selectCases(CASES, { sample: 30, seed: 0 })), first)
  assert.notDeepEqual(idsOf(selectCases(CASES, { sample: 30, seed: 1 })), first)
  assert.deepEqual(idsOf(selectCases(CASES, { ids: ['case-7', 'case-3', 'gone'] })), ['case-3', 'case-7'])
})

test('one case after the other, the same are chosen as of all at once', () => {
  const cases = CASES.map((item, at) =>
    at % 7 === 0 ? { ...item, human: { score: 1, rater: 'ana', at: '2026-11-26' } } : item,
  )
  for (const profile of [
    {},
    { limit: 5 },
    { tags: { locale: 'de' }, limit: 3, humanRated: true },
    { ids: ['x'] },
  ])
    assert.deepEqual(cases.filter(caseSelector(profile)), selectCases(cases, profile))
})
