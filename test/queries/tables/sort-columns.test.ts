import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sharedColumn, sortColumns } from '../../../queries/tables/sort-columns.ts'
import { seededRandom } from '../../../stats/random.ts'

const random = seededRandom('sort columns')

function columnsOf(count: number, rows: number): Float64Array[] {
  return Array.from({ length: count }, (_, i) => {
    const column = sharedColumn(rows)
    for (let row = 0; row < rows; row += 1)
      column[row] =
        random() < 0.01 ? Number.NaN : i % 2 === 0 ? random() - 0.5 : Math.floor(50 * random()) - 20
    return column
  })
}

test('short columns, and long ones that two threads share, come out as the platform sorts them', async () => {
  for (const [count, rows] of [
    [0, 0],
    [1, 50_000],
    [3, 100],
    [5, 500_000],
  ] as const) {
    const columns = columnsOf(count, rows)
    const expected = columns.map((column) => column.map((value) => value + 0).sort())
    await sortColumns(columns)
    for (const [i, column] of columns.entries())
      assert.ok(
        Buffer.from(column.buffer).equals(Buffer.from(expected[i]!.buffer)),
        `${count} × ${rows}, ${i}`,
      )
  }
})
