import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Tags } from '../../suite/case.ts'
import type { PassRow } from '../../suite/pass-table.ts'
import { sliceRows, slicesOf } from '../../suite/slices.ts'

function rows(count: number, tags: Tags | ((i: number) => Tags)): PassRow[] {
  return Array.from({ length: count }, (_, i) => ({
    caseId: `case-${i}`,
    inputDigest: 'd',
    tags: typeof tags === 'function' ? tags(i) : tags,
    status: 'answered',
    scores: {},
  }))
}

const namesOf = (table: readonly PassRow[]) => slicesOf(table).map(({ name }) => name)

test('every value of a tag with at least ten cases is a slice, in order of names', () => {
  const table = [
    ...rows(12, { intent: 'refund' }),
    ...rows(10, { intent: 'pricing' }),
    ...rows(9, { intent: 'rare' }),
  ]
  assert.deepEqual(slicesOf(table), [
    { name: 'intent=pricing', tag: 'intent', value: 'pricing' },
    { name: 'intent=refund', tag: 'intent', value: 'refund' },
  ])
})

test('a tag with one value says nothing that everything does not', () => {
  assert.deepEqual(slicesOf(rows(50, { intent: 'refund' })), [])
})

test('a tag with more than twenty values names cases, not slices', () => {
  const tagged = (values: number) => rows(values * 10, (i) => ({ user: `u${i % values}` }))
  assert.equal(slicesOf(tagged(20)).length, 20)
  assert.deepEqual(slicesOf(tagged(21)), [])
})

test('a tag of numbers is a measurement, one of truths or of versions is none', () => {
  assert.deepEqual(slicesOf(rows(40, (i) => ({ words: i % 2 }))), [])
  assert.deepEqual(slicesOf(rows(40, (i) => ({ words: `${i % 2}` }))), [])
  assert.deepEqual(namesOf(rows(40, (i) => ({ smoke: i % 2 === 0 }))), ['smoke=false', 'smoke=true'])
  assert.deepEqual(namesOf(rows(40, (i) => ({ v: i % 2 ? '1' : 'beta' }))), ['v=1', 'v=beta'])
})

test('cases without tags cut no slices', () => {
  assert.deepEqual(slicesOf([]), [])
  assert.deepEqual(slicesOf(rows(50, {})), [])
})

test('the rows of a slice are those that carry its tag with its value, as text', () => {
  const table = [...rows(2, { a: 1 }), ...rows(3, { a: '1' }), ...rows(4, { a: 2 }), ...rows(5, {})]
  assert.equal(sliceRows(table, { name: 'a=1', tag: 'a', value: '1' }).length, 5)
})

test('tags named like what every object inherits are tags like others', () => {
  const slice = { name: 'toString=x', tag: 'toString', value: 'x' }
  assert.deepEqual(sliceRows(rows(20, {}), slice), [])
  const table = rows(40, (i) => ({ constructor: i % 2 ? 'x' : 'y' }))
  assert.deepEqual(namesOf(table), ['constructor=x', 'constructor=y'])
  assert.equal(sliceRows(table, { name: '', tag: 'constructor', value: 'x' }).length, 20)
})
