import { CancelledFailure, Context, type Info } from '@temporalio/activity'
import { msToNumber } from '@temporalio/common/lib/time.js'
import { type Activities, catalogue } from '../activities/catalogue.ts'
import type { Attempt, Ports } from '../activities/ports.ts'
import { toApplicationFailure } from './failures.ts'
import type { ProjectSource } from './project-source.ts'
import { untilAborted } from './until-aborted.ts'

/** Heard of well within the shortest heartbeat time-out, whatever the activity itself is busy with. */
const HEARTBEAT_MS = 3_000

type AnyActivity = (input: object, ports: Ports, attempt: Attempt) => Promise<unknown>

/** The activities as a worker runs them: with the ports of the config they were begun under, heartbeats and errors mapped. */
export function registerActivities(source: ProjectSource): Activities {
  const entries = Object.entries(catalogue).map(([name, activity]) => [
    name,
    withPorts(activity as AnyActivity, source),
  ])
  return Object.fromEntries(entries) as Activities
}

function withPorts(activity: AnyActivity, source: ProjectSource) {
  return async (input: object): Promise<unknown> => {
    const { cancellationSignal, heartbeat, info } = Context.current()
    const beat = setInterval(() => heartbeat(), HEARTBEAT_MS)
    try {
      const digest = 'configDigest' in input ? String(input.configDigest) : null
      const ports = digest === null ? await source.current() : await source.pinned(digest)
      const lake = untilAborted(ports.lake, cancellationSignal)
      return await activity(
        input,
        { ...ports, lake },
        { signal: cancellationSignal, heartbeat: () => heartbeat() },
      )
    } catch (error) {
      if (cancellationSignal.aborted) throw new CancelledFailure('The activity was cancelled')
      throw toApplicationFailure(error, waitBeforeNext(info))
    } finally {
      clearInterval(beat)
    }
  }
}

/** How long the retry policy waits before the next attempt; 0 when the server does not tell it. */
function waitBeforeNext({ attempt, retryPolicy }: Info): number {
  if (retryPolicy === undefined) return 0
  const first = msToNumber(retryPolicy.initialInterval ?? '1s')
  const longest = msToNumber(retryPolicy.maximumInterval ?? first * 100)
  return Math.min(longest, first * (retryPolicy.backoffCoefficient ?? 2) ** (attempt - 1))
}
