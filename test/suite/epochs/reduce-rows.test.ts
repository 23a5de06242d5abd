import assert from 'node:assert/strict'
import { test } from 'node:test'
import { flakyCases } from '../../../suite/epochs/flaky-cases.ts'
import { reduceRows } from '../../../suite/epochs/reduce-rows.ts'
import type { PassRow } from '../../../suite/pass-table.ts'
import { passes } from '../../../suite/passes.ts'

function epochsOf(caseId: string, values: readonly (number | null)[]): PassRow[] {
  return values.map((value, place) => ({
    caseId,
    epoch: place + 1,
    inputDigest: 'd',
    tags: {},
    status: value === null ? 'errored' : 'answered',
    scores: value === null ? {} : { s: { value } },
  }))
}

test('each case stands once, its scores reduced over the epochs that were scored', () => {
  const rows = [
    ...epochsOf('a', [1, 0, 1, null]),
    ...epochsOf('b', [0, 0, 1]),
    ...epochsOf('c', [null, null]),
  ]
  const reduced = reduceRows(rows, 'mean')
  assert.deepEqual(
    reduced.map(({ caseId, status, scores }) => [caseId, status, scores.s]),
    [
      ['a', 'answered', { value: 2 / 3, passed: true }],
      ['b', 'answered', { value: 1 / 3, passed: false }],
      ['c', 'errored', undefined],
    ],
  )
  assert.deepEqual(
    reduceRows(rows, 'max').map(({ scores }) => scores.s),
    [{ value: 1, passed: true }, { value: 1, passed: true }, undefined],
  )
  assert.deepEqual(reduceRows(rows, 'pass^3')[0]?.scores.s, { value: 0, passed: false })
  assert.deepEqual(reduceRows(rows, 'pass@4')[0]?.scores.s, { value: null })
})

test('a mark of the scorer’s own decides what passes, whatever the mean', () => {
  const rows = epochsOf('a', [0.7, 0.7, 0.9]).map((row) => {
    const { value } = row.scores.s as { value: number }
    return { ...row, scores: { s: { value, passed: value >= 0.8 } } }
  })
  assert.deepEqual(
    reduceRows(rows, 'mean').map(({ scores }) => passes(scores.s)),
    [false],
  )
})

test('a run of one epoch stays as it is', () => {
  const rows = [...epochsOf('a', [1]), ...epochsOf('b', [null])]
  assert.deepEqual(reduceRows(rows, 'mean'), rows)
})

test('flaky cases are named with how often two of their epochs differ', () => {
  const rows = [
    ...epochsOf('a', [1, 0, 1]),
    ...epochsOf('b', [1, 1, 1]),
    ...epochsOf('c', [1, 0]),
    ...epochsOf('d', [1]),
  ]
  assert.deepEqual(flakyCases(rows, ['s']), [
    { caseId: 'c', scorer: 's', passed: 1, epochs: 2, flipRate: 1 },
    { caseId: 'a', scorer: 's', passed: 2, epochs: 3, flipRate: 4 / 6 },
  ])
})
