import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultFailureConverter, defaultPayloadConverter } from '@temporalio/common'
import { DeliveryError } from '../../activities/delivery-error.ts'
import { ConfigError } from '../../suite/config/errors.ts'
import { TargetError } from '../../suite/target.ts'
import { toApplicationFailure } from '../../worker/failures.ts'

test('what a person must mend is not retried', () => {
  for (const error of [
    new ConfigError('no dataset'),
    new DeliveryError('no permission', { retryable: false }),
    new TargetError('unauthorised', 'the key is refused'),
    new TargetError('rejected', 'the request is refused'),
  ]) {
    const failure = toApplicationFailure(error)
    assert.equal(failure.nonRetryable, true, error.message)
    assert.equal(failure.type, error.name)
    assert.equal(failure.message, error.message)
  }
})

test('what can get better by itself is retried, not before the other side asked', () => {
  const asked = toApplicationFailure(
    new DeliveryError('slow down', { retryable: true, retryAfterMs: 60_000 }),
  )
  assert.equal(asked.nonRetryable, false)
  assert.equal(asked.nextRetryDelay, 60_000)
  assert.equal(toApplicationFailure(new TargetError('rate-limited', 'wait', 7000)).nextRetryDelay, 7000)
  for (const error of [
    new TargetError('unreachable', 'nobody answers'),
    new DeliveryError('broken line', { retryable: true }),
    new Error('disk is full'),
  ]) {
    const failure = toApplicationFailure(error)
    assert.equal(failure.nonRetryable, false)
    assert.equal(failure.nextRetryDelay ?? undefined, undefined)
  }
})

test('neither cause nor stack nor the values of an error pass into history', () => {
  const error = new Error('Cannot read the row', { cause: new Error('row: my secret prompt') })
  Object.assign(error, { row: 'my secret prompt', stack: 'Error at my secret prompt' })
  const failure = toApplicationFailure(error)
  const recorded = defaultFailureConverter.errorToFailure(failure, defaultPayloadConverter)
  assert.equal(recorded.message, 'Cannot read the row')
  assert.doesNotMatch(JSON.stringify(recorded), /secret/)
  assert.equal(recorded.stackTrace ?? '', '')
  assert.equal(recorded.cause ?? null, null)
})

test('what is no error is told as text', () => {
  const failure = toApplicationFailure('gone')
  assert.deepEqual([failure.message, failure.type, failure.nonRetryable], ['gone', 'Error', false])
})
