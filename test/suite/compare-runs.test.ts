import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compareRuns } from '../../suite/compare-runs.ts'
import type { PassRow } from '../../suite/pass-table.ts'

function row(caseId: string, value: number | null, other: Partial<PassRow> = {}): PassRow {
  return { caseId, inputDigest: 'd', tags: {}, status: 'answered', scores: { s: value }, ...other }
}

test('pairs are made of cases scored in both runs, and what is left out is counted by its reason', () => {
  const base = [
    row('keeps', 1),
    row('falls', 1),
    row('rises', 0),
    row('gone', 1),
    row('changed', 1),
    row('errs', 1),
    row('blank', 1),
  ]
  const head = [
    row('rises', 1),
    row('falls', 0),
    row('keeps', 1),
    row('new', 0),
    row('changed', 0, { inputDigest: 'e' }),
    row('errs', null, { status: 'errored', scores: {} }),
    row('blank', null),
  ]
  const { cases, scorers } = compareRuns(base, head)
  assert.deepEqual(cases, { both: 6, onlyBase: 1, onlyHead: 1, changed: 1, errored: 1, unscored: 1 })
  assert.deepEqual(scorers, [
    { name: 's', table: { n11: 1, n10: 1, n01: 1, n00: 0 }, lost: ['falls'], gained: ['rises'] },
  ])
})

test('a scorer that only one run has makes no pairs and leaves the others alone', () => {
  const { cases, scorers } = compareRuns([row('a', 1)], [row('a', 1, { scores: { s: 1, t: 0 } })])
  assert.equal(cases.unscored, 0)
  assert.deepEqual(
    scorers.map(({ name, table }) => [name, table.n11 + table.n10 + table.n01 + table.n00]),
    [
      ['s', 1],
      ['t', 0],
    ],
  )
})

test('epochs are paired with their own, and the same one twice is refused', () => {
  const base = [row('a', 1, { epoch: 1 }), row('a', 0, { epoch: 2 })]
  assert.deepEqual(compareRuns(base, base).scorers[0]?.table, { n11: 1, n10: 0, n01: 0, n00: 1 })
  assert.throws(() => compareRuns([row('a', 1), row('a', 1)], []), /holds case "a", epoch 1, twice/)
})

test('names of scorers that objects have by birth are only names', () => {
  const { scorers } = compareRuns([row('a', 1, { scores: { toString: 1 } })], [row('a', 1, { scores: {} })])
  assert.deepEqual(scorers[0]?.table, { n11: 0, n10: 0, n01: 0, n00: 0 })
})

test('a run against itself has no flips, and swapping runs swaps the flips, in any order of rows', () => {
  const value = fc.constantFrom(0, 1, null)
  const runs = fc.uniqueArray(fc.tuple(fc.nat(30), value, value), { selector: ([id]) => id })
  fc.assert(
    fc.property(runs, (triples) => {
      const base = triples.map(([id, before]) => row(String(id), before))
      const head = triples.map(([id, , after]) => row(String(id), after)).reverse()
      const there = compareRuns(base, head).scorers[0]
      const back = compareRuns(head, base).scorers[0]
      assert.deepEqual([there?.table.n10, there?.table.n11], [back?.table.n01, back?.table.n11])
      const self = compareRuns(base, [...base].reverse()).scorers[0]?.table
      assert.deepEqual([self?.n10 ?? 0, self?.n01 ?? 0], [0, 0])
    }),
  )
})

test('cases of one group and epochs of one case are told together, single cases are not', () => {
  const grouped = [row('a', 1, { group: 'g' }), row('b', 1, { group: 'g' })]
  const base = [...grouped, row('c', 1, { epoch: 1 }), row('c', 1, { epoch: 2 }), row('d', 0)]
  const head = base.map((one) => ({ ...one, scores: { s: one.caseId === 'b' ? 0 : 1 } }))
  const [scorer] = compareRuns(base, head).scorers
  assert.deepEqual(scorer?.table, { n11: 3, n10: 1, n01: 1, n00: 0 })
  assert.deepEqual(scorer?.groups, [
    { n11: 1, n10: 1, n01: 0, n00: 0 },
    { n11: 2, n10: 0, n01: 0, n00: 0 },
    { n11: 0, n10: 0, n01: 1, n00: 0 },
  ])
  assert.equal(compareRuns([row('a', 1)], [row('a', 1)]).scorers[0]?.groups, undefined)
})
