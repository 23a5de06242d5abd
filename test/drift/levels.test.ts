import assert from 'node:assert/strict'
import { test } from 'node:test'
import { familyLevel } from '../../drift/levels.ts'

const FAMILIES = [
  'suite-against-baseline',
  'live-against-offline',
  'live-against-recent',
  'slow-drift',
] as const

test('a year of quiet nights costs the alarms that are acceptable', () => {
  const levels = FAMILIES.map((family) => familyLevel(family, 12))
  // The night's level is 12 / 365 = 0.032876…
  assert.deepEqual(
    levels.map((level) => Number((level * 365).toFixed(9))),
    [2.4, 3.6, 4.8, 1.2],
  )
})

test('the level of a night is never above 0.05', () => {
  const sum = FAMILIES.reduce((level, family) => level + familyLevel(family, 365), 0)
  assert.equal(Number(sum.toFixed(12)), 0.05)
  for (const family of FAMILIES) assert.equal(familyLevel(family, 365), familyLevel(family, 18.25))
})
