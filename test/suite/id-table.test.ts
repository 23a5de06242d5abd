import assert from 'node:assert/strict'
import { test } from 'node:test'
import { IdTable } from '../../suite/id-table.ts'

test('a table gives back the number of every id it was given, however many, and none of another', () => {
  const table = new IdTable()
  for (let i = 0; i < 20_000; i += 1) table.add(`case ${i}`, 3 * i)
  for (let i = 0; i < 20_000; i += 1) assert.equal(table.get(`case ${i}`), 3 * i)
  for (let i = 20_000; i < 40_000; i += 1) assert.equal(table.get(`case ${i}`), undefined)
  assert.equal(table.get(''), undefined)
})
