import { defineQuery } from '@temporalio/workflow'
import type { StageReport } from '../report/night-report.ts'

export type StageName = StageReport['name']

/** Where a night stands. Live counts of the suite and the traffic are asked of their own workflows. */
export interface NightProgress {
  readonly night: string
  readonly revision: number | null
  readonly ended: readonly StageReport[]
  readonly running: readonly StageName[]
}

/** How far a stage that works in batches has come. */
export interface BatchProgress {
  /** Batches or files. */
  readonly done: number
  readonly total: number | null
  /** Cases answered, or records loaded. */
  readonly items: number
  /** Cases that errored, or lines quarantined. */
  readonly faults: number
}

export const nightProgress = defineQuery<NightProgress>('progress')
export const batchProgress = defineQuery<BatchProgress>('progress')
