import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compare } from './summarised-files.ts'

const rows = Array.from({ length: 40 }, (_, row) => `u${row % 12},${row % 9},${row % 7}`).join('\n')
const files = { reference: `user_id,x,old\n${rows}\n`, current: `user_id,x,new\n${rows}\n` }

test('columns are left out by name, of both tables or of one, and say so', async () => {
  const reason = 'it was left out with `--skip`'
  const { rowColumns, skipped } = await compare({ ...files, skip: ['x', 'new'] })
  assert.deepEqual(rowColumns, [])
  assert.deepEqual(skipped, [
    { name: 'user_id', reason: 'its values say which rows hang together' },
    { name: 'x', reason },
    { name: 'old', reason: 'only the reference table has it' },
    { name: 'new', reason },
  ])
})

test('a column that is left out still says which rows hang together', async () => {
  const { design, skipped } = await compare({ ...files, skip: ['user_id'] })
  assert.equal(design.cluster?.column, 'user_id')
  assert.equal(skipped[0]?.reason, 'its values say which rows hang together')
})

test('a name that is not there, or has a type as well, is refused', async () => {
  await assert.rejects(
    compare({ ...files, skip: ['y'] }),
    /Cannot leave out column "y": neither table has it\. Expected one of "user_id", "x", "old", "new"\./,
  )
  await assert.rejects(
    compare({ ...files, skip: ['x'], types: { x: 'numeric' } }),
    /Cannot leave out column "x" and give it a type as well/,
  )
  await assert.rejects(
    compare({ ...files, types: { old: 'numeric' } }),
    /Cannot give column "old" a type: not both tables have it\. Both have "user_id", "x"/,
  )
})
