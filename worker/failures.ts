import { ApplicationFailure } from '@temporalio/common'
import { DeliveryError } from '../activities/delivery-error.ts'
import { ConfigError } from '../suite/config/errors.ts'
import { TargetError } from '../suite/target.ts'

/**
 * What an activity's error becomes in Temporal. Only the message and a type pass into history, never a cause or a
 * stack, because either could quote what strangers wrote. What cannot get better by itself is not retried.
 *
 * @param usualWaitMs how long the retry policy waits by itself now: who asks for less, or for nothing, does not get it,
 *   else an outage that says "ask again at once" would use up all attempts at once
 */
export function toApplicationFailure(error: unknown, usualWaitMs = 0): ApplicationFailure {
  const message = error instanceof Error ? error.message : String(error)
  const type = error instanceof Error ? error.name : 'Error'
  const failure = ApplicationFailure.create({
    message,
    type,
    nonRetryable: !canGetBetter(error),
    ...retryDelay(error, usualWaitMs),
  })
  failure.stack = ''
  return failure
}

function retryDelay(error: unknown, usualWaitMs: number): { nextRetryDelay?: number } {
  const asked = error instanceof TargetError || error instanceof DeliveryError ? error.retryAfterMs : null
  return asked === null || asked <= usualWaitMs ? {} : { nextRetryDelay: asked }
}

function canGetBetter(error: unknown): boolean {
  if (error instanceof ConfigError) return false
  if (error instanceof DeliveryError) return error.retryable
  if (error instanceof TargetError) return error.kind !== 'unauthorised' && error.kind !== 'rejected'
  return true
}
