import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { filterCases } from '../../../report/view/client/filters.ts'
import { hashOf, type Place, placeOf } from '../../../report/view/client/place.ts'
import { type Part, wordDiff } from '../../../report/view/client/word-diff.ts'
import { SHOW_WORDS } from '../../../report/view/client/words.ts'
import type { PageCase, PageData } from '../../../report/view/page-data.ts'

const WORDS = fc.array(fc.constantFrom('refund', 'in', '14', 'days', ' ', '\n', '.', '退款', 'é'), {
  maxLength: 30,
})
const whole = (parts: readonly Part[]) => parts.map(({ text }) => text).join('')
const shared = (parts: readonly Part[]) =>
  parts
    .filter(({ own }) => !own)
    .map(({ text }) => text.replace(/\s+/g, ''))
    .join('')

test('a word diff loses nothing of either text, and what it calls shared is in both', () => {
  fc.assert(
    fc.property(WORDS, WORDS, (a, b) => {
      const [base, head] = [a.join(''), b.join('')]
      const diff = wordDiff(base, head)
      if (diff === null) return
      assert.equal(whole(diff.base), base)
      assert.equal(whole(diff.head), head)
      assert.equal(shared(diff.base), shared(diff.head))
    }),
  )
})

test('a word diff marks words, spaces between them with them, and signs of scripts without spaces', () => {
  const own = (parts: readonly Part[] = []) => parts.filter((part) => part.own).map(({ text }) => text)
  const diff = wordDiff('You get it back in 14 days.', 'You get it back within two weeks.')
  assert.deepEqual(own(diff?.base), ['in 14 days'])
  assert.deepEqual(own(diff?.head), ['within two weeks'])
  assert.deepEqual(own(wordDiff('退款需要14天', '退款需要30天')?.head), ['30'])
  assert.deepEqual(own(wordDiff('one line', 'one\nline')?.head), ['\n'])
})

test('texts that have little in common are not marked, and long ones do not hang', () => {
  const text = (sign: string) => Array.from({ length: 4000 }, (_, place) => `${sign}${place % 997}`).join(' ')
  assert.equal(wordDiff('refunds take two weeks', 'ask your bank about it, please'), null)
  const start = performance.now()
  assert.equal(wordDiff(text('a'), text('b')), null)
  assert.ok(performance.now() - start < 5_000)
})

test('a place survives its hash, whatever it names', () => {
  const text = fc.string({ minLength: 1, unit: 'grapheme' })
  const shows = fc.constantFrom(...(Object.keys(SHOW_WORDS) as (keyof typeof SHOW_WORDS)[]))
  const place: fc.Arbitrary<Place> = fc.record(
    { show: shows, scorer: text, slice: text, text, case: text, epoch: fc.integer({ min: 2, max: 99 }) },
    { requiredKeys: [], noNullPrototype: true },
  )
  fc.assert(fc.property(place, (given) => assert.deepEqual(placeOf(hashOf(given)), given)))
  assert.deepEqual(placeOf('#show=everything&epoch=-1&case='), {})
  assert.deepEqual(placeOf('#rates'), {})
})

const SIDE = { status: 'answered', passed: [true, true], epochs: [] } as const
const CASE: PageCase = {
  id: 'plain',
  tags: [['intent', 'refund']],
  input: [{ text: 'Can I get my money back?' }],
  expected: [],
  lost: [],
  gained: [],
  flaky: [],
  head: SIDE,
  base: SIDE,
}
const DATA: PageData = {
  run: 'now',
  base: 'before',
  scorers: ['exact', 'judge'],
  slices: ['intent=refund', 'intent=order'],
  cases: [
    CASE,
    { ...CASE, id: 'lost by exact', lost: [0], head: { ...SIDE, passed: [false, true] } },
    {
      ...CASE,
      id: 'lost by judge',
      lost: [1],
      head: { ...SIDE, passed: [true, false] },
      tags: [['intent', 'order']],
    },
    { ...CASE, id: 'fixed', gained: [0], base: { ...SIDE, passed: [false, true] } },
    { ...CASE, id: 'flaky', flaky: [1] },
    { ...CASE, id: 'errored before', base: { ...SIDE, status: 'errored', passed: [null, null] } },
    { ...CASE, id: 'unscored', head: { ...SIDE, passed: [true, null] } },
    { ...CASE, id: 'edited', before: { input: { text: 'Order?' }, expected: [{ text: 'YES' }] } },
    { ...CASE, id: 'new', base: null },
    { ...CASE, id: 'gone', head: null },
  ],
}
const idsOf = (filters: Parameters<typeof filterCases>[1]) =>
  filterCases(DATA, filters).cases.map(({ id }) => id)

test('filters list the cases of a kind, by any scorer or by one', () => {
  assert.deepEqual(idsOf({ show: 'regressed' }), ['lost by exact', 'lost by judge'])
  assert.deepEqual(idsOf({ show: 'regressed', scorer: 'judge' }), ['lost by judge'])
  assert.deepEqual(idsOf({ show: 'failed', slice: 'intent=refund' }), ['lost by exact'])
  for (const [show, id] of [
    ['fixed', 'fixed'],
    ['flaky', 'flaky'],
    ['errored', 'errored before'],
    ['unscored', 'unscored'],
    ['changed', 'edited'],
    ['new', 'new'],
    ['gone', 'gone'],
  ] as const)
    assert.deepEqual(idsOf({ show }), [id])
  assert.deepEqual(idsOf({ text: 'yes' }), ['edited'])
  assert.deepEqual(idsOf({ text: 'intent=ORDER' }), ['lost by judge'])
  assert.deepEqual(idsOf({ text: 'nowhere' }), [])
  assert.equal(idsOf({}).length, DATA.cases.length)
})

test('each filter counts what it would list, all others as they are', () => {
  for (const filters of [
    {},
    { slice: 'intent=refund' },
    { scorer: 'exact', text: 'lost' },
    { show: 'failed' },
  ] as const) {
    const { counts } = filterCases(DATA, filters)
    assert.equal(counts.all, idsOf({ ...filters, show: undefined } as object).length)
    for (const [show, count] of counts.shows) assert.equal(count, idsOf({ ...filters, show }).length, show)
    const counted = DATA.slices.map((slice) => idsOf({ ...filters, slice }).length)
    assert.deepEqual(counts.slices, counted)
  }
  const alone = filterCases({ ...DATA, base: null, cases: [{ ...CASE, base: null }] }, {})
  assert.deepEqual(
    [...alone.counts.shows],
    [
      ['failed', 0],
      ['passed', 1],
    ],
  )
})
