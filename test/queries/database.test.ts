import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { abandonShared, connectShared, type Database, openDatabase } from '../../queries/database.ts'
import { QueryError } from '../../queries/query-error.ts'

async function withDatabase(work: (db: Database) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-'))
  try {
    await using db = await openDatabase({
      temporaryFolder: join(folder, 'spill'),
      memoryLimit: '200MB',
      threads: 1,
    })
    await work(db)
  } finally {
    await rm(folder, { recursive: true })
  }
}

const query = (sql: string) => ({ name: 'a query', sql })

test('memory, threads, spill folder, network and what is kept of files are as asked for', async () => {
  await withDatabase(async (db) => {
    const settings = await db.rows(
      query(`SELECT name, value FROM duckdb_settings()
        WHERE name IN ('autoinstall_known_extensions', 'enable_external_file_cache', 'memory_limit', 'temp_directory',
          'threads', 'TimeZone')
        ORDER BY name`),
    )
    assert.deepEqual(
      settings.map(({ value }) => value),
      ['UTC', 'false', 'false', '190.7 MiB', db.temporaryFolder, '1'],
    )
  })
})

test('parameters are bound by name: texts, numbers, nothing and lists', async () => {
  await withDatabase(async (db) => {
    const [row] = await db.rows(
      query(
        'SELECT $text AS text, $number AS number, $nothing AS nothing, len($list) AS list, len($empty) AS empty',
      ),
      { text: "it's", number: 3, nothing: null, list: ['a', 'b'], empty: [] },
    )
    assert.deepEqual(row, { text: "it's", number: 3, nothing: null, list: 2n, empty: 0n })
  })
})

test('columns come as typed arrays over many chunks', async () => {
  await withDatabase(async (db) => {
    const sql = `SELECT CASE WHEN i % 2 = 0 THEN CAST(i AS DOUBLE) END AS n, 't' || i AS t FROM range(5000) AS r(i)`
    const { n, t } = await db.columns(query(sql))
    assert.ok(n instanceof Float64Array)
    assert.deepEqual([n.length, n[1], n[4998], t?.[4999]], [5000, Number.NaN, 4998, 't4999'])
  })
})

test('appended rows are there whatever their texts hold', async () => {
  await withDatabase(async (db) => {
    await db.run(query('CREATE TABLE notes (place BIGINT, text VARCHAR)'))
    const texts = Array.from({ length: 5000 }, (_, i) => (i % 3 === 0 ? null : `a\0"${i}'é`))
    await db.append('notes', [texts.map((_, i) => i), texts])
    const { text } = await db.columns(query('SELECT text FROM notes ORDER BY place'))
    assert.deepEqual(text, texts)
    await assert.rejects(db.append('nowhere', [[1]]), QueryError)
  })
})

test('an error names the query and its parameters, never a row', async () => {
  await withDatabase(async (db) => {
    const fail = db.rows(query('SELECT CAST($text AS INTEGER) AS x'), { text: 'secret' })
    await assert.rejects(fail, (error: Error) => {
      assert.ok(error instanceof QueryError)
      assert.equal(
        error.message,
        'Cannot run query "a query" (parameters text): Conversion Error; its details may quote rows and are left out.',
      )
      assert.equal(error.cause, undefined)
      return true
    })
    await assert.rejects(
      db.run(query('FROM nowhere')),
      /Catalog Error: Table with name nowhere does not exist/,
    )
  })
})

test('a query that fails after many rows is an error, never a short result', async () => {
  await withDatabase(async (db) => {
    const sql = `SELECT CAST(CASE WHEN i = 900000 THEN error('row 7') END AS DOUBLE) AS x FROM range(1000000) AS r(i)`
    await assert.rejects(db.rows(query(sql)), QueryError)
    await assert.rejects(db.columns(query(sql)), QueryError)
    let taken = 0
    const stream = db.stream({ ...query(sql), rows: 1_000_000 }, ([x]) => {
      taken += x!.length
    })
    await assert.rejects(stream, /"a query" .*: IO Error: the result broke off after \d+ of 1000000 rows$/)
    assert.ok(taken > 0)
    assert.deepEqual(await db.rows(query('SELECT 1.0::DOUBLE AS one')), [{ one: 1 }])
  })
})

