import { ApplicationFailure } from '@temporalio/common'
import { DeliveryError } from '../activities/delivery-error.ts'
import { ConfigError } from '../suite/config/errors.ts'
import { TargetError } from '../suite/target.ts'

/**
 * What an activity's error becomes in Temporal. Only the message and a type pass into history, never a cause or a
 * stack, because either could quote what strangers wrote. What cannot get better by itself is not retried.
 */
export function toApplicationFailure(error: unknown): ApplicationFailure {
  const message = error instanceof Error ? error.message : String(error)
  const type = error instanceof Error ? error.name : 'Error'
  const failure = ApplicationFailure.create({
    message,
    type,
    nonRetryable: !canGetBetter(error),
    ...retryDelay(error),
  })
  failure.stack = ''
  return failure
}

function retryDelay(error: unknown): { nextRetryDelay?: number } {
  const asked = error instanceof TargetError || error instanceof DeliveryError ? error.retryAfterMs : null
  return asked === null ? {} : { nextRetryDelay: asked }
}

function canGetBetter(error: unknown): boolean {
  if (error instanceof ConfigError) return false
  if (error instanceof DeliveryError) return error.retryable
  if (error instanceof TargetError) return error.kind !== 'unauthorised' && error.kind !== 'rejected'
  return true
}
