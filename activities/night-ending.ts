import type { Outcome, StageReport } from '../report/night-report.ts'
import type { OpenedNight } from './open-night.ts'

/** What the workflow knows when a night ends: the activities that tell people work from it and from the lake. */
export interface NightEnding {
  readonly night: OpenedNight
  readonly stages: readonly StageReport[]
  readonly cancelled: boolean
  readonly configDigest: string
}

/**
 * How did the night end? Failed when nothing could be compared; degraded when a stage failed or something is
 * missing; complete otherwise.
 */
export function outcomeOf(
  { stages, cancelled }: Pick<NightEnding, 'stages' | 'cancelled'>,
  missing: readonly string[],
): Outcome {
  if (cancelled) return 'cancelled'
  const statusOf = (name: StageReport['name']) => stages.find((stage) => stage.name === name)?.status
  if (statusOf('compare') !== 'done') return 'failed'
  const faulty = stages.some((stage) => stage.status === 'failed')
  return faulty || missing.length > 0 ? 'degraded' : 'complete'
}

const MISSING: readonly (readonly [name: StageReport['name'], words: string])[] = [
  ['suite', 'The suite did not run'],
  ['traffic', 'The traffic was not loaded'],
  ['scoring', 'The traffic was not scored'],
  ['compare', 'Nothing was compared'],
  ['issues', 'Issues were not brought up to date'],
  ['report', 'The report was not written'],
  ['mail', 'The mail was not sent'],
]

/** What is missing, stage by stage in the order of the flow, in words. */
export function missingStages(stages: readonly StageReport[]): string[] {
  return MISSING.flatMap(([name, words]) =>
    stages.filter((stage) => stage.name === name).flatMap((stage) => reasonOf(stage, words)),
  )
}

function reasonOf({ status, detail }: StageReport, words: string): string[] {
  if (status === 'failed') return [`${words}: ${detail}`]
  return status === 'cancelled' ? [`${words}: the night was cancelled`] : []
}
