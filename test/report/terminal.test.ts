import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import fc from 'fast-check'
import { terminalSummary } from '../../report/terminal.ts'
import { COMPLETE, FAILED, QUIET } from './fixtures.ts'
import { hostileNight, hostileText } from './hostile.ts'

test('the summary says what diverged and where issues, mail and files are', () => {
  const text = terminalSummary(COMPLETE)
  assert.match(text, /^1 regression, 2 drifts: /)
  for (const place of [
    'issues/41',
    'issues/38',
    'no-offline-case-covers-child-seat.md',
    'outbox/2026-11-22.eml',
    'report.html',
  ])
    assert.ok(text.includes(place), place)
})

test('what is missing comes first', () => {
  assert.match(terminalSummary(FAILED), /^This night FAILED\. What is missing:\n {2}- The model at/)
  assert.match(terminalSummary(QUIET), /^Nothing diverged: 24 checks/)
})

test('a failed delivery is told with what to do', () => {
  const failed = {
    kind: 'mail',
    action: 'failed',
    where: '',
    key: 'm',
    fingerprint: null,
    detail: 'Login refused. Set SMTP_PASSWORD.',
  } as const
  assert.match(
    terminalSummary({ ...QUIET, deliveries: [failed] }),
    /not delivered +mail: Login refused\. Set SMTP_PASSWORD\./,
  )
})

test('colours are used only when told, and change no word', () => {
  const coloured = terminalSummary(COMPLETE, { colour: true })
  assert.notEqual(coloured, terminalSummary(COMPLETE))
  assert.equal(stripVTControlCharacters(coloured), terminalSummary(COMPLETE))
})

test('no control character of a stranger reaches the terminal', () => {
  fc.assert(
    fc.property(hostileText(), (text) => {
      assert.doesNotMatch(terminalSummary(hostileNight(text)), /(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u)
    }),
  )
})
