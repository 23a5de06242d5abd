import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missingStages, outcomeOf } from '../../activities/night-ending.ts'
import type { StageReport } from '../../report/night-report.ts'

type Name = StageReport['name']
type Status = StageReport['status']

function stages(given: Partial<Record<Name, Status>>): StageReport[] {
  return Object.entries(given).map(([name, status]) => ({
    name: name as Name,
    status,
    seconds: 1,
    detail: status === 'done' ? '' : `why of ${name}`,
  }))
}

function outcome(given: Partial<Record<Name, Status>>, { cancelled = false, missing = [] as string[] } = {}) {
  return outcomeOf({ stages: stages(given), cancelled }, missing)
}

const ALL = {
  suite: 'done',
  traffic: 'done',
  compare: 'done',
  issues: 'done',
  report: 'done',
  mail: 'done',
} as const

test('a night whose stages are done, or left out on purpose, is complete', () => {
  assert.equal(outcome(ALL), 'complete')
  assert.equal(outcome({ ...ALL, traffic: 'skipped' }), 'complete')
})

test('a failed stage or a missing part degrades a night that compared something', () => {
  for (const name of ['suite', 'traffic', 'issues', 'report', 'mail'] as const)
    assert.equal(outcome({ ...ALL, [name]: 'failed' }), 'degraded')
  assert.equal(outcome(ALL, { missing: ['too few cases were answered'] }), 'degraded')
})

test('a night that compared nothing failed', () => {
  assert.equal(
    outcome({ suite: 'failed', traffic: 'failed', compare: 'skipped', issues: 'skipped' }),
    'failed',
  )
  assert.equal(outcome({ ...ALL, compare: 'failed' }), 'failed')
  assert.equal(outcome({}), 'failed')
})

test('a cancelled night is cancelled, whatever it came to', () => {
  assert.equal(outcome(ALL, { cancelled: true }), 'cancelled')
  assert.equal(outcome({ suite: 'cancelled' }, { cancelled: true }), 'cancelled')
})

test('what is missing stands in the order of the flow, with its reason', () => {
  const ended = stages({ mail: 'failed', traffic: 'failed', suite: 'done', compare: 'skipped' })
  assert.deepEqual(missingStages(ended), [
    'The traffic was not loaded: why of traffic',
    'The mail was not sent: why of mail',
  ])
})

test('what a cancelled night did not come to is missing too', () => {
  assert.deepEqual(missingStages(stages({ suite: 'done', traffic: 'cancelled' })), [
    'The traffic was not loaded: the night was cancelled',
  ])
})
