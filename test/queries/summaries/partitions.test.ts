import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { capCategories } from '../../../drift/cap-categories.ts'
import { exactSummary } from '../../../drift/exact-summary.ts'
import { FIXED_GRID } from '../../../drift/grid.ts'
import { mergeAll } from '../../../drift/merge.ts'
import { ontoGrid } from '../../../drift/onto-grid.ts'
import type { Summary } from '../../../drift/summary.ts'
import { writeSummaries } from '../../../queries/summaries/summary-file.ts'
import { seededRandom } from '../../../stats/random.ts'
import { categoricalSummary } from '../../drift/make-summary.ts'

/** What summing doubles, or counting in a table keyed by them, would get wrong. */
const HOSTILE = [
  ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0],
  ...[Number.MIN_VALUE, -Number.MIN_VALUE, 2 ** -1022, 2 ** -1022 - Number.MIN_VALUE],
  ...[2 ** 53 - 1, 2 ** 53, 2 ** 53 + 2, -(2 ** 53), Number.MAX_VALUE, -Number.MAX_VALUE, 0.1, 0.3],
]
const ROWS = 100_000
const random = seededRandom('partitions')
const TABLE = Array.from({ length: ROWS }, (_, row) => ({
  number:
    random() < 0.1 ? HOSTILE[row % HOSTILE.length]! : (random() - 0.5) * 10 ** Math.floor(30 * random() - 15),
  category: `user ${row}`,
}))

function summarised(rows: typeof TABLE): Summary[] {
  const subject = (feature: string) => ({ feature, slice: 'all' })
  const numbers = (feature: string, of: (row: (typeof TABLE)[number]) => number) =>
    ontoGrid(exactSummary(Float64Array.from(rows, of), subject(feature)), FIXED_GRID)
  return [
    numbers('number', ({ number }) => number),
    numbers('never there', () => Number.NaN),
    capCategories(categoricalSummary(rows.map(({ category }) => category))),
  ]
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)
}

test('one partition, seven or a thousand, in any order, give the same bytes whatever the rows hold', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-'))
  t.after(() => rm(folder, { recursive: true }))
  const path = join(folder, 'a.arrow')
  const digests: string[] = []
  for (const partitions of [1, 7, 1000]) {
    const rows = shuffled(TABLE)
    const size = Math.ceil(ROWS / partitions)
    const parts = Array.from({ length: partitions }, (_, part) =>
      summarised(rows.slice(part * size, (part + 1) * size)),
    )
    const merged = mergeAll(shuffled(parts.flat()))
    await writeSummaries(path, merged, {})
    digests.push(
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    )
  }
  assert.deepEqual(digests, [digests[0], digests[0], digests[0]])
})
