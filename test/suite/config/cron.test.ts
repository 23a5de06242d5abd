import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isCron } from '../../../suite/config/cron.ts'

test('five fields of numbers, names, lists, ranges and steps are a schedule', () => {
  for (const cron of [
    '0 3 * * *',
    '*/15 0-6 1,15 * *',
    '0 3 * * MON-FRI',
    '0 3 * jan,jul sun',
    '0/15 3 * * 7',
  ]) {
    assert.ok(isCron(cron), cron)
  }
})

test('what a cron would refuse or read in its own way is none', () => {
  const refused = ['', 'x', '99 3 * * *', '0 25 * * *', '0 3 0 * *', '0 3 * 13 *', '0 3 * * 8', '*/0 * * * *']
  const shapes = [
    '0 3 * *',
    '0 0 3 * * *',
    '0 3 * * * 2027',
    '@daily',
    '0,,1 3 * * *',
    '1.5 3 * * *',
    ' 0 3 * * *',
  ]
  const dialects = ['0 3 L * *', '0 3 15W * *', '0 3 ? * 1#2', '0 3 * * xyz', '0 3 * * *; rm', '-1 3 * * *']
  for (const cron of [...refused, ...shapes, ...dialects]) assert.ok(!isCron(cron), cron)
})
