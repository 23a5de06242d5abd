import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendarDay, nightBefore, nightFolder, revisionsIn } from '../../activities/night-keys.ts'
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
