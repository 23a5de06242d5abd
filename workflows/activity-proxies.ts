import {
  ActivityCancellationType,
  type ActivityInterfaceFor,
  type ActivityOptions,
  proxyActivities,
} from '@temporalio/workflow'
import type { Activities } from '../activities/catalogue.ts'

/**
 * How long to keep trying: a scheduled night outlasts an outage of hours; a person who waits at a terminal is
 * told after a few tries.
 */
export type Patience = 'scheduled' | 'interactive'

const RETRY: Readonly<Record<Patience, NonNullable<ActivityOptions['retry']>>> = {
  scheduled: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '15m', maximumAttempts: 20 },
  interactive: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '10s', maximumAttempts: 3 },
}

/** Reads and writes of the lake, deliveries: short, and worth trying again. */
export function shortActivities(patience: Patience): ActivityInterfaceFor<Activities> {
  return proxyActivities<Activities>({ startToCloseTimeout: '5m', retry: RETRY[patience] })
}

/** Batches of cases, files of logs, the comparison: long, and heard of while they run. */
export function longActivities(patience: Patience): ActivityInterfaceFor<Activities> {
  return proxyActivities<Activities>({
    startToCloseTimeout: '1h',
    heartbeatTimeout: '30s',
    // Left out, a cancelled night would tell people while its batches still ask the model.
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    retry: RETRY[patience],
  })
}
