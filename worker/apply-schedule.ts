import {
  type Client,
  ScheduleAlreadyRunning,
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
  if (await update(client, wanted)) return 'updated'
  try {
    await client.schedule.create(wanted)
    return 'created'
  } catch (error) {
    // Somebody else applied it since.
    if (error instanceof ScheduleAlreadyRunning && (await update(client, wanted))) return 'updated'
    throw error
  }
}

type WantedSchedule = ReturnType<typeof scheduleOptions>

/** @returns false when there is no such Schedule */
async function update(client: Client, wanted: WantedSchedule): Promise<boolean> {
  try {
    const changed = (): ScheduleUpdateOptions<WantedSchedule['action']> => wanted
    await client.schedule.getHandle(wanted.scheduleId).update(changed)
    return true
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return false
    throw error
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
