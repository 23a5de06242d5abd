import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { type Database, openDatabase } from '../../queries/database.ts'
import { writeDescriptions, writeSample } from '../../queries/features/sample-file.ts'
import type { Parameters } from '../../queries/parameters.ts'
import { writeCases } from '../../queries/results/cases-file.ts'
import { writeComparisons } from '../../queries/results/comparisons-file.ts'
import { writeResults } from '../../queries/results/write-results.ts'
import { loadTraffic } from '../../queries/traffic/load-traffic.ts'
import { PLAIN } from './traffic/treatment.ts'

const folder = new URL('../../queries/', import.meta.url)

/** Where each query stands, by its name: names are told apart without their folders, as in errors. */
const places = new Map(
  (await readdir(folder, { recursive: true }))
    .filter((path) => path.endsWith('.sql'))
    .map((path) => [basename(path), new URL(path, folder)]),
)

test('no two queries have one name', async () => {
  const all = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.sql'))
  assert.equal(places.size, all.length)
})

async function sqlFiles(): Promise<{ name: string; text: string }[]> {
  return Promise.all(
    [...places].map(async ([name, place]) => ({ name, text: await readFile(place, 'utf8') })),
  )
}

const code = (text: string) => text.replace(/^\s*--.*$/gm, '').trim()
const parametersOf = (text: string) =>
  [...code(text).matchAll(/\$([a-z_]+)\b/g)].map(([, name]) => String(name))
const statementsOf = (text: string) =>
  code(text)
    .split(/;\s*$/m)
    .filter((statement) => statement !== '')

test('every query says its purpose and its parameters, and fits a screen', async () => {
  for (const { name, text } of await sqlFiles()) {
    const header = text.match(/^--.*$/gm)?.join('\n') ?? ''
    assert.match(header, /^-- Purpose: /, name)
    assert.match(header, /Parameters: /, name)
    for (const parameter of parametersOf(text)) {
      assert.ok(header.includes(`$${parameter}`), `${name} does not explain $${parameter}`)
    }
    assert.ok(text.split('\n').length <= 101, `${name} is longer than 100 lines`)
  }
})

test('every query binds to the tables, views and files that it names', async () => {
  const place = await mkdtemp(join(tmpdir(), 'nightdrift-'))
  try {
    await using db = await openDatabase({ temporaryFolder: join(place, 'spill') })
    const values = await prepare(db, place)
    for (const { name, text } of await sqlFiles()) {
      const statements = statementsOf(text)
      if (statements.length > 1) continue // run by prepare
      const own = { ...values.all, ...values.of[name] }
      const given = Object.fromEntries(parametersOf(text).map((parameter) => [parameter, own[parameter]!]))
      await db.rows({ name, sql: `EXPLAIN ${statements[0]}` }, given)
    }
  } finally {
    await rm(place, { recursive: true })
  }
})

