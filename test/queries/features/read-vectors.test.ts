import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { openDatabase } from '../../../queries/database.ts'
import { readDescribedCases } from '../../../queries/features/read-sample.ts'
import { readVectors } from '../../../queries/features/read-vectors.ts'
import { type TextDescription, writeDescriptions } from '../../../queries/features/sample-file.ts'

async function written(t: TestContext, texts: readonly Partial<TextDescription>[]) {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-'))
  t.after(() => rm(folder, { recursive: true }))
  const db = await openDatabase({ temporaryFolder: join(folder, 'spill') })
  t.after(() => db[Symbol.asyncDispose]())
  const path = join(folder, 'texts.parquet')
  const nothing = { language: 'en', embedder: 'grams', terms: null, counts: null, vector: null }
  await writeDescriptions(
    db,
    texts.map((text) => ({ ...nothing, ...text })),
    path,
  )
  return { db, path }
}

test('vectors are rows in the order of the file; what has none is an empty row', async (t) => {
  const texts = [{ terms: [3, 9], counts: [1, 2] }, {}, { terms: [0], counts: [7] }]
  const { db, path } = await written(t, texts)
  const { kind, embedders, rows } = await readVectors(db, path)
  assert.equal(kind, 'terms')
  assert.deepEqual(embedders, ['grams', 'grams', 'grams'])
  assert.deepEqual([...rows.starts], [0, 2, 2, 3])
  assert.deepEqual([...rows.columns], [3, 9, 0])
  assert.deepEqual([...rows.values], [1, 2, 7])
  assert.equal(rows.width, 10)
  assert.deepEqual([...(await readVectors(db, path, 2)).rows.starts], [0, 2, 2], 'the first ones')
})

test('a file with vectors of two kinds, as after a change of the embedder, keeps each as it is', async (t) => {
  const dense = { embedder: 'model', vector: [0.5, 0, -1] }
  const { db, path } = await written(t, [{}, dense, { terms: [4], counts: [2] }, dense])
  const { kind, isDense, rows } = await readVectors(db, path)
  assert.equal(kind, 'dense')
  assert.deepEqual([...isDense], [0, 1, 0, 1])
  assert.deepEqual([...rows.starts], [0, 0, 3, 4, 7])
  assert.deepEqual([...rows.columns], [0, 1, 2, 4, 0, 1, 2])
  assert.deepEqual([...rows.values], [0.5, 0, -1, 2, 0.5, 0, -1])
  assert.deepEqual(await readDescribedCases(db, path), [
    { embedder: 'grams', embedding: null },
    { embedder: 'model', embedding: [0.5, 0, -1] },
    { embedder: 'grams', embedding: { terms: Uint32Array.of(4), counts: Float32Array.of(2) } },
    { embedder: 'model', embedding: [0.5, 0, -1] },
  ])
})

test('vectors of more texts than DuckDB gives at a time are read whole', async (t) => {
  const texts = Array.from({ length: 5000 }, (_, i) => ({
    terms: i % 3 === 0 ? null : [i, i + 1],
    counts: i % 3 === 0 ? null : [1, i],
  }))
  const { db, path } = await written(t, texts)
  const { rows } = await readVectors(db, path)
  assert.equal(rows.columns.length, texts.filter(({ terms }) => terms !== null).length * 2)
  for (const [i, { terms }] of texts.entries())
    assert.deepEqual([...rows.columns.subarray(rows.starts[i], rows.starts[i + 1])], terms ?? [])
})
