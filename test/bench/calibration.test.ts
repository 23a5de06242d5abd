import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resultCells, table, withRow, withTable } from '../../bench/calibration/calibration-tables.ts'
import { drawCounts } from '../../bench/calibration/draws.ts'
import { powerRows } from '../../bench/calibration/power-rows.ts'
import { quietRows } from '../../bench/calibration/quiet-rows.ts'
import { mostAlarms, runRow } from '../../bench/calibration/row.ts'
import { seededRandom } from '../../stats/random.ts'

test('with nothing wrong no kind of nights alarms more often than 5 % allows', () => {
  // Of each third kind of nights a few lakes.
  const rows = quietRows(140).filter((_, i) => i % 3 === 0)
  const results = rows.map(runRow).map((result) => ({
    ...result,
    most: mostAlarms(result.trials, 0.05),
  }))
  const broken = results.filter(({ promise, alarms, most }) => promise !== null && alarms > most)
  assert.deepEqual(broken.map(resultCells), [])
})

test('a slow drift is found within 14 nights', () => {
  const rows = powerRows(6).filter(({ labels }) => labels[0]?.includes('a night'))
  assert.equal(rows.length, 2)
  for (const row of rows) assert.ok(runRow(row).alarms >= 5)
})

test('a shift in one of 60 checks is found', () => {
  const row = powerRows(10).find(({ labels }) => labels[1]?.includes('28 nights of 1,000'))!
  assert.ok(runRow(row).alarms >= 9)
})

test('the most alarms are the 99.9 % bounds of the binomial distribution', () => {
  assert.equal(mostAlarms(2000, 0.05), 131)
  assert.equal(mostAlarms(400, 0.05), 35)
})

test('drawn counts add up to the number of rows and follow the shares, for few rows and for many', () => {
  const random = seededRandom('draws')
  for (const n of [50, 1_000_000]) {
    const sums = new Float64Array(3)
    for (let i = 0; i < 400; i += 1) {
      const counts = drawCounts(n, Float64Array.of(0.6, 0.3, 0.1), random)
      assert.equal(
        counts.reduce((sum, count) => sum + count, 0),
        n,
      )
      counts.forEach((count, cell) => {
        sums[cell] = sums[cell]! + count / n / 400
      })
    }
    assert.ok(Math.abs(sums[0]! - 0.6) < 0.02 && Math.abs(sums[2]! - 0.1) < 0.02, `${sums}`)
  }
})

test('a table goes between the markers of a page, and nothing else changes', () => {
  const page = 'a\n<!-- calibration quiet: begin -->\nold\n<!-- calibration quiet: end -->\nb'
  const written = withTable(page, 'quiet', table(['x'], [['1']]))
  assert.equal(written, withTable(written, 'quiet', table(['x'], [['1']])))
  assert.match(written, /^a\n<!--.*-->\n\n\| x \|\n\| --- \|\n\| 1 \|\n\n<!--.*-->\nb$/)
  assert.throws(() => withTable('a', 'quiet', 'b'), /no <!-- calibration quiet: begin -->/)
})

test('one row is made anew and the others stay, in their order', () => {
  const page = 'a\n<!-- calibration x: begin -->\n\n<!-- calibration x: end -->\nb'
  const of = {
    name: 'x',
    head: ['what', 'how', 'n'],
    order: [
      ['a', '1'],
      ['a', '2'],
      ['b', '1'],
    ],
  }
  const first = withRow(page, { ...of, cells: ['b', '1', 'new'] })
  const second = withRow(first, { ...of, cells: ['a', '2', 'old'] })
  const third = withRow(second, { ...of, cells: ['a', '2', 'newer'] })
  assert.match(third, /\| a \| 2 \| newer \|\n\| b \| 1 \| new \|\n\n<!--/)
  assert.doesNotMatch(third, /old/)
})
