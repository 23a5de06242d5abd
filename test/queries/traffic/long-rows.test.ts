import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Database, openDatabase } from '../../../queries/database.ts'
import { textOf } from '../../../queries/statement.ts'
import { loadLog } from '../../../queries/traffic/load-log.ts'
import { parquetParts } from '../../../queries/traffic/parquet-parts.ts'
import { halvesOf } from '../../../queries/traffic/raw-part.ts'
import { PLAIN } from './treatment.ts'

/** Writes requests, each with two texts of so many bytes, in row groups of 2,048 unless it is said. */
async function writeRequests(
  db: Database,
  path: string,
  texts: { readonly rows: number; readonly size: string; readonly group?: number },
) {
  const text = `i || ' ' || repeat('word ', (${texts.size}) // 5)`
  const sql = `COPY (SELECT 'r' || i AS id, TIMESTAMP '2026-11-22 01:00:00' AS timestamp, ${text} AS input, ${text} AS output,
    'm' AS model, '5' AS latency_ms, 'x' AS "tags.intent", 3 AS input_tokens FROM range(${texts.rows}) AS t(i))
    TO ${textOf(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${texts.group ?? 2048})`
  await db.run({ name: 'requests', sql })
}

test('a row group of more texts than there is memory for is read in parts, whole and in order', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-'))
  try {
    await using db = await openDatabase({ temporaryFolder: join(folder, 'spill') })
    const source = join(folder, 'log.parquet')
    await writeRequests(db, source, { rows: 1500, size: '10000' })
    const log = { ...PLAIN, kind: 'parquet' as const, source, sourceName: 'log', folder }
    const { dates, records, quarantined } = await loadLog(log, { memoryLimit: '250MB' })
    assert.deepEqual([records, quarantined], [1500, 0])
    const sql = `SELECT count(*) FILTER (id <> 'r' || (line - 1) OR line <> file_row_number + 1
        OR input <> (line - 1) || ' ' || repeat('word ', 2000) OR tags['intent'] <> 'x' OR input_tokens <> 3) AS wrong
      FROM read_parquet($file, file_row_number = true)`
    const [told] = await db.rows({ name: 'wrong', sql }, { file: dates[0]?.file ?? '' })
    assert.equal(told?.wrong, 0n)
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('parts hold every row once: long ones in small parts, short ones in larger ones, or at once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-'))
  try {
    await using db = await openDatabase({ temporaryFolder: folder })
    const path = join(folder, 'log.parquet')
    // The second of the row groups has long texts, all others 80 MB of short ones.
    const size = 'CASE WHEN i // 2048 = 1 THEN 5000 ELSE 1000 END'
    await writeRequests(db, path, { rows: 42_048, size })
    const rangesOf = async (isShortWhole: boolean) =>
      (await parquetParts(db, path, { folder, isShortWhole })).map(({ rows }) => [rows?.from, rows?.to])
    for (const ranges of [await rangesOf(false), await rangesOf(true)]) {
      const ends = ranges.map(([, to]) => to)
      assert.deepEqual(
        ranges.map(([from]) => from),
        [0, ...ends.slice(0, -1)],
      )
      assert.deepEqual([ends[0], ends.at(-1)], [2048, 42_048])
    }
    const shortEnds = async (isShortWhole: boolean) =>
      (await rangesOf(isShortWhole)).filter(([from]) => Number(from) >= 4096).length
    assert.deepEqual([await shortEnds(false), await shortEnds(true)], [2, 1])
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('a large row group of long texts is unpacked once, into small ones, in its order', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-'))
  try {
    await using db = await openDatabase({ temporaryFolder: join(folder, 'spill'), memoryLimit: '250MB' })
    const path = join(folder, 'log.parquet')
    await writeRequests(db, path, { rows: 5000, size: '5000', group: 20_480 })
    const parts = await parquetParts(db, path, { folder, isShortWhole: false })
    const files = [...new Set(parts.flatMap((part) => part.files))]
    assert.equal(files.length, 1)
    assert.notEqual(files[0], path)
    assert.deepEqual([parts[0]?.rows?.from, parts.at(-1)?.rows?.to], [0, 5000])
    const sql = `SELECT count(*) AS rows, count(*) FILTER (id <> 'r' || file_row_number OR output <> file_row_number || ' ' || repeat('word ', 1000)) AS wrong,
        (SELECT count(DISTINCT row_group_id) FROM parquet_metadata($file)) AS groups
      FROM read_parquet($file, file_row_number = true)`
    const [told] = await db.rows({ name: 'told', sql }, { file: files[0] ?? '' })
    assert.deepEqual(told, { rows: 5000n, wrong: 0n, groups: 3n })
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('a part of several rows has halves, one of a single row has none', () => {
  const part = (from: number, to: number) => ({ files: ['a'], rows: { from, to } })
  assert.deepEqual(halvesOf(part(5, 8)), [part(5, 7), part(7, 8)])
  assert.equal(halvesOf(part(5, 6)), null)
  assert.equal(halvesOf({ files: ['a'] }), null)
})
