import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadLog } from './load-log.ts'

/** More than fit into one row group of any file on the way. */
const LINES = 25_000

const log = Array.from({ length: LINES }, (_, line) => {
  const timestamp = new Date(Date.UTC(2026, 10, 22) + line * 1000).toISOString()
  return JSON.stringify({ timestamp, id: line, input: 'hi', output: 'yes', model: 'm', latency_ms: 5 })
})

const upwards = Array.from({ length: LINES }, (_, line) => line + 1)

test('records stand in the order of the log, whether it holds copies or not', async () => {
  const once = await loadLog(log.join('\n'))
  assert.deepEqual(
    once.rows.map(({ line }) => Number(line)),
    upwards,
  )
  const again = await loadLog([...log, ...log.slice(0, 10)].join('\n'))
  assert.deepEqual(
    again.rows.map(({ line }) => Number(line)),
    upwards,
  )
  assert.deepEqual([once.counts.duplicates, again.counts.duplicates], [0, 10])
})

test('records of an own SELECT stand in the order of the log too', async () => {
  const { rows } = await loadLog(log.slice(0, 5000).join('\n'), {
    select: 'SELECT * FROM raw ORDER BY id DESC',
  })
  assert.deepEqual(
    rows.map(({ line }) => Number(line)),
    upwards.slice(0, 5000),
  )
})
