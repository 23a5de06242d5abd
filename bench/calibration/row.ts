/** One line of a calibration table: an experiment that is repeated, and what it promises. */
export interface CalibrationRow {
  /** Cells that say what is simulated. */
  readonly labels: readonly string[]
  readonly trials: number
  /**
   * Runs some of the trials and says how many alarms they raised; is called until there are enough. Seeded by what it is
   * given, so that rows do not depend on each other.
   */
  run(seed: string): { readonly alarms: number; readonly trials: number; readonly beside?: number }
  readonly promise: CalibrationPromise
}

/** At most so many alarms, in at least such a share of trials an alarm, or nothing: printed only. */
export type CalibrationPromise = { readonly atMost: number } | { readonly atLeast: number } | null

/** What became of a row. */
export interface CalibrationResult {
  readonly labels: readonly string[]
  readonly alarms: number
  readonly trials: number
  /** How many alarms the same trials raise otherwise, where the row asks. */
  readonly beside: number
  readonly promise: CalibrationPromise
  readonly kept: boolean
}

/** Repeats an experiment as often as its row says. */
export function runRow(row: CalibrationRow): CalibrationResult {
  let alarms = 0
  let trials = 0
  let beside = 0
  while (trials < row.trials) {
    const more = row.run(`${row.labels.join(' ')} ${trials}`)
    alarms += more.alarms
    trials += more.trials
    beside += more.beside ?? 0
  }
  const { labels, promise } = row
  return { labels, alarms, trials, beside, promise, kept: isKept(promise, alarms, trials) }
}

function isKept(promise: CalibrationPromise, alarms: number, trials: number): boolean {
  if (promise === null) return true
  return 'atMost' in promise ? alarms <= promise.atMost : alarms >= promise.atLeast * trials
}

/**
 * The most alarms that so many trials at a level raise in 99.9 % of cases, by the binomial distribution.
 *
 * @example mostAlarms(2000, 0.05) // 131
 */
export function mostAlarms(trials: number, level: number): number {
  let mass = Math.exp(trials * Math.log1p(-level))
  let below = mass
  let k = 0
  while (below < 0.999) {
    k += 1
    mass *= ((trials - k + 1) / k) * (level / (1 - level))
    below += mass
  }
  return k
}
