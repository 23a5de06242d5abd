import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checksLookedAt, decision, findingKinds, mailSubject } from '../../report/headline.ts'
import { comparison, finding } from './fixture-findings.ts'
import { CANCELLED, COMPLETE, DEGRADED, FAILED, QUIET } from './fixtures.ts'

test('the decision counts the kinds of findings and names them', () => {
  assert.equal(
    decision(COMPLETE),
    '1 regression, 2 drifts: pass rate of contains fell by 11.3 points; requests take longer; no offline case covers “child_seat”.',
  )
})

test('a quiet night says what was looked at', () => {
  assert.equal(
    decision(QUIET),
    'Nothing diverged: 26 checks looked at, 2 of them with too little data to say.',
  )
  assert.equal(
    decision({ ...QUIET, outcome: 'degraded' }).split(':')[0],
    'Nothing diverged in what was looked at',
  )
})

test('the checks that were looked at hold those with too little data', () => {
  const checks = { ran: 14, insufficient: 18, expectedFalse: 0.03 }
  assert.equal(checksLookedAt({ checks }), '32 checks looked at, 18 of them with too little data to say')
})

test('a night without comparisons claims nothing', () => {
  assert.equal(decision(FAILED), 'Nothing was compared, so nothing is known about this night.')
})

test('a pass rate that rose is an improvement, not a regression', () => {
  const better = finding({ direction: 'up', comparison: comparison({ family: 'suite-against-baseline' }) })
  assert.equal(findingKinds([better]), '1 improvement')
})

test('the subject carries the decision, after an outcome that is not complete', () => {
  assert.equal(
    mailSubject(COMPLETE),
    '[nightdrift] support-bot 2026-11-22: 3 findings — pass rate of contains fell by 11.3 points, requests take longer, no offline case covers “child_seat”',
  )
  assert.equal(
    mailSubject(QUIET),
    '[nightdrift] support-bot 2026-11-22: nothing diverged — 26 checks looked at, 2 of them with too little data to say',
  )
  assert.match(
    mailSubject(DEGRADED),
    /^\[nightdrift\] degraded support-bot 2026-11-22: 1 finding — pass rate/,
  )
  assert.match(mailSubject(FAILED), /^\[nightdrift\] FAILED support-bot 2026-11-22: The model at /)
  assert.match(
    mailSubject(CANCELLED),
    /^\[nightdrift\] cancelled support-bot 2026-11-22: The night was cancelled/,
  )
})

test('titles in the middle of a sentence begin small, and are cut between words', () => {
  const topic = finding({
    comparison: comparison(),
    title:
      'A topic is new or more frequent: “cargo bike rental”, “child seat”, “trailer” in 19.3 % of the traffic',
  })
  assert.equal(
    decision({ ...COMPLETE, findings: [topic] }),
    '1 drift: a topic is new or more frequent: “cargo bike rental”, “child seat”, “trailer” in…',
  )
  assert.match(
    mailSubject({ ...COMPLETE, findings: [topic, topic, topic] }),
    / — a topic .* in…, a topic .*[^\d]…$/,
  )
})

test('a subject is one short line whatever the titles are', () => {
  const loud = finding({ comparison: comparison(), title: `A${'b'.repeat(400)}\r\nBcc: x@example.org` })
  const subject = mailSubject({ ...COMPLETE, findings: [loud, loud, loud, loud, loud] })
  assert.ok(subject.length <= 180)
  assert.doesNotMatch(subject, /[\r\n]/)
})
