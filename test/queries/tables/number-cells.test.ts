import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compare, short } from './summarised-files.ts'

const many = (count: number, cell: (row: number) => string) =>
  Array.from({ length: count }, (_, row) => cell(row))
const column = (cells: readonly string[]) => `x,y\n${cells.map((cell) => `"${cell}",1.5`).join('\n')}\n`
const numbers = (count: number) => many(count, (row) => String(row / 8))

test('a stray cell or mark does not take a column of numbers its type', async () => {
  for (const [mark, strays] of [
    ['-', 0],
    [' n/a ', 0],
    ['NULL', 0],
    ['', 0],
    ['NaN', 0],
    ['secret', 1],
    ['1.2.3', 1],
  ] as const) {
    const { columns } = await compare({
      reference: column([...numbers(60), mark]),
      current: column(numbers(40)),
    })
    assert.equal(columns[0]?.type, 'numeric', mark)
    assert.equal(columns[0].reference.missing, 1, mark)
    assert.deepEqual(
      columns[0].notes,
      strays === 0
        ? []
        : ['Cells that are no numbers count as missing: 1 of the reference, 0 of the current side.'],
      mark,
    )
  }
})

test('more than 5 % of strays on a side, few numbers, or two of them with a word, are categories', async () => {
  const typeOf = async (reference: readonly string[], current: readonly string[]) =>
    (await compare({ reference: column(reference), current: column(current) })).columns[0]?.type
  const words = (count: number) => many(count, (row) => `w${row % 2}`)
  const few = (count: number) => many(count, (row) => String(row % 7))
  assert.equal(await typeOf([...few(95), ...words(5)], few(100)), 'numeric')
  assert.equal(await typeOf([...few(94), ...words(6)], few(100)), 'categorical')
  assert.equal(await typeOf(few(100), [...few(94), ...words(6)]), 'categorical')
  assert.equal(await typeOf([...few(19), 'w'], few(100)), 'categorical')
  assert.equal(await typeOf([...many(98, (row) => String(row % 2)), ...words(2)], few(100)), 'categorical')
})

test('a type that was given takes few strays as missing, and says how many and where the first stands of many', async () => {
  const reference = column([...numbers(97), ...many(3, () => 'secret')])
  const types = { x: 'numeric' } as const
  const { columns } = await compare({ reference, current: column(['1', '2']), types })
  assert.deepEqual(short(columns[0]!.current).values, [1, 2])
  assert.deepEqual(columns[0]!.notes, [
    'Cells that are no numbers count as missing: 3 of the reference, 0 of the current side.',
  ])
  const bad = column([...numbers(16), '-', ...many(3, () => 'secret')])
  await assert.rejects(compare({ reference, current: bad, types }), (error: Error) => {
    assert.match(
      error.message,
      /column "x" as numeric: 3 of 19 values of the current table are no numbers, the first one in row 18 .*at most 5 %, which count as missing/,
    )
    assert.doesNotMatch(error.message, /secret/)
    return true
  })
})

test('strings of digits stay texts in files that know types until they are asked for; decimal commas do not', async () => {
  const lines = many(60, (row) => JSON.stringify({ digits: `${row}.5`, euro: `${row},5` })).join('\n')
  const files = { reference: lines, current: lines, as: 'jsonl' }
  const { columns } = await compare(files)
  assert.deepEqual(
    columns.map(({ name, type }) => [name, type]),
    [
      ['digits', 'categorical'],
      ['euro', 'numeric'],
    ],
  )
  const asked = await compare({ ...files, types: { digits: 'numeric' } })
  for (const { reference } of asked.columns) assert.deepEqual(short(reference).values.slice(0, 2), [0.5, 1.5])
})

test('decimal commas are read as such where no comma can mark thousands', async () => {
  const read = async (reference: readonly string[], current: readonly string[]) => {
    const [first] = (await compare({ reference: column(reference), current: column(current) })).columns
    return first?.name === 'x' && first.type === 'numeric'
      ? { values: [short(first.reference).values, short(first.current).values], notes: first.notes }
      : null
  }
  const both = ['Numbers are read with decimal commas in the reference and on the current side.']
  const euro = ['5,02', '-1,5e2', '1234', '12 345,5', '1\u00a0000,25']
  assert.deepEqual(await read(euro, ['0,123', '7']), {
    values: [
      [-150, 5.02, 1000.25, 1234, 12345.5],
      [0.123, 7],
    ],
    notes: both,
  })
  // Points mark thousands where one cell says so, on either side.
  assert.deepEqual((await read(['1.234,5', '2.500'], ['3.000', '1']))?.values, [
    [1234.5, 2500],
    [1, 3000],
  ])
  // Each side is read as it is written.
  assert.deepEqual(await read(['5,02', '7,1'], ['5.02', '2.125']), {
    values: [
      [5.02, 7.1],
      [2.125, 5.02],
    ],
    notes: ['Numbers are read with decimal commas in the reference.'],
  })
  // Thousands or decimals? Nobody can know.
  for (const cells of [
    ['1,234', '5,678'],
    ['1,234', '1,234.5'],
    ['5,02', '1.234'],
  ])
    assert.equal(await read(cells, cells), null, cells.join(' '))
})

test('strays beside decimal commas are missing, and never read as other numbers', async () => {
  const { columns } = await compare({
    reference: column([...many(60, (row) => `${row % 9},25`), '1.5', '-']),
    current: column(many(60, (row) => `${row % 9},25`)),
  })
  assert.deepEqual(
    short(columns[0]!.reference).values,
    [0.25, 1.25, 2.25, 3.25, 4.25, 5.25, 6.25, 7.25, 8.25],
  )
  assert.equal(columns[0]!.reference.missing, 2)
  assert.equal(columns[0]!.notes.length, 2)
})

test('a cell with a decimal comma does not make decimals of commas that mark thousands', async () => {
  const thousands = [...many(60, (row) => `${12 + row},345`), ...many(20, (row) => String(row)), '12,5']
  const { columns } = await compare({ reference: column(thousands), current: column(thousands) })
  assert.notEqual(columns[0]?.type, 'numeric')
})

test('a column that is left out although most of its cells are numbers is told how many are not', async () => {
  const cells = (from: number) =>
    column([...many(200, (row) => String(from + row / 8)), ...many(20, (row) => `err ${from + row}`)])
  const { skipped } = await compare({ reference: cells(0), current: cells(100) })
  assert.match(
    skipped.find(({ name }) => name === 'x')?.reason ?? '',
    /^cells that are no numbers \(20 of 220 of the reference, 20 of 220 of the current side\) are more than 5 %/,
  )
})
