import {
  type Client,
  ScheduleNotFoundError,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
  type ScheduleUpdateOptions,
} from '@temporalio/client'
import type { Config } from '../suite/config/schema.ts'
import { scheduleId, taskQueue } from '../workflows/ids.ts'
import type { launchNight } from '../workflows/launch-night.ts'

export type ScheduleChange = 'created' | 'updated'

/**
 * Makes the suite's Schedule what the config says: cron, time zone, jitter, overlap BUFFER_ONE, catch-up window and
 * pause state. Idempotent: applying the same config twice changes nothing.
 */
export async function applySchedule(client: Client, config: Config): Promise<ScheduleChange> {
  const wanted = scheduleOptions(config)
  const handle = client.schedule.getHandle(wanted.scheduleId)
  try {
    await handle.update(
      (): ScheduleUpdateOptions<ScheduleOptions['action'] & { workflowId: string }> => ({
        ...wanted,
        state: { ...wanted.state, paused: config.schedule.paused },
      }),
    )
    return 'updated'
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error
    await client.schedule.create(wanted)
    return 'created'
  }
}

function scheduleOptions({ name, schedule }: Config) {
  return {
    scheduleId: scheduleId(name),
    spec: { cronExpressions: [schedule.cron], timezone: schedule.timezone, jitter: schedule.jitter },
    action: {
      type: 'startWorkflow' as const,
      workflowType: 'launchNight' satisfies typeof launchNight.name,
      workflowId: `nightdrift/${name}/launch`,
      taskQueue: taskQueue(name),
      args: [{ suite: name }],
    },
    policies: {
      // A night that starts late waits for the one before: skipping it would lose it.
      overlap: ScheduleOverlapPolicy.BUFFER_ONE,
      catchupWindow: schedule.catchupWindow,
    },
    state: {
      paused: schedule.paused,
      note: `nightdrift: ${schedule.paused ? 'paused' : 'applied'} from the config of ${name}`,
    },
  } satisfies ScheduleOptions
}