test('characters are code points and words are runs between any white space', async () => {
  await withDatabase(async (db) => {
    const texts: [string, number, number][] = [
      ['', 0, 0],
      [' \n\t ', 4, 0],
      ['two words', 9, 2],
      ['\u00a0no\u3000break\u2028space\u0085', 16, 3],
      ['👩‍👩‍👧 é', 7, 2],
      ['zero\u200bwidth', 10, 1],
    ]
    for (const [text, characters, words] of texts) {
      const [row] = await db.rows(query('SELECT characters($text) AS c, words($text) AS w'), { text })
      assert.deepEqual([Number(row?.c), Number(row?.w)], [characters, words], JSON.stringify(text))
    }
  })
})

test('times are read in every way that logs write them', async () => {
  await withDatabase(async (db) => {
    const instant = '2023-11-16T16:15:46.000Z'
    const same = [
      '"2023-11-16T16:15:46Z"',
      '"2023-11-16 16:15:46"',
      '"2023-11-16t16:15:46.0000000z"',
      '"2023-11-16T18:15:46+02:00"',
      '"2023-11-16T12:45:46 -0330"',
      '"2023-11-16T18:15:46,0+02"',
      '"20231116T161546Z"',
      '"2023-11-16 16:15:46 UTC"',
      '"1700151346"',
      '1700151346',
      '1700151346000',
      '1700151346000.0',
    ]
    for (const json of same) {
      const [row] = await db.rows(query('SELECT json_time(CAST($json AS JSON)) AS time'), { json })
      assert.deepEqual(row?.time, new Date(instant), json)
    }
    for (const json of ['"16.11.2023"', '"2023-13-01"', '17e20', 'true', '"now"', '"infinity"', '{}']) {
      const [row] = await db.rows(query('SELECT json_time(CAST($json AS JSON)) AS time'), { json })
      assert.equal(row?.time, null, json)
    }
  })
})

test('connections to the shared database have temporary tables of their own, and an abandoned one goes on for who holds it', async () => {
  await using one = await connectShared(tmpdir())
  await using two = await connectShared(tmpdir())
  await one.run(query('CREATE TABLE common AS SELECT 1 AS x'))
  await one.run(query('CREATE TEMP TABLE own AS SELECT 2 AS x'))
  assert.deepEqual(await two.rows(query('FROM common')), [{ x: 1 }])
  await assert.rejects(two.rows(query('FROM own')), QueryError)
  abandonShared()
  await using fresh = await connectShared(tmpdir())
  await assert.rejects(fresh.rows(query('FROM common')), QueryError)
  assert.deepEqual(await one.rows(query('FROM own')), [{ x: 2 }])
  const spill = query("SELECT value FROM duckdb_settings() WHERE name = 'temp_directory'")
  assert.deepEqual(await fresh.rows(spill), [{ value: '' }])
})

test('the shared database takes what it is given, and those who are given the same share it', async () => {
  const limits = { memoryLimit: '300MB', threads: 1 }
  await using one = await connectShared(tmpdir(), limits)
  await using two = await connectShared(tmpdir(), { ...limits })
  await one.run(query('CREATE TABLE common AS SELECT 1 AS x'))
  assert.deepEqual(await two.rows(query('FROM common')), [{ x: 1 }])
  const told = query(
    "SELECT current_setting('threads') AS threads, current_setting('memory_limit') AS memory",
  )
  assert.deepEqual(await two.rows(told), [{ threads: 1n, memory: '286.1 MiB' }])
  await using other = await connectShared(tmpdir())
  await assert.rejects(other.rows(query('FROM common')), QueryError)
})
