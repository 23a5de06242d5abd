import {
  ActivityFailure,
  ApplicationFailure,
  ChildWorkflowFailure,
  isCancellation,
  log,
} from '@temporalio/workflow'
import type { StageReport } from '../report/night-report.ts'
import type { StageName } from './messages.ts'

/** The book of one night's stages: which run, which ended, and how. */
export interface Stages {
  readonly ended: StageReport[]
  readonly running: Set<StageName>
  /** Runs one stage. A failure is written down and gives `null`; a cancellation is written down and thrown on. */
  run<T>(name: StageName, work: () => Promise<T>): Promise<T | null>
  skip(name: StageName, detail: string): void
  fail(name: StageName, detail: string): void
  failed(name: StageName): boolean
}

/** Opens an empty book. Durations come from the workflow's own clock, which replays. */
export function createStages(): Stages {
  const ended: StageReport[] = []
  const running = new Set<StageName>()
  const end = (stage: StageReport) => {
    running.delete(stage.name)
    ended.push(stage)
  }
  return {
    ended,
    running,
    async run(name, work) {
      running.add(name)
      const start = Date.now()
      try {
        const result = await work()
        end({ name, status: 'done', seconds: secondsSince(start), detail: '' })
        return result
      } catch (failure) {
        const cancelled = isCancellation(failure)
        end({
          name,
          status: cancelled ? 'cancelled' : 'failed',
          seconds: secondsSince(start),
          detail: reasonOf(failure),
        })
        if (cancelled) throw failure
        log.warn('stage failed', { stage: name })
        return null
      }
    },
    skip: (name, detail) => end({ name, status: 'skipped', seconds: 0, detail }),
    fail: (name, detail) => end({ name, status: 'failed', seconds: 0, detail }),
    failed: (name) => ended.some((stage) => stage.name === name && stage.status === 'failed'),
  }
}

function secondsSince(start: number): number {
  return Math.round((Date.now() - start) / 100) / 10
}

/** The innermost message: what the activity said, not that an activity failed. */
function reasonOf(failure: unknown): string {
  if ((failure instanceof ActivityFailure || failure instanceof ChildWorkflowFailure) && failure.cause)
    return reasonOf(failure.cause)
  if (failure instanceof ApplicationFailure) return failure.message
  return failure instanceof Error ? failure.message : String(failure)
}
