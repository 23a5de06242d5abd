import type { ErrorCount } from '../queries/results/count-errors.ts'
import type { NightReport } from '../report/night-report.ts'

/** `results/run.json`: what a finished run of the suite came to. */
export type RunSummary = Omit<NonNullable<NightReport['run']>, 'baseline'> & {
  readonly profile: string
  /** Why cases have no answer, most frequent first. */
  readonly errors?: readonly ErrorCount[]
  readonly datasetDigest: string
  readonly configDigest: string
  readonly finishedAt: string
}

/** Where a run's summary stands, in a night's folder or in a run's own. */
export function runSummaryKey(folder: string): string {
  return `${folder}/results/run.json`
}
