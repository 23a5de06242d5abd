import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApplicationFailure } from '@temporalio/common'
import { logLine } from '../../worker/log-line.ts'

const failure = ApplicationFailure.create({ message: 'Cannot get an answer from openai m.' })

test('an activity that failed is named, with the attempt and why', () => {
  const meta = { activityType: 'runSuiteBatch', attempt: 2, error: failure }
  assert.equal(
    logLine({ level: 'WARN', message: 'Activity failed', meta }),
    'WARN runSuiteBatch failed (attempt 2): Cannot get an answer from openai m.',
  )
})

test('what another line has said is not said again', () => {
  const wrapped = new Error('Activity task failed')
  assert.equal(logLine({ level: 'WARN', message: 'Workflow failed', meta: { error: wrapped } }), null)
  assert.equal(logLine({ level: 'WARN', message: 'stage failed', meta: { stage: 'suite' } }), null)
})

test('everything else stays as the SDK says it', () => {
  assert.equal(
    logLine({ level: 'ERROR', message: 'Worker failed', meta: { error: failure } }),
    'ERROR Worker failed Cannot get an answer from openai m.',
  )
  assert.equal(logLine({ level: 'WARN', message: 'Slow poll' }), 'WARN Slow poll')
})
