import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { compare } from '../../cli/compare.ts'
import { EXIT } from '../../cli/exit.ts'
import { createProgram } from '../../cli/program.ts'
import { openDatabase } from '../../queries/database.ts'
import { textOf } from '../../queries/statement.ts'

const rows = (count: number, cells: (row: number) => string) =>
  Array.from({ length: count }, (_, row) => cells(row)).join('\n')
const MANY = `plan,seats\n${rows(100, (row) => `${row % 2 ? 'free' : 'paid'},${row / 7}`)}\n`
const MOVED = `plan,seats\n${rows(100, (row) => `${row % 2 ? 'free' : 'paid'},${50 + row / 7}`)}\n`
const ONE = 'plan,seats\nfree,1\n'

async function run(t: TestContext, reference: string, current: string) {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-compare-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const paths = { reference: join(folder, 'reference.csv'), current: join(folder, 'current.csv') }
  await writeFile(paths.reference, reference)
  await writeFile(paths.current, current)
  const lines: string[] = []
  const nothing = () => undefined
  const result = (line: string) => lines.push(line)
  const terminal = { json: false, live: false, result, document: nothing, progress: nothing, status: nothing }
  const codes = {
    never: await compare({ ...paths, type: [], skip: [], cluster: 'auto', failOn: 'never' }, terminal),
    drift: await compare({ ...paths, type: [], skip: [], cluster: 'auto', failOn: 'drift' }, terminal),
  }
  return { last: lines.at(-1), codes }
}

test('equal tables end with 0, drifted ones with 1 when asked to', async (t) => {
  assert.deepEqual(await run(t, MANY, MANY), {
    last: 'Nothing drifted.',
    codes: { never: EXIT.done, drift: EXIT.done },
  })
  assert.deepEqual(await run(t, MANY, MOVED), {
    last: 'Drifted: seats.',
    codes: { never: EXIT.done, drift: EXIT.found },
  })
})

test('too little data is told, and does not pass a gate', async (t) => {
  assert.deepEqual(await run(t, MANY, ONE), {
    last: 'No column could be compared. Too little data to say: plan, seats.',
    codes: { never: EXIT.done, drift: EXIT.incomplete },
  })
})

const nothing = () => undefined

