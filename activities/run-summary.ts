import type { ErrorCount } from '../queries/results/count-errors.ts'
import type { RunCost } from '../queries/results/sum-costs.ts'
import type { UnscoredCount } from '../queries/results/tell-scores.ts'
import type { NightReport } from '../report/night-report.ts'
import type { FlakyCase } from '../suite/epochs/flaky-cases.ts'
import type { Provenance } from './provenance.ts'

/** `results/run.json`: what a finished run of the suite came to. */
export type RunSummary = Omit<NonNullable<NightReport['run']>, 'baseline'> & {
  readonly profile: string
  /** Of a run that asks its cases more than once: how often, how their values become one, and whose epochs differ most. */
  readonly epochs?: number
  readonly reducer?: string
  readonly flaky?: readonly FlakyCase[]
  /** Why cases have no answer, most frequent first. */
  readonly errors?: readonly ErrorCount[]
  readonly cost?: RunCost
  /** Each slice of the cases by itself (`slicesOf`). */
  readonly slices?: readonly {
    readonly name: string
    readonly scorers: NonNullable<NightReport['run']>['scorers']
  }[]
  /** What could not be scored, and why. */
  readonly unscored?: readonly UnscoredCount[]
  readonly datasetDigest: string
  readonly configDigest: string
  /** Absent in runs of before it was recorded. */
  readonly provenance?: Provenance
  readonly finishedAt: string
}

/** Where a run's summary stands, in a night's folder or in a run's own. */
export function runSummaryKey(folder: string): string {
  return `${folder}/results/run.json`
}
