import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Acceptance, acceptedUpTo, type Decision, standingDecisions } from '../../drift/decision.ts'
import { judge } from '../../drift/judge.ts'
import { comparison, effect } from './make-comparison.ts'

const ACCEPTED: Acceptance = {
  kind: 'accept',
  fingerprint: 'aaaa',
  title: 'Latency is higher',
  by: 'ana',
  at: '2026-11-20T09:00:00.000Z',
  why: 'a larger model',
  family: 'live-against-recent',
  check: 'latency_ms',
  direction: 'up',
  sizes: { all: 0.3, 'intent=refund': 0.5 },
  growth: 0.1,
}

const mute = (at: string, until: string): Decision => ({
  kind: 'mute',
  fingerprint: 'aaaa',
  title: '',
  by: 'ben',
  at,
  why: '',
  until,
})

test('of the decisions about one finding the newest holds, in whatever order they are read', () => {
  const withdrawn: Decision = { ...mute('2026-11-22T00:00:00.000Z', ''), kind: 'withdraw' }
  const muted = mute('2026-11-21T00:00:00.000Z', '2026-12-01')
  assert.equal(standingDecisions([muted, ACCEPTED], '2026-11-25').acceptances.length, 0)
  assert.equal(standingDecisions([muted, ACCEPTED], '2026-11-25').mutes.get('aaaa')?.by, 'ben')
  const none = standingDecisions([withdrawn, muted, ACCEPTED], '2026-11-25')
  assert.deepEqual([none.acceptances.length, none.mutes.size], [0, 0])
})

test('a mute holds up to its last night', () => {
  const muted = [mute('2026-11-21T00:00:00.000Z', '2026-12-01')]
  assert.equal(standingDecisions(muted, '2026-12-01').mutes.size, 1)
  assert.equal(standingDecisions(muted, '2026-12-02').mutes.size, 0)
})

test('what is accepted is one check against one reference in one direction, slice by slice', () => {
  const asked = { family: 'live-against-recent', check: 'latency_ms', slice: 'all', direction: 'up' } as const
  const upTo = (given: object) => acceptedUpTo({ ...asked, ...given }, [ACCEPTED])?.size ?? null
  assert.equal(upTo({}), 0.4)
  assert.equal(upTo({ slice: 'intent=refund' }), 0.6)
  assert.equal(upTo({ slice: 'intent=new' }), 0.4)
  assert.equal(upTo({ direction: 'down' }), null)
  assert.equal(upTo({ check: 'input_words' }), null)
  assert.equal(upTo({ family: 'live-against-offline' }), null)
})

/** The verdict on a latency whose Cliff's delta is this, beside what was accepted. */
function judged(delta: number, acceptances = [ACCEPTED]) {
  const one = comparison({ pValue: 1e-9, effect: effect(delta) })
  return judge([one], { alpha: 0.05, acceptances })[0]!
}

test('an accepted gap is quiet until it has grown by what was stated, and is the same when it is gone', () => {
  assert.equal(judged(-0.39).verdict, 'accepted')
  assert.match(judged(-0.39).rule, /0\.39 ≤ accepted limit 0\.4/)
  assert.equal(judged(-0.41).verdict, 'drifted')
  assert.equal(judged(-0.09).verdict, 'same')
  assert.equal(judged(0.39).verdict, 'drifted')
  assert.equal(judged(-0.39, []).verdict, 'drifted')
})

test('an accepted gap leaves its family: the other checks are corrected without it', () => {
  const other = comparison({ check: 'input_words', pValue: 0.03, effect: effect(0.5) })
  const gap = comparison({ pValue: 1e-9, effect: effect(-0.3) })
  const adjusted = (acceptances: readonly Acceptance[]) =>
    judge([gap, other], { alpha: 0.05, acceptances })[1]?.adjustedPValue
  assert.equal(adjusted([ACCEPTED]), 0.03)
  assert.equal(judge([gap, other, other], { alpha: 0.05 })[1]?.adjustedPValue, 0.03)
  assert.equal(adjusted([]), 0.03)
  const weak = comparison({ check: 'turns', pValue: 0.9, effect: effect(0) })
  const three = (acceptances: readonly Acceptance[]) =>
    judge([gap, other, weak], { alpha: 0.05, acceptances })[1]?.adjustedPValue
  assert.equal(three([]), 0.045)
  assert.equal(three([ACCEPTED]), 0.06)
})
