import assert from 'node:assert/strict'
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { openDatabase } from '../../../queries/database.ts'
import { QueryError } from '../../../queries/query-error.ts'
import { textOf } from '../../../queries/statement.ts'
import type { RawPart } from '../../../queries/traffic/raw-part.ts'
import { type Stagers, stageSideBySide } from '../../../queries/traffic/stage-side-by-side.ts'
import { stagingBeside } from '../../../queries/traffic/staging-threads.ts'
import { PLAIN } from './treatment.ts'

const pathOf = (place: number) => `records-${place}`
const partsOf = async function* (...names: string[]): AsyncGenerator<RawPart> {
  for (const name of names) yield { files: [name] }
}

/** Stagers that note what they did; a part is done by a thread after so many milliseconds, or fails with an error. */
function noted(work: Readonly<Record<string, number | Error>>) {
  const log: string[] = []
  const stagers: Stagers = {
    pathOf,
    here: async ({ files: [name] }, place) => {
      log.push(`${name} here`)
      return [pathOf(place), `${pathOf(place)}-1`]
    },
    beside: {
      count: 2,
      start: () => ({
        async stage({ part: { files } }) {
          const outcome = work[files[0] ?? ''] ?? 0
          log.push(`${files[0]} beside`)
          await setTimeout(typeof outcome === 'number' ? outcome : 0)
          if (typeof outcome !== 'number') throw outcome
        },
        close: async () => void log.push('closed'),
      }),
    },
  }
  return { log, stagers }
}

test('files are in the order of the parts, whichever is done first', async () => {
  const { log, stagers } = noted({ a: 20, b: 1, c: 1 })
  assert.deepEqual(await stageSideBySide(partsOf('a', 'b', 'c'), stagers), [0, 1, 2].map(pathOf))
  assert.deepEqual(log, ['a beside', 'b beside', 'c beside', 'closed'])
})

test('a log of two parts, or one without threads, is staged here', async () => {
  const two = noted({})
  assert.deepEqual(await stageSideBySide(partsOf('a', 'b'), two.stagers), [
    'records-0',
    'records-0-1',
    'records-1',
    'records-1-1',
  ])
  assert.deepEqual(two.log, ['a here', 'b here'])
  const three = noted({})
  await stageSideBySide(partsOf('a', 'b', 'c'), { ...three.stagers, beside: null })
  assert.deepEqual(three.log, ['a here', 'b here', 'c here'])
  assert.deepEqual(await stageSideBySide(partsOf(), two.stagers), [])
})

test('a part for which a thread has not the memory is staged here when the threads have ended', async () => {
  const { log, stagers } = noted({ b: new QueryError('q', [], new Error('Out of Memory Error: failed')) })
  const files = await stageSideBySide(partsOf('a', 'b', 'c'), stagers)
  assert.deepEqual(files, ['records-0', 'records-1', 'records-1-1', 'records-2'])
  assert.deepEqual(log.slice(-2), ['closed', 'b here'])
})

test('after a failure no further part is begun, and threads are ended', async () => {
  const { log, stagers } = noted({ a: 5, b: new Error('broken') })
  await assert.rejects(stageSideBySide(partsOf('a', 'b', 'c', 'd', 'e'), stagers), /broken/)
  assert.ok(!log.includes('e beside'))
  assert.equal(log.at(-1), 'closed')
})

test('threads stage parts as the database itself does, and tell its errors', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-'))
  try {
    await using db = await openDatabase({ temporaryFolder: join(folder, 'spill') })
    const beside = stagingBeside(db, { ...PLAIN, source: folder, redact: { patterns: {} } }, folder)
    assert.equal(beside?.count, 2)
    const threads = beside.start()
    const request = (line: number) =>
      `${line}\u0002{"timestamp":"2026-11-22T01:00:00Z","id":"ada@example.org","input":"q ${line}","output":"a","model":"m","latency_ms":5}\n`
    const paths = [1, 2, 3].map((place) => join(folder, `records-${place}`))
    try {
      await Promise.all(
        paths.map(async (path, place) => {
          const file = join(folder, `lines-${place}`)
          await writeFile(file, request(2 * place + 1) + request(2 * place + 2))
          await threads.stage({ part: { files: [file] }, path })
        }),
      )
      const missing = { part: { files: [join(folder, 'none')] }, path: join(folder, 'nothing') }
      await assert.rejects(
        threads.stage(missing),
        (error) => error instanceof QueryError && error.reason.startsWith('IO Error'),
      )
    } finally {
      await threads.close()
    }
    const rows = await db.rows(
      { name: 'all', sql: 'SELECT input, id, reason FROM read_parquet($paths) ORDER BY line' },
      { paths },
    )
    assert.deepEqual(
      rows.map(({ input, reason }) => [input, reason]),
      [1, 2, 3, 4, 5, 6].map((line) => [`q ${line}`, null]),
    )
    assert.match(String(rows[0]?.id), /^id-/)
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('threads stage rows of one Parquet file, which stays where it is', async () => {
  const [folder, elsewhere] = [
    await mkdtemp(join(tmpdir(), 'nightdrift-')),
    await mkdtemp(join(tmpdir(), 'nightdrift-')),
  ]
  try {
    await using db = await openDatabase({ temporaryFolder: join(folder, 'spill') })
    const source = join(elsewhere, 'log.parquet')
    const requests = `SELECT TIMESTAMP '2026-11-22 01:00:00' AS timestamp, 'q ' || i AS input, 'a' AS output, 'm' AS model, 5 AS latency_ms`
    await db.run({
      name: 'requests',
      sql: `COPY (${requests} FROM range(6) AS t(i)) TO ${textOf(source)} (FORMAT parquet)`,
    })
    const threads = stagingBeside(db, { ...PLAIN, kind: 'parquet', source }, folder)!.start()
    const paths = [0, 1, 2].map((place) => join(folder, `records-${place}`))
    try {
      const rowsOf = (place: number) => ({ from: 2 * place, to: 2 * place + 2 })
      await Promise.all(
        paths.map((path, place) => threads.stage({ part: { files: [source], rows: rowsOf(place) }, path })),
      )
    } finally {
      await threads.close()
    }
    const sql = 'SELECT line, input, reason FROM read_parquet($paths)'
    assert.deepEqual(
      (await db.rows({ name: 'all', sql }, { paths })).map(({ line, input, reason }) => [
        line,
        input,
        reason,
      ]),
      [0, 1, 2, 3, 4, 5].map((row) => [BigInt(row + 1), `q ${row}`, null]),
    )
    await access(source)
  } finally {
    await Promise.all([folder, elsewhere].map((each) => rm(each, { recursive: true })))
  }
})

test('there are no threads where memory does not do for two, or for a feature that is a function', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-'))
  try {
    const threadsOf = async (memoryLimit: string, threads: number) => {
      await using db = await openDatabase({ temporaryFolder: folder, memoryLimit, threads })
      return stagingBeside(db, { ...PLAIN, source: folder }, folder)?.count ?? 0
    }
    assert.equal(await threadsOf('250MB', 2), 0)
    assert.equal(await threadsOf('4 GiB', 1), 0)
    assert.equal(await threadsOf('1GB', 8), 2)
    assert.equal(await threadsOf('4 GiB', 3), 3)
    await using db = await openDatabase({ temporaryFolder: folder })
    const features = [{ kind: 'functionFeature', name: 'own', from: 'input', fn: () => 1 } as const]
    assert.equal(stagingBeside(db, { ...PLAIN, source: folder, features }, folder), null)
  } finally {
    await rm(folder, { recursive: true })
  }
})
