import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatDuration } from '../../report/format/duration.ts'
import { effectInterval, effectNameAndUnit, effectSentence, effectShort } from '../../report/format/effect.ts'
import {
  countOf,
  formatCount,
  formatNumber,
  formatPercent,
  formatPoints,
  formatSigned,
} from '../../report/format/number.ts'
import { formatLevel, formatPValue } from '../../report/format/p-value.ts'
import { formatTime } from '../../report/format/time.ts'

const plain = (text: string) => text.replaceAll('\u202f', ' ')

test('counts are grouped by thin spaces and agree with their noun', () => {
  assert.equal(formatCount(28000), '28\u202f000')
  assert.equal(plain(formatCount(1234567)), '1 234 567')
  assert.equal(formatCount(999), '999')
  assert.equal(formatCount(Number.NaN), '–')
  assert.equal(countOf(1, 'case'), '1 case')
  assert.equal(countOf(0, 'case'), '0 cases')
})

test('numbers keep three significant digits and a true minus sign', () => {
  const written = [-0.41963, 1190, 12.345, 123.4, 0.00012, 0, -0.0000001, 1.5].map(formatNumber).map(plain)
  assert.deepEqual(written, ['−0.42', '1 190', '12.3', '123', '0.00012', '0', '−1.0e-7', '1.5'])
})

test('an effect that rounds to zero has no sign', () => {
  assert.equal(formatSigned(-0.001), '0.00')
  assert.equal(formatSigned(0.1234), '+0.12')
  assert.equal(formatPoints(-0.1131), '−11.3 points')
})

test('a share that is small but not zero is not written as zero', () => {
  assert.deepEqual([0.8274, 0, 1, 0.0001, 0.9999].map(formatPercent).map(plain), [
    '82.7 %',
    '0 %',
    '100 %',
    '< 0.1 %',
    '> 99.9 %',
  ])
})

test('a p-value below a thousandth names only the bound, lower when its level is lower', () => {
  assert.equal(formatPValue(0.00004), 'p < 0.001')
  assert.equal(formatPValue(0.00004, 0.0007), 'p < 0.0001')
  assert.equal(formatPValue(0.0123456), 'p = 0.0123')
  assert.equal(formatPValue(0.0496), 'p = 0.0496')
  assert.equal(formatPValue(1), 'p = 1')
  assert.equal(formatPValue(null), 'no p-value')
  assert.equal(formatLevel(0.00657534), '0.0066')
})

test('durations are written in the largest unit that fits', () => {
  assert.deepEqual([412, 1840, 59_999, 754_000, 7_260_000].map(formatDuration), [
    '412 ms',
    '1.84 s',
    '60 s',
    '12 min 34 s',
    '2 h 1 min',
  ])
})

test('times are written in UTC to the minute', () => {
  assert.equal(formatTime('2026-11-23T04:41:12+01:00'), '2026-11-23 03:41 UTC')
  assert.equal(formatTime('no time'), 'no time')
})

test('an effect is written in its own unit with its interval', () => {
  const interval = { lower: -0.1527, upper: -0.0764, level: 0.95 }
  const points = { name: 'passRateDifference', value: -0.1133, corrected: -0.1133, interval } as const
  assert.equal(plain(effectInterval(points)), '−15.3 to −7.6 points (95 % interval)')
  assert.equal(effectShort(points), '−11.3 [−15.3, −7.6]')
  assert.equal(effectNameAndUnit(points), 'Pass rate difference, points')
  const delta = { ...points, name: 'cliffsDelta' } as const
  assert.equal(plain(effectSentence(delta)), 'Cliff’s δ −0.11, −0.15 to −0.08 (95 % interval)')
  assert.equal(effectSentence(null), 'no effect could be estimated')
})
