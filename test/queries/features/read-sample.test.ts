import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openDatabase } from '../../../queries/database.ts'
import { readSampleTexts } from '../../../queries/features/read-sample.ts'

const WRITE = `COPY (
  SELECT md5('r' || i) AS place, 'r' || i AS record_key, 'r' || i AS id, CAST(NULL AS VARCHAR) AS unit, 'text' AS input,
    'e' AS embedder, [1] AS terms, [1] AS counts, CAST(NULL AS FLOAT[]) AS vector,
    CASE WHEN i % 2 = 0 THEN $even END AS inclusion_probability
  FROM range(2000) AS t(i)
) TO $path (FORMAT parquet)`

/** A sample of 2,000 requests, of which the even ones were logged with some probability, and all others always. */
async function readSample(even: number, most: number) {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-'))
  try {
    await using db = await openDatabase({ temporaryFolder: join(folder, 'spill') })
    const path = join(folder, 'sample.parquet')
    await db.run({ name: 'write', sql: WRITE }, { even, path })
    return await readSampleTexts(db, path, most)
  } finally {
    await rm(folder, { recursive: true })
  }
}

const isEven = ({ id }: { id: string }) => Number(id.slice(1)) % 2 === 0

test('requests that a log was likelier to keep are thinned to the smallest probability', async () => {
  const { inputs, sampled, thinned } = await readSample(0.25, 2000)
  assert.deepEqual([sampled, thinned], [2000, inputs.length])
  assert.equal(inputs.filter(isEven).length, 1000)
  // A quarter of 1,000, give or take four standard deviations.
  assert.ok(Math.abs(inputs.length - 1250) < 55, `${inputs.length}`)
})

test('requests of one probability all stay, and the first ones are given', async () => {
  const { inputs, sampled, thinned } = await readSample(1, 50)
  assert.deepEqual([inputs.length, sampled, thinned], [50, 2000, 2000])
})
