import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderComparePage } from '../../report/compare-page.ts'
import { directionWords } from '../../report/compare-words.ts'
import { compareFilesInFull } from '../activities/table-files.ts'

const NAMES = { reference: 'last-week.csv', current: 'today.csv' }
const rows = <T>(value: (row: number) => T) => Array.from({ length: 120 }, (_, row) => value(row))

test('a page says what drifted and which way, with numbers, types, notes and what was left out', async (t) => {
  const compared = await compareFilesInFull(t, {
    reference: {
      ms: rows((row) => 100 + (row % 41)),
      plan: rows(() => 'free'),
      id: rows((row) => `a${row}`),
    },
    current: {
      ms: rows((row) => 160 + (row % 41)),
      plan: rows((row) => (row % 4 ? 'free' : '<b>')),
      id: rows((row) => `b${row}`),
    },
  })
  const page = renderComparePage(compared, NAMES)
  assert.equal(renderComparePage(compared, NAMES), page, 'the same bytes')
  assert.match(page, /<h1>2 of 2 columns drifted: ms, plan<\/h1>/)
  assert.match(page, /Current values are larger: the median is 180 instead of 120\./)
  assert.match(
    page,
    /“&lt;b&gt;” rose from 0\u202f% to 25\.0\u202f%|“free” fell from 100\u202f% to 75\.0\u202f%/,
  )
  assert.match(page, /<strong>id<\/strong>: 240 of its 240 values are distinct/)
  assert.match(page, /adjusted p [^<]* ≤ 0\.05/)
  assert.doesNotMatch(page, /<b>|<script|https?:\/\/(?!www\.w3\.org)/)
})

test('what of an effect is beyond chance, by which the verdict goes, stands beside it', async (t) => {
  const names = (from: number) => rows((row) => `k${(row * 7 + from) % 61}`)
  const compared = await compareFilesInFull(t, { reference: { kind: names(0) }, current: { kind: names(9) } })
  const { effect } = compared.document.columns[0]!
  assert.ok(effect !== null && effect.corrected < effect.value)
  const page = renderComparePage(compared, NAMES)
  assert.match(page, /<dt>beyond chance<\/dt><dd>[0-9.]+; minimum 0\.1/)
  assert.match(page, /Chance alone can account for all (of it|but [0-9.]+\u202f%)/)
  assert.match(page, /<span class="small">beyond chance [0-9.]+<\/span>/)
  assert.match(page, /total variation beyond chance [0-9.]+ ≤ minimum 0\.1/)
  assert.match(page, /<h1>None of 1 column drifted<\/h1>/)
})

test('missing values are told apart from values: which of the two drifted, or both', async (t) => {
  const gaps = (value: number, every: number) =>
    rows((row) => (row % every === 1 ? null : value + (row % 41)))
  const compared = await compareFilesInFull(t, {
    reference: { kept: gaps(100, 20), moved: gaps(100, 20) },
    current: { kept: gaps(100, 2), moved: gaps(160, 2) },
  })
  const { columns } = compared.document
  assert.deepEqual(
    columns.map(({ driftedIn }) => driftedIn),
    [['missing'], ['values', 'missing']],
  )
  assert.deepEqual(columns.map(directionWords), ['more missing', 'larger, more missing'])
  const page = renderComparePage(compared, NAMES)
  assert.match(
    page,
    /Values are missing in 50\.0\u202f% of the current rows and in 5\.0\u202f% of the reference\./,
  )
  assert.match(page, /of the reference\. Current values are larger: the median is/)
})

test('a page of very many columns stays small: sixty are drawn, drifted ones first, and all are listed', async (t) => {
  const table = (shift: number) =>
    Object.fromEntries(
      Array.from({ length: 150 }, (_, column) => [
        `column_${column}`,
        rows((row) => ((row * (column + 3)) % 119) / 4 + (column === 140 ? shift : 0)),
      ]),
    )
  const page = renderComparePage(
    await compareFilesInFull(t, { reference: table(0), current: table(30) }),
    NAMES,
  )
  assert.equal(page.match(/<article/g)?.length, 60)
  assert.match(page, /<article[^>]*>[\s\S]{0,400}column_140/)
  assert.match(page, /90 more columns are not drawn/)
  assert.match(page, /<th scope="row">column_149<\/th>/)
  assert.ok(page.length < 3_000_000, `${page.length}`)
})
