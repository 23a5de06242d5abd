import assert from 'node:assert/strict'
import { access, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { summarySize } from '../../../drift/summary.ts'
import { summariseTables } from '../../../queries/tables/read-table.ts'
import { ConfigError } from '../../../suite/config/errors.ts'
import { compare, short, withDatabase } from './summarised-files.ts'

test('a column of numbers is numeric; empty, NaN and NA are missing and infinities counted apart', async () => {
  const { columns, skipped } = await compare({
    reference: 'x\r\n1\r\n2.5\r\n\r\n-0.0\r\n0\r\nNaN\r\nNA\r\n-inf\r\n1e400',
    current: 'x\n1\n""\n3',
  })
  assert.deepEqual(skipped, [])
  assert.equal(columns[0]?.type, 'numeric')
  assert.deepEqual(short(columns[0].reference), {
    values: [0, 1, 2.5],
    counts: [2, 1, 1],
    missing: 3,
    infinite: 2,
  })
  assert.deepEqual(short(columns[0].current), { values: [1, 3], counts: [1, 1], missing: 1 })
})

test('whole numbers with two values and booleans are categories, decimals are not', async () => {
  const { columns } = await compare({
    reference: 'flag,ok,half\n0,True,0.5\n1,False,0.5',
    current: 'flag,ok,half\n1,true,1.0\n1,TRUE,0.5\n1,,0.5',
  })
  assert.deepEqual(
    columns.map(({ name, type }) => [name, type]),
    [
      ['flag', 'categorical'],
      ['ok', 'categorical'],
      ['half', 'numeric'],
    ],
  )
  assert.deepEqual(short(columns[0]!.reference), { values: ['0', '1'], counts: [1, 1], missing: 0 })
  assert.deepEqual(short(columns[1]!.current), { values: ['true'], counts: [2], missing: 1 })
})

test('names of kinds are categories, ids and dates are left out, prose is compared by its length', async () => {
  const rows = (from: number) =>
    Array.from({ length: 30 }, (_, i) => {
      const n = from + i
      return `user-${n},k${n % 3},2026-01-${10 + (i % 9)}T10:00:00Z,10:0${i % 9},"please help, ${n} times",,v`
    })
  const header = 'id,kind,at,clock,prompt,nothing,one'
  const { columns, skipped } = await compare({
    reference: [header, ...rows(0)].join('\n'),
    current: [header.replace('one', 'two'), ...rows(100)].join('\n'),
  })
  assert.deepEqual(
    columns.map(({ name, type }) => [name, type]),
    [
      ['kind', 'categorical'],
      ['prompt', 'text'],
    ],
  )
  assert.deepEqual(short(columns[1]!.reference), { values: [20, 21], counts: [10, 20], missing: 0 })
  const times =
    'it holds dates or times, which differ between any two windows of time; `--type` can compare it as numeric (seconds) or as categorical'
  assert.deepEqual(skipped, [
    { name: 'id', reason: '60 of its 60 values are distinct, as ids are; `--type` can compare it' },
    { name: 'at', reason: times },
    { name: 'clock', reason: times },
    { name: 'nothing', reason: 'it has no values on either side' },
    { name: 'one', reason: 'only the reference table has it' },
    { name: 'two', reason: 'only the current table has it' },
  ])
})

test('both sides decide together: numbers against words are categories', async () => {
  const { columns } = await compare({ reference: 'x,y\n1,\n2,\n3,', current: 'x,y\none,2.5\n2,3\nthree,4' })
  assert.deepEqual(
    columns.map(({ type }) => type),
    ['categorical', 'numeric'],
  )
  assert.deepEqual(short(columns[0]!.reference), { values: ['1', '2', '3'], counts: [1, 1, 1], missing: 0 })
  assert.deepEqual(short(columns[1]!.reference), { values: [], counts: [], missing: 3 })
})

test('JSON lines keep their types: strings of digits are categories, nested values are left out', async () => {
  const line = (n: number) =>
    JSON.stringify({
      n,
      s: String(n),
      ok: n > 2,
      at: '2026-01-02',
      list: [n],
      'a "b"': n / 2,
      mixed: n > 1 ? n : 'x',
    })
  const reference = [1, 2, 3].map(line).join('\n')
  const current = `${[3, 4, 5].map(line).join('\n')}\n{"n": NaN, "late": 1}\n`
  for (const [pack, as] of [
    [(text: string) => Buffer.from(text), 'jsonl'] as const,
    [gzipSync, 'jsonl.gz'] as const,
  ]) {
    const { columns, skipped } = await compare({ reference: pack(reference), current: pack(current), as })
    assert.deepEqual(
      columns.map(({ name, type }) => [name, type]),
      [
        ['n', 'numeric'],
        ['s', 'categorical'],
        ['ok', 'categorical'],
        ['a "b"', 'numeric'],
        ['mixed', 'categorical'],
      ],
    )
    assert.deepEqual(
      skipped.map(({ name }) => name),
      ['at', 'list', 'late'],
    )
    assert.deepEqual(short(columns[0]!.current), { values: [3, 4, 5], counts: [1, 1, 1], missing: 1 })
    assert.deepEqual(short(columns[4]!.reference), { values: ['2', '3', 'x'], counts: [1, 1, 1], missing: 0 })
  }
})

test('Parquet columns are read by their types, beside a CSV of the same table', async () => {
  await withDatabase(async (db, folder) => {
    const parquet = join(folder, "it's.parquet")
    const csv = join(folder, 'b.tsv')
    const sql = `COPY (SELECT i::HUGEINT AS i, i / 4 AS d, (i::DECIMAL(5, 1)) AS m, i % 2 = 0 AS b, 'k' || i % 2 AS k,
      'x'::BLOB AS bytes, now() AS at FROM range(5) AS t(i)) TO $parquet (FORMAT parquet)`
    await db.run({ name: 'fixture', sql }, { parquet })
    await writeFile(csv, 'i\td\tm\tb\tk\tbytes\tat\n7\t0.5\t1.0\tTRUE\tk0\tx\t2026-01-01\n')
    const { columns, skipped } = await summariseTables(db, { reference: parquet, current: csv })
    assert.deepEqual(
      columns.map(({ name, type }) => [name, type]),
      [
        ['i', 'numeric'],
        ['d', 'numeric'],
        ['m', 'numeric'],
        ['b', 'categorical'],
        ['k', 'categorical'],
      ],
    )
    assert.deepEqual(short(columns[1]!.reference).values, [0, 0.25, 0.5, 0.75, 1])
    assert.deepEqual(short(columns[3]!.current).values, ['true'])
    assert.deepEqual(
      skipped.map(({ name }) => name),
      ['bytes', 'at'],
    )
  })
})

test('a type can be overridden where it can work', async () => {
  const { columns } = await compare({
    reference: 'n,t,at\n1,a b,2026-01-01\n1,cde,2026-01-02',
    current: 'n,t,at\n0,a,2026-01-01\n1,,2026-01-01',
    types: { n: 'numeric', t: 'text', at: 'categorical' },
  })
  assert.deepEqual(
    columns.map(({ type }) => type),
    ['numeric', 'text', 'categorical'],
  )
  assert.deepEqual(short(columns[1]!.reference), { values: [3], counts: [2], missing: 0 })
  assert.deepEqual(short(columns[1]!.current), { values: [1], counts: [1], missing: 1 })
})

test('a type that cannot work is refused with a count and without contents', async () => {
  const files = { reference: 'n,at\nsecret,2026-01-01\n1,2026-01-01', current: 'n,at\n1,2026-01-01' }
  await assert.rejects(compare({ ...files, types: { n: 'numeric' } }), (error: Error) => {
    assert.ok(error instanceof ConfigError)
    assert.match(error.message, /column "n" as numeric: 1 of 2 values of the reference table/)
    assert.doesNotMatch(error.message, /secret/)
    return true
  })
  const mixed = { reference: 'n,at\n1,2026-01-01\n1,2026-01-01', current: 'n,at\n1,secret' }
  await assert.rejects(
    compare({ ...mixed, types: { at: 'numeric' } }),
    /column "at" as numeric: 2 of 2 values of the reference/,
  )
  await assert.rejects(
    compare({ ...files, types: { m: 'numeric' } }),
    /column "m" a type.*Both have "n", "at"/,
  )
  const nested = { reference: '{"a": {"b": 1}}', current: '{"a": {"b": 1}}', as: 'jsonl' }
  await assert.rejects(compare({ ...nested, types: { a: 'categorical' } }), /holds lists or objects/)
})

test('a table that cannot be read is the user’s to correct, and its rows stay unsaid', async () => {
  const good = 'a,b\n1,2\n'
  const bad: [string | Buffer, RegExp, string?][] = [
    ['', /reference\.csv": the file is empty/],
    ['a,b\n', /reference\.csv": it has no rows/],
    ['a,b\nsecret,2\n3,4,secret\n', /record in line 3 has 3 cells, the first line has 2/],
    ['a,b\n"secret,2\n', /quoted cell of the record that begins in line 2 has no end/],
    [Buffer.from('a,b\n\xff\xfe,2\n', 'latin1'), /its text is not UTF-8/],
    [Buffer.from('\ufeffa,b\n1,2\n', 'utf16le'), /its text is UTF-16, expected UTF-8/],
    ['a,b\n1,2\n', /reference\.csv\.gz": its name ends in \.gz, but it is not compressed so/, 'csv.gz'],
    ['{"a":1}\n{"secret', /reference\.jsonl" as json: line 2 is not valid JSON/, 'jsonl'],
    ['{"a":1}\n\n{"a":secret}\n{"a":2}\n', /line 3 is not valid JSON/, 'jsonl'],
    ['[{"a":1},{"secret', /reference\.json" as json/, 'json'],
    ['secret', /reference\.parquet" as parquet/, 'parquet'],
    ['secret', /the format of table/, 'docx'],
    ['c,d\n1,2', /no column in common/],
  ]
  for (const [reference, message, as = 'csv'] of bad) {
    await assert.rejects(compare({ reference, current: good, as }), (error: Error) => {
      assert.ok(error instanceof ConfigError, error.message)
      assert.match(error.message, message)
      assert.doesNotMatch(error.message, /secret/)
      return true
    })
  }
  await withDatabase(async (db) => {
    await assert.rejects(
      summariseTables(db, { reference: '/nowhere/a.csv', current: '/nowhere/b.csv' }),
      /"\/nowhere\/a.csv": there is no such file. Expected CSV/,
    )
  })
})

test('a cell may be as long as a log line may be, and not longer', async () => {
  const table = (bytes: number) => `a,b\n1,${'z'.repeat(bytes)}\n2,y\n`
  const { columns } = await compare({ reference: table(10_000_000), current: 'a,b\n1,2\n' })
  assert.equal(columns.length, 2)
  await assert.rejects(
    compare({ reference: table(17_000_000), current: 'a,b\n1,2\n' }),
    /the record in line 2 is longer than 16 MiB/,
  )
})

const azure = (name: string) => new URL(`../../../../shared/data/azure/${name}.csv`, import.meta.url)

async function isThere(url: URL, t: TestContext): Promise<boolean> {
  const found = await access(url).then(
    () => true,
    () => false,
  )
  assert.ok(found || process.env.NIGHTDRIFT_STRICT !== '1', 'the shared data must be there in a strict run')
  if (!found) t.skip('The shared Azure traces are not beside the repository.')
  return found
}

test('production traces with CRLF, fractions of 100 ns and no final newline are read to the last line', async (t) => {
  const [conv, code] = [azure('conv'), azure('code')]
  if (!(await isThere(conv, t))) return
  await withDatabase(async (db) => {
    const paths = { reference: fileURLToPath(conv), current: fileURLToPath(code) }
    const { columns, skipped } = await summariseTables(db, paths)
    assert.deepEqual(
      skipped.map(({ name }) => name),
      ['TIMESTAMP'],
    )
    assert.deepEqual(
      columns.map(({ name, type, reference, current }) => [
        name,
        type,
        summarySize(reference),
        summarySize(current),
      ]),
      [
        ['ContextTokens', 'numeric', 19366, 8819],
        ['GeneratedTokens', 'numeric', 19366, 8819],
      ],
    )
    const generated = columns[1]?.reference
    const sum =
      generated?.type === 'numeric' && generated.values.reduce((s, v, i) => s + v * generated.counts[i]!, 0)
    assert.ok(Math.abs(Number(sum) / 19366 - 211.125942) < 1e-6)
  })
})
