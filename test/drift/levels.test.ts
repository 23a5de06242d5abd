import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checksLevel, familyLevel, textLevel } from '../../drift/levels.ts'

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

test('ranks begin where they reach the level of the family, and texts have what they leave of it', () => {
  const family = 'live-against-recent'
  const whole = familyLevel(family, 12)
  const rounded = (levels: readonly number[]) => levels.map((level) => Number(level.toFixed(6)))
  const nights = [0, 75, 76, 77, 100, 101, 122]
  assert.deepEqual(
    rounded(nights.map((each) => checksLevel(family, 12, each))),
    rounded([0.75 * whole, 0.75 * whole, 1 / 77, 1 / 78, 1 / 101, 0.75 * whole, 0.75 * whole]),
  )
  assert.deepEqual(
    rounded(nights.map((each) => textLevel(family, 12, each))),
    [0.003288, 0.003288, 0.000164, 0.00033, 0.00325, 0.003288, 0.003288],
  )
})

test('a family never has more than its level, however many nights there are', () => {
  for (const family of FAMILIES)
    for (const alarms of [1, 12, 365])
      for (let nights = 0; nights < 400; nights += 1) {
        const [checks, texts] = [checksLevel(family, alarms, nights), textLevel(family, alarms, nights)]
        assert.ok(checks > 0 && texts >= 0 && checks + texts <= familyLevel(family, alarms) * (1 + 1e-12))
        if (family !== 'live-against-recent') assert.equal(checks, checksLevel(family, alarms))
      }
})
