import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { EXIT, exitCodeOf } from '../../cli/exit.ts'
import { nightOf } from '../../cli/night-date.ts'

const NOON = new Date('2026-11-23T12:00:00Z')

function refusal(given: string, timezone = 'UTC', now = NOON): string {
  try {
    nightOf(given, timezone, now)
  } catch (error) {
    assert.equal(exitCodeOf(error), EXIT.usage)
    return error instanceof Error ? error.message : String(error)
  }
  return assert.fail(`expected ${given} to be refused`)
}

test('without a date it is yesterday, in the zone of the schedule', () => {
  assert.equal(nightOf(undefined, 'UTC', NOON), '2026-11-22')
  const lateInLondon = new Date('2026-11-22T23:30:00Z')
  assert.equal(nightOf(undefined, 'UTC', lateInLondon), '2026-11-21')
  assert.equal(nightOf(undefined, 'Europe/Berlin', lateInLondon), '2026-11-22')
  assert.equal(nightOf(undefined, 'Pacific/Kiritimati', NOON), '2026-11-23')
  assert.equal(nightOf(undefined, 'Pacific/Pago_Pago', new Date('2026-11-23T10:59:00Z')), '2026-11-21')
})

test('yesterday is the calendar day before, also when a day has 23 or 25 hours', () => {
  // In Berlin the clock went forward on 29 March 2026 and back on 25 October 2026.
  assert.equal(nightOf(undefined, 'Europe/Berlin', new Date('2026-03-29T22:30:00Z')), '2026-03-29')
  assert.equal(nightOf(undefined, 'Europe/Berlin', new Date('2026-03-28T23:30:00Z')), '2026-03-28')
  assert.equal(nightOf(undefined, 'Europe/Berlin', new Date('2026-10-25T22:30:00Z')), '2026-10-24')
  assert.equal(nightOf(undefined, 'Europe/Berlin', new Date('2026-10-25T23:30:00Z')), '2026-10-25')
  // Samoa skipped 30 December 2011 altogether.
  assert.equal(nightOf('2011-12-29', 'Pacific/Apia', new Date('2011-12-30T12:00:00Z')), '2011-12-29')
})

test('months and years end', () => {
  assert.equal(nightOf(undefined, 'UTC', new Date('2027-01-01T03:00:00Z')), '2026-12-31')
  assert.equal(nightOf(undefined, 'UTC', new Date('2028-03-01T03:00:00Z')), '2028-02-29')
})

test('today and the future are refused with the newest night that can be run', () => {
  assert.equal(
    refusal('2026-11-23'),
    'Cannot run night 2026-11-23: its day has not ended yet (today is 2026-11-23 in UTC). The newest night is 2026-11-22.',
  )
  assert.match(refusal('2027-01-01'), /^Cannot run night 2027-01-01: its day has not ended yet/)
  const lateInLondon = new Date('2026-11-22T23:30:00Z')
  assert.match(refusal('2026-11-22', 'UTC', lateInLondon), /today is 2026-11-22 in UTC/)
  assert.equal(nightOf('2026-11-22', 'Europe/Berlin', lateInLondon), '2026-11-22')
})

test('what is no date of the calendar is refused with an example', () => {
  for (const given of [
    '',
    'yesterday',
    '2026-02-30',
    '2026-13-01',
    '26-11-22',
    '2026-1-2',
    '2026-11-22T00:00',
    ' 2026-11-22',
  ])
    assert.match(refusal(given), /expected a date as YYYY-MM-DD, such as 2026-11-22\.$/)
  assert.equal(nightOf('2024-02-29', 'UTC', NOON), '2024-02-29')
  assert.match(refusal('2025-02-29'), /expected a date/)
})

test('the night without a date can also be named', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Kiritimati']
  const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(instant, fc.constantFrom(...zones), (now, zone) => {
      const night = nightOf(undefined, zone, now)
      assert.equal(nightOf(night, zone, now), night)
    }),
  )
})
