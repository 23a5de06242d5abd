import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common'
import { ApplicationFailure, executeChild, ParentClosePolicy, workflowInfo } from '@temporalio/workflow'
import { shortActivities } from './activity-proxies.ts'
import { nightlyId } from './ids.ts'
import { type NightlyOutcome, nightly } from './nightly.ts'

export interface LaunchNightInput {
  readonly suite: string
}

/**
 * What the Schedule starts. Derives the night from the nominal time of the start, never from the clock, so that a
 * backfill and a late start check the night they are for; then runs `nightly` under the night's own id, or finds
 * that it runs already.
 */
export async function launchNight({
  suite,
}: LaunchNightInput): Promise<NightlyOutcome | { readonly joined: string }> {
  const { resolveNight } = shortActivities('scheduled')
  const night = await resolveNight({ scheduledAt: scheduledStart().toISOString() })
  const workflowId = nightlyId(suite, night)
  try {
    return await executeChild(nightly, {
      workflowId,
      args: [{ night, patience: 'scheduled', force: false }],
      parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
      // Longer than the longest night and shorter than a day, so that a dead night is known as such the next night.
      workflowExecutionTimeout: '22h',
    })
  } catch (failure) {
    if (failure instanceof WorkflowExecutionAlreadyStartedError) return { joined: workflowId }
    throw failure
  }
}

function scheduledStart(): Date {
  const value = workflowInfo().searchAttributes.TemporalScheduledStartTime?.[0]
  if (value instanceof Date) return value
  throw ApplicationFailure.nonRetryable(
    'Cannot tell which night to check: the workflow has no TemporalScheduledStartTime. Start a single night with `nightdrift night YYYY-MM-DD`.',
    'NotScheduled',
  )
}
