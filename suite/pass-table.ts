import type { Tags } from './case.ts'
import type { CaseResult } from './case-result.ts'
import type { JudgedScore } from './passes.ts'

/** What comparing two runs needs of one result. `scores` holds a score or a value a scorer, `null` where it is unscored. */
export interface PassRow {
  readonly caseId: string
  /** From 1; absent means 1. */
  readonly epoch?: number
  /** Of `inputDigest`: where it differs, the case is not the same any more. */
  readonly inputDigest: string
  readonly tags: Tags
  /** What cases share that are not independent of each other; null or absent where it stands alone. */
  readonly group?: string | null
  readonly status: CaseResult['status']
  readonly scores: Readonly<Record<string, JudgedScore | number | null>>
}

/** The results of one run, in any order. */
export type PassTable = readonly PassRow[]
