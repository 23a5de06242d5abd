import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  calendarDay,
  nightBefore,
  nightFolder,
  revisionsIn,
  startOfDay,
} from '../../activities/night-keys.ts'
import { resolveNight } from '../../activities/resolve-night.ts'
import { testPorts } from './ports.ts'

test('revisions are found among the keys of a night, by number and each once', () => {
  const keys = [1, 10, 2].flatMap((revision) => [
    `${nightFolder('2026-11-22', revision)}/opened.json`,
    `${nightFolder('2026-11-22', revision)}/results/run.json`,
  ])
  assert.deepEqual(revisionsIn(keys, '2026-11-22'), [1, 2, 10])
  assert.deepEqual(
    revisionsIn([...keys, 'nights/2026-11-22/notes.txt', 'nights/2026-11-22/rx/a'], '2026-11-21'),
    [],
  )
})

test('the day before a day is of the calendar, also over months, years and in the other direction', () => {
  assert.equal(nightBefore('2026-03-01', 1), '2026-02-28')
  assert.equal(nightBefore('2028-03-01', 1), '2028-02-29')
  assert.equal(nightBefore('2027-01-01', 1), '2026-12-31')
  assert.equal(nightBefore('2026-11-22', 28), '2026-10-25')
  assert.equal(nightBefore('2026-12-31', -1), '2027-01-01')
})

test('the calendar day of an instant is that of the zone', () => {
  const at = new Date('2026-11-22T23:30:00Z')
  assert.equal(calendarDay(at, 'UTC'), '2026-11-22')
  assert.equal(calendarDay(at, 'Europe/Berlin'), '2026-11-23')
  assert.equal(calendarDay(at, 'America/Los_Angeles'), '2026-11-22')
})

test('a scheduled start checks the day before it in the zone of the schedule', async (t) => {
  const nightAt = async (scheduledAt: string, timezone: string) =>
    resolveNight({ scheduledAt }, await testPorts(t, { config: { schedule: { timezone } } }))
  assert.equal(await nightAt('2026-11-23T03:00:00Z', 'UTC'), '2026-11-22')
  assert.equal(await nightAt('2026-11-22T23:30:00Z', 'Europe/Berlin'), '2026-11-22')
  assert.equal(await nightAt('2026-11-23T03:00:00Z', 'America/New_York'), '2026-11-21')
  // 03:00 in Berlin on the days on which the clock changes.
  assert.equal(await nightAt('2026-03-29T01:00:00Z', 'Europe/Berlin'), '2026-03-28')
  assert.equal(await nightAt('2026-10-25T02:00:00Z', 'Europe/Berlin'), '2026-10-24')
})

test('a day begins at its zone’s midnight, or right after it where clocks skip that', () => {
  const begins = (day: string, zone: string) => startOfDay(day, zone).toISOString()
  assert.equal(begins('2026-03-29', 'Europe/Berlin'), '2026-03-28T23:00:00.000Z')
  assert.equal(begins('2026-03-30', 'Europe/Berlin'), '2026-03-29T22:00:00.000Z')
  assert.equal(begins('2026-11-23', 'Pacific/Honolulu'), '2026-11-23T10:00:00.000Z')
  assert.equal(begins('2026-11-23', 'Pacific/Kiritimati'), '2026-11-22T10:00:00.000Z')
  assert.equal(begins('2026-11-23', 'Asia/Kathmandu'), '2026-11-22T18:15:00.000Z')
  // In Cairo, clocks go from 0:00 to 1:00 on the last Friday of April.
  assert.equal(begins('2026-04-24', 'Africa/Cairo'), '2026-04-23T22:00:00.000Z')
})
