import { randomUUID } from 'node:crypto'
import type { WorkflowHandleWithStartDetails } from '@temporalio/client'
import { nightlyId } from '../../workflows/ids.ts'
import type { NightlyInput, nightly } from '../../workflows/nightly.ts'
import { type FakeActivities, fakeActivities } from './fake-activities.ts'
import { QUEUE, type TestServer } from './temporal-server.ts'

/** A night under way, of a suite of its own. */
export interface StartedNight {
  readonly handle: WorkflowHandleWithStartDetails<typeof nightly>
  readonly suite: string
  readonly fakes: FakeActivities
}

/** The night that tests run. */
export const NIGHT = '2026-11-22'

/** Starts a night with fake activities. */
export async function startNight(
  server: TestServer,
  overrides: Parameters<typeof fakeActivities>[0] = {},
  input: Partial<NightlyInput> = {},
): Promise<StartedNight> {
  const suite = randomUUID()
  const fakes = fakeActivities(overrides)
  server.act(suite, fakes.activities)
  return { handle: await startOrJoin(server, suite, input), suite, fakes }
}

/** Starts a suite's night, or joins the one that runs. */
export function startOrJoin(
  server: TestServer,
  suite: string,
  input: Partial<NightlyInput> = {},
): Promise<StartedNight['handle']> {
  return server.client.workflow.start<typeof nightly>('nightly', {
    workflowId: nightlyId(suite, NIGHT),
    taskQueue: QUEUE,
    args: [{ night: NIGHT, patience: 'interactive', force: false, ...input }],
    workflowIdConflictPolicy: 'USE_EXISTING',
  })
}
