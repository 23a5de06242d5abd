import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { summarySize } from '../../../drift/summary.ts'
import { type Database, openDatabase } from '../../../queries/database.ts'
import { summariseTables } from '../../../queries/tables/read-table.ts'
import { ConfigError } from '../../../suite/config/errors.ts'

/** Makes files in the test's own folder, and gives it. */
async function filesOf(
  t: TestContext,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-files-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), content)
  }
  return folder
}

async function withDatabase<T>(folder: string, work: (db: Database) => Promise<T>): Promise<T> {
  await using db = await openDatabase({ temporaryFolder: join(folder, 'spill') })
  return await work(db)
}

const compare = (folder: string, reference: string, current: string) =>
  withDatabase(folder, (db) =>
    summariseTables(db, { reference: join(folder, reference), current: join(folder, current) }),
  )

test('gzip and zstd are unpacked, of CSV and of JSON lines', async (t) => {
  const table = 'x,y\n1,2.5\n3,4\n'
  const lines = '{"x": 1, "y": 2.5}\n{"x": 3, "y": 4}\n'
  const folder = await filesOf(t, {
    'a.csv': table,
    'a.csv.gz': gzipSync(table),
    'a.csv.zst': zstdCompressSync(table),
    'a.jsonl.zst': zstdCompressSync(lines),
    'a.ndjson.gz': gzipSync(lines),
  })
  for (const other of ['a.csv.gz', 'a.csv.zst', 'a.jsonl.zst', 'a.ndjson.gz']) {
    const { columns } = await compare(folder, 'a.csv', other)
    assert.deepEqual(
      columns.map(({ name, reference, current }) => [name, summarySize(reference), summarySize(current)]),
      [
        ['x', 2, 2],
        ['y', 2, 2],
      ],
      other,
    )
  }
})

test('a packed file that ends early is refused, never compared for the part that is there', async (t) => {
  const lines = Array.from({ length: 20_000 }, (_, i) => `${i},${Math.imul(i, 2_654_435_761) / 7}\n`)
  const table = `x,y\n${lines.join('')}`
  const half = table.indexOf('\n', table.length / 2) + 1
  const members = Buffer.concat([gzipSync(table.slice(0, half)), gzipSync(table.slice(half))])
  const cut = (whole: Buffer, bytes: number) => whole.subarray(0, whole.length - bytes)
  const folder = await filesOf(t, {
    'whole.csv.gz': members,
    'end.csv.gz': cut(gzipSync(table), 4),
    'rows.csv.gz': cut(gzipSync(table), 50),
    'member.csv.gz': cut(members, 5000),
    'end.csv.zst': cut(zstdCompressSync(table), 1),
    'rows.csv.zst': cut(zstdCompressSync(table), 90_000),
    'plain.csv.zst': table,
  })
  const { columns } = await compare(folder, 'whole.csv.gz', 'whole.csv.gz')
  assert.equal(summarySize(columns[0]!.reference), 20_000)
  for (const name of ['end.csv.gz', 'rows.csv.gz', 'member.csv.gz', 'end.csv.zst', 'rows.csv.zst'])
    await assert.rejects(
      compare(folder, 'whole.csv.gz', name),
      (error: Error) => error instanceof ConfigError && /ends early or is damaged/.test(error.message),
      name,
    )
  await assert.rejects(compare(folder, 'whole.csv.gz', 'plain.csv.zst'), /ends in \.zst, but it is not/)
})

test('JSON that nests deeply is left out as any other, and takes no longer', {
  timeout: 20_000,
}, async (t) => {
  const folder = await filesOf(t, {
    'deep.jsonl': `{"list": ${'['.repeat(900)}${']'.repeat(900)}, "object": ${'{"a":'.repeat(900)}1${'}'.repeat(900)}, "y": 1.5}\n`,
  })
  const { columns, skipped } = await compare(folder, 'deep.jsonl', 'deep.jsonl')
  assert.deepEqual(
    columns.map(({ name }) => name),
    ['y'],
  )
  assert.deepEqual(
    skipped.map(({ reason }) => reason),
    ['it holds lists or objects', 'it holds lists or objects'],
  )
})

test('a glob is one table, its files put together by the names of their columns', async (t) => {
  const folder = await filesOf(t, {
    'logs/2026-11-01/a.csv': 'x,y\n1,5\n',
    'logs/2026-11-01/deep/b.csv': 'y;x\n6;2\n',
    'logs/2026-11-02/c.csv': 'x\n3\n',
    'logs/2026-12-01/d.csv': 'x\n4\n',
    'one[1].csv': 'x,y\n7,8\n',
  })
  const { columns } = await compare(folder, 'logs/2026-11-*/**.csv', 'one[1].csv')
  const [x, y] = columns
  assert.ok(x?.reference.type === 'categorical' || x?.reference.type === 'numeric')
  assert.deepEqual([summarySize(x!.reference), x!.reference.missing, summarySize(x!.current)], [3, 0, 1])
  assert.deepEqual([summarySize(y!.reference), y!.reference.missing], [2, 1])
  const both = await withDatabase(folder, async (db) => {
    const write = async (name: string, sql: string) =>
      db.run({ name, sql: `COPY (${sql}) TO $path (FORMAT parquet)` }, { path: join(folder, name) })
    await write('p1.parquet', 'SELECT 1 AS x, 0.5 AS y')
    await write('p2.parquet', "SELECT 1.5 AS y, 'a' AS z")
    return summariseTables(db, {
      reference: join(folder, 'p*.parquet'),
      current: join(folder, '{p1,p2}.parquet'),
    })
  })
  assert.deepEqual(
    both.columns.map(({ name, reference, current }) => [name, summarySize(reference), current.missing]),
    [
      ['x', 1, 1],
      ['y', 2, 0],
      ['z', 1, 1],
    ],
  )
})

test('a glob that means nothing, or files of several formats, is the user’s to mend', async (t) => {
  const folder = await filesOf(t, { 'a.csv': 'x\n1\n', 'a.jsonl': '{"x": 1}\n', 'b.csv': '' })
  await assert.rejects(compare(folder, 'c*.csv', 'a.csv'), /c\*\.csv": no file is called like that/)
  await assert.rejects(compare(folder, 'a.*', 'a.csv'), /several formats \(csv, json\)/)
  await assert.rejects(compare(folder, '*.csv', 'a.csv'), /b\.csv": the file is empty/)
  await assert.rejects(compare(folder, '.', 'a.csv'), /it is not a file/)
})

test('two columns of one name are refused: one could be taken for the other', async (t) => {
  const folder = await filesOf(t, {
    'twice.csv': 'x,"a\nb",x\n1,2,3\n',
    'case.csv': 'x,y,X\n1,2,3\n',
    'case.jsonl': '{"x": 1, "X": 2}\n',
    'fine.csv': 'x,x_1,y\n1,2,3\n',
  })
  for (const [name, message] of [
    ['twice.csv', /two of its columns are called "x"/],
    ['case.csv', /"x" and "X", differ in upper and lower case alone/],
    ['case.jsonl', /"x" and "X", differ in upper and lower case alone/],
  ] as const)
    await assert.rejects(compare(folder, name, 'fine.csv'), (error: Error) => {
      assert.ok(error instanceof ConfigError)
      assert.match(error.message, message)
      return true
    })
  assert.equal((await compare(folder, 'fine.csv', 'fine.csv')).columns.length, 3)
})
