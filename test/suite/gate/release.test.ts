import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeRelease } from '../../../suite/gate/release.ts'
import { parseShare } from '../../../suite/gate/share.ts'
import { holdAgainst, thresholdsOf } from '../../../suite/gate/thresholds.ts'
import { agreementOf, type HumanRating } from '../../../suite/human/agreement.ts'
import type { PassRow } from '../../../suite/pass-table.ts'

const row = (i: number, value: number | null, intent: string): PassRow => ({
  caseId: `c${i}`,
  inputDigest: 'x',
  tags: { intent },
  status: 'answered',
  scores: { exact: { value } },
})
/** Ten cases of each intent; nine refunds and seven others pass. */
const ROWS = [
  ...Array.from({ length: 10 }, (_, i) => row(i, i < 9 ? 1 : 0, 'refund')),
  ...Array.from({ length: 10 }, (_, i) => row(10 + i, i < 7 ? 1 : 0, 'other')),
]
const held = (gates: Parameters<typeof thresholdsOf>[0], otherwise?: string) =>
  holdAgainst(
    ROWS,
    thresholdsOf(gates, ['exact'], otherwise === undefined ? undefined : parseShare(otherwise, 'x')),
    'mean',
  )
const judged = (results: ReturnType<typeof held>, answered = 20) =>
  judgeRelease({ answered, cases: 20, answeredAtLeast: 0.98, results, agreements: [] })

test('a rate of exactly the threshold is enough, by scorer and slice', () => {
  const results = held({ exact: { passRate: 0.8, slices: { 'intent=refund': 0.9 } } })
  assert.deepEqual(
    results.map(({ slice, passed, n, verdict }) => [slice, passed, n, verdict]),
    [
      [null, 16, 20, 'met'],
      ['intent=refund', 9, 10, 'met'],
    ],
  )
  assert.deepEqual(judged(results), {
    gate: 'passed',
    reason: 'all thresholds are met (2).',
    incomplete: false,
  })
})

test('what is missed is named with counts', () => {
  const verdict = judged(held({ exact: { passRate: 0.81, slices: { 'intent=other': 0.75 } } }))
  assert.equal(
    verdict.reason,
    'exact passes 16 of 20 cases (80 %), less than 81 %; exact where intent=other passes 7 of 10 cases (70 %), less than 75 %.',
  )
  assert.equal(verdict.incomplete, false)
})

test('without anything scored, or with too few answers, there is no verdict', () => {
  assert.deepEqual(judged(held({ exact: { slices: { 'intent=none': 0.5 } } })), {
    gate: 'failed',
    reason: 'nothing was scored by exact where intent=none.',
    incomplete: true,
  })
  assert.match(judged(held({ exact: 0.1 }), 19).reason, /^only 19 of 20 cases were answered/)
})

test('one rate stands for scorers without their own', () => {
  assert.equal(held({}, '0.8')[0]?.verdict, 'met')
  assert.equal(held({ exact: 0.9 }, '0.1')[0]?.threshold, 0.9)
  assert.deepEqual(held({}), [])
})

test('people and a scorer are held against each other on outputs that have not changed', () => {
  const rating = (i: number, score: number, output: HumanRating['output'] = 'same') => ({
    caseId: `c${i}`,
    score,
    output,
  })
  const ratings = [
    rating(0, 1),
    rating(1, 0.5),
    rating(2, 0.4, 'unknown'),
    rating(9, 0),
    rating(3, 0, 'changed'),
    rating(99, 1),
  ]
  const agreement = agreementOf('exact', ratings, ROWS)
  assert.deepEqual(agreement.table, { n11: 2, n10: 0, n01: 1, n00: 1 })
  assert.deepEqual(
    [agreement.share, agreement.stale, agreement.unknown, agreement.apart],
    [0.75, 1, 1, ['c2']],
  )
  assert.equal(agreementOf('other', ratings, ROWS).share, null)
})