/** Makes every table and view that queries read, and a value for every parameter. */
async function prepare(db: Database, place: string) {
  const inPlace = (name: string) => join(place, name)
  const sql = (name: string) => places.get(name)!
  const record = '{"timestamp": 1774699200, "input": "a", "output": "b", "model": "m", "latency_ms": 1}'
  await writeFile(inPlace('log.jsonl'), record)
  await writeFile(inPlace('table.csv'), 'a\n1\n')
  const log = { ...PLAIN, source: inPlace('log.jsonl'), sourceName: 'log', folder: place }
  const { dates } = await loadTraffic(db, log)
  await db.run(sql('load-traffic-tables.sql'))
  const raw = inPlace('lines')
  await writeFile(raw, `1\x02${record}\n`)
  await db.run({
    name: 'raw',
    sql: `CREATE TEMP VIEW raw AS SELECT line AS raw_line, 0 AS raw_part, text FROM staged_lines(['${raw}'])`,
  })
  await db.run({ name: 'raw_text', sql: 'CREATE OR REPLACE TEMP VIEW raw_text AS FROM raw' })
  await db.run({ name: 'raw_row', sql: 'CREATE OR REPLACE TEMP VIEW raw_row AS FROM raw' })
  await db.run(sql('find-judges.sql'), { files: [raw] })
  for (const mapping of ['nothing', 'csv', 'spans', 'lines']) await db.run(sql(`map-${mapping}.sql`))
  const answers = inPlace('answers.parquet')
  const answer = `SELECT 0 AS epoch, 'd' AS request_digest, '{}' AS body`
  await db.run({ name: 'answers', sql: `COPY (${answer}) TO '${answers}' (FORMAT parquet)` })
  const stage = inPlace('stage.parquet')
  await db.run(sql('load-traffic.sql'), { timezone: 'UTC', needs_latency: 1, path: stage })
  await db.run({ name: 'view', sql: `CREATE TEMP VIEW traffic_staged AS SELECT * FROM '${stage}'` })
  for (const step of ['records', 'copies', 'without-copies', 'all'])
    await db.run(sql(`load-traffic-${step}.sql`))
  await db.run(sql('summarise-cases-table.sql'))
  await db.run(sql('summarise-cases.sql'))
  await db.run(sql('group-cases.sql'))
  const night = { files: dates.map(({ file }) => file), partition: 0, partitions: 1 }
  await db.run(sql('summarise-traffic.sql'), night)
  await db.run(sql('size-units.sql'), { files: night.files })
  await db.run(sql('write-results-table.sql'))
  await db.run({
    name: 'view',
    sql: `CREATE TEMP VIEW feature_value AS SELECT CAST(1 AS DOUBLE) AS value, CAST(1 AS HUGEINT) AS weight`,
  })
  await db.run({ name: 'view', sql: "CREATE TEMP VIEW column_cell AS SELECT 'current' AS side, 'a' AS cell" })
  await db.run({ name: 'table', sql: "CREATE TEMP TABLE column_category AS SELECT 'a' AS value, 0 AS code" })
  const row = 'SELECT CAST(0 AS DOUBLE) AS slice, 0.0 AS unit, 1.0 AS weight, 2.0 AS value'
  await db.run({ name: 'view', sql: `CREATE TEMP VIEW column_row AS ${row}` })
  await db.run(sql('number-cells.sql'))
  await db.run(sql('count-cells.sql'))
  const [cases, comparisons, results] = ['cases', 'comparisons', 'results'].map((name) =>
    inPlace(`${name}.parquet`),
  )
  await writeCases(db, [[{ id: '1', input: 'a' }]], cases!)
  await writeComparisons(db, [], comparisons!)
  const [drawn, kept] = [dates[0]?.sample ?? '', inPlace('kept.parquet')]
  const described = { language: 'en', embedder: 'e', terms: [1], counts: [1], vector: null }
  const describedCases = inPlace('described.parquet')
  await writeDescriptions(db, [], describedCases)
  await writeSample(db, { source: drawn, path: kept, storeText: true }, new Map([['a', described]]))
  await writeResults(db, { results: [], cases: new Map(), path: results! })
  await db.run(sql('score-maps.sql'))
  await db.run(sql('scored-requests.sql'), { paths: [results!], sample: kept })
  await db.run(sql('request-scores.sql'))
  const all: Parameters = {
    files: dates.map(({ file }) => file),
    paths: [results!],
    path: inPlace('out.parquet'),
    source: inPlace('log.jsonl'),
    delimiter: ',',
    longest: 1e6,
    timezone: 'UTC',
    needs_latency: 1,
    redact: 1,
    reason: 'none',
    store_text: 1,
    date: '2026-03-28',
    view: 'feature_value',
    case_ids: ['1'],
    feature: 'latency_ms',
    most: 200,
    of_unit: 100,
    nearest: 'high',
    value: 'm',
    seed: 'a',
    limit: 1,
    cap: 100,
    sample: kept,
    record_keys: ['a'],
    side: 'current',
    letters: 'lowered',
    mark: 'comma',
    first: 0,
    count: 1,
    partition: 0,
    partitions: 1,
    size: 1,
    expression: 'length(input)',
    group_rows: 2048,
    scorer: 'a',
    aided: ['a'],
  }
  const of: Record<string, Parameters> = {
    'find-judges.sql': { files: [raw] },
    'raw-columns.sql': { files: [raw] },
    'sample-texts.sql': { path: drawn },
    'write-sample.sql': { source: drawn, store_text: 1 },
    'merge-samples.sql': { files: [kept] },
    'is-sample-weighted.sql': { path: kept },
    'sampled-languages.sql': { path: kept },
    'grouped-languages.sql': { path: describedCases },
    'sample-inputs.sql': { path: kept, most: 10 },
    'list-vectors.sql': { path: kept, most: 10 },
    'read-vectors.sql': { path: describedCases, most: 10 },
    'read-cases.sql': { path: cases! },
    'read-case-bodies.sql': { path: cases! },
    'read-comparisons.sql': { path: comparisons! },
    'csv-header.sql': { source: inPlace('table.csv') },
    'parquet-names.sql': { source: cases! },
    'parquet-row-groups.sql': { path: stage },
    'parquet-small-groups.sql': { source: stage },
    'read-answers.sql': { paths: [answers], keys: ['0 d'] },
    'stage-csv.sql': { source: inPlace('table.csv') },
  }
  return { all, of }
}