async function folderOf(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-compare-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

function listening() {
  const lines: string[] = []
  const documents: unknown[] = []
  const terminal = {
    json: false,
    live: false,
    result: (line: string) => lines.push(...line.split('\n')),
    document: (value: unknown) => documents.push(value),
    progress: nothing,
    status: nothing,
  }
  return { lines, documents, terminal }
}

test('a table of many columns with long names is read at 80 characters, drifted ones first', async (t) => {
  const folder = await folderOf(t)
  const table = (shift: number) => {
    const names = Array.from({ length: 70 }, (_, column) => `a_very_long_name_of_a_column_number_${column}`)
    const cells = (row: number) =>
      names.map((_, column) => ((row * (column + 3)) % 119) / 4 + (column === 60 ? shift : 0))
    return `${names.join(',')}\n${rows(120, (row) => cells(row).join(','))}\n`
  }
  const paths = { reference: join(folder, 'a.csv'), current: join(folder, 'b.csv') }
  await writeFile(paths.reference, table(0))
  await writeFile(paths.current, table(30))
  const { lines, documents, terminal } = listening()
  await compare({ ...paths, type: [], skip: [], cluster: 'auto', failOn: 'never' }, terminal)
  for (const line of lines.filter((text) => !text.startsWith('  '))) assert.ok(line.length <= 80, line)
  assert.match(lines[1]!, /^a_very.*_60\s+numeric\s+δ -\S+ \[.*drifted, larger/)
  assert.ok(lines.includes('  30 more columns: --json and --html have them'))
  assert.equal((documents[0] as { columns: unknown[] }).columns.length, 70)
})

test('what of an effect is beyond chance stands beside it, and columns that were left out are named', async (t) => {
  const folder = await folderOf(t)
  const paths = { reference: join(folder, 'a.csv'), current: join(folder, 'b.csv') }
  const table = (from: number) => `id,kind\n${rows(100, (row) => `${row},k${(row * 7 + from) % 61}`)}\n`
  await writeFile(paths.reference, table(0))
  await writeFile(paths.current, table(9))
  const { lines, terminal } = listening()
  await compare({ ...paths, type: [], skip: ['id'], cluster: 'auto', failOn: 'never' }, terminal)
  assert.match(lines[0]!, /^column type +effect +net +p +verdict$/)
  assert.match(lines[1]!, /^kind +categorical TV 0\.\d+ \[\S+ \S+\] 0(\.\d+)? +\S+ +no drift found$/)
  assert.match(lines[3]!, /^net: .* above 0\.1,/)
  assert.ok(lines.includes('  id: not compared, it was left out with `--skip`'))
})

test('a page is written whole, and a place that cannot hold it is the user\u2019s to mend', async (t) => {
  const folder = await folderOf(t)
  const paths = { reference: join(folder, 'a.csv'), current: join(folder, 'b.csv') }
  await writeFile(paths.reference, MANY)
  await writeFile(paths.current, MOVED)
  const { terminal } = listening()
  const html = join(folder, 'page.html')
  await compare({ ...paths, type: [], skip: [], cluster: 'auto', failOn: 'never', html }, terminal)
  assert.match(await readFile(html, 'utf8'), /<h1>1 of 2 columns drifted: seats<\/h1>/)
  const nowhere = join(folder, 'no', 'page.html')
  await assert.rejects(
    compare({ ...paths, type: [], skip: [], cluster: 'auto', failOn: 'never', html: nowhere }, terminal),
    /Cannot write the page ".*page\.html": ENOENT/,
  )
  assert.deepEqual((await readdir(folder)).sort(), ['a.csv', 'b.csv', 'page.html'])
})

test('each reason is told once', async (t) => {
  const folder = await folderOf(t)
  const paths = { reference: join(folder, 'a.csv'), current: join(folder, 'b.csv') }
  await writeFile(paths.reference, MANY)
  await writeFile(paths.current, `plan,seats\n${rows(40, () => 'free,')}\n`)
  const { lines, terminal } = listening()
  await compare({ ...paths, type: [], skip: [], cluster: 'none', failOn: 'never' }, terminal)
  const ofSeats = lines.filter((line) => line.startsWith('  seats: '))
  assert.equal(ofSeats.length, 3, ofSeats.join('\n'))
  assert.match(ofSeats[0]!, /Nothing can be compared: the current side has no value/)
  assert.match(ofSeats[1]!, /Missing values are left out/)
  assert.equal(ofSeats[2], '  seats: No adjustedPValue and no direction: not judged.')
})

test('--exact keeps every value of a long table, whose numbers are else counted over anchors', async (t) => {
  const folder = await folderOf(t)
  const paths = [join(folder, 'a.parquet'), join(folder, 'b.parquet')] as const
  await using db = await openDatabase({ temporaryFolder: join(folder, 'spill') })
  for (const [path, count] of [
    [paths[0], 5_000],
    [paths[1], 1_000_001],
  ] as const) {
    const sql = `COPY (SELECT (i * 0.6180339887498949) % 1 AS x FROM range(${count}) AS r(i)) TO ${textOf(path)}`
    await db.run({ name: 'a table', sql })
  }
  const printed = t.mock.method(process.stdout, 'write', () => true)
  const notesOf = async (...words: string[]): Promise<readonly string[]> => {
    printed.mock.resetCalls()
    const options = ['--reference', paths[0], '--current', paths[1], '--json', ...words]
    await createProgram(() => undefined).parseAsync(['compare', ...options], { from: 'user' })
    const text = printed.mock.calls.map(({ arguments: [piece] }) => String(piece)).join('')
    return JSON.parse(text.slice(text.indexOf('{\n'))).columns[0].notes
  }
  const counted = /counted over anchors; `--exact` keeps every one/
  assert.match((await notesOf()).join(), counted)
  assert.deepEqual(await notesOf('--exact'), [])
})

test('a drift within one slice alone does not pass a gate', async (t) => {
  const folder = await folderOf(t)
  const table = (shift: number) =>
    `model,x\n${rows(1_000, (row) => `${row % 10 ? 'big' : 'small'},${((row * 37) % 101) + (row % 10 ? 0 : shift)}`)}\n`
  const paths = { reference: join(folder, 'a.csv'), current: join(folder, 'b.csv') }
  await writeFile(paths.reference, table(0))
  await writeFile(paths.current, table(60))
  const { lines, terminal } = listening()
  const options = { ...paths, type: [], skip: [], cluster: 'auto', failOn: 'drift', by: 'model' } as const
  assert.equal(await compare(options, terminal), EXIT.found)
  assert.ok(lines.includes('  model small: drifted x'), lines.join('\n'))
  assert.equal(lines.at(-1), 'Nothing drifted over everything, but within 1 of 2 slices.')
})

test('slices with too little data are not told as slices without a drift', async (t) => {
  const folder = await folderOf(t)
  const table = `model,x\n${rows(400, (row) => `${row % 40 ? 'big' : 'small'},${(row * 37) % 101}`)}\n`
  const paths = { reference: join(folder, 'a.csv'), current: join(folder, 'b.csv') }
  await writeFile(paths.reference, table)
  await writeFile(paths.current, table)
  const { lines, terminal } = listening()
  await compare({ ...paths, type: [], skip: [], cluster: 'auto', failOn: 'never', by: 'model' }, terminal)
  assert.ok(
    lines.includes('  1 of 2 slices without a drift found, 1 with too little data to say'),
    lines.join('\n'),
  )
})
