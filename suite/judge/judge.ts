import type { Target } from '../target.ts'

/** A model that judges, and what it judges by. */
export interface Judge {
  readonly criteria: string
  /** Whether it is shown a case's expected answer; it is unless this says no. */
  readonly showExpected?: boolean
  readonly target: Target
}

/** The judges of a run, by the names of their scorers. */
export type Judges = ReadonlyMap<string, Judge>
