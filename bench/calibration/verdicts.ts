import { compareCategorical } from '../../drift/compare-categorical.ts'
import { compareNumeric } from '../../drift/compare-numeric.ts'
import type { Comparison } from '../../drift/comparison.ts'
import { judge } from '../../drift/judge.ts'
import { familyLevel } from '../../drift/levels.ts'
import { mergeAll } from '../../drift/merge.ts'
import { judgedByNights, judgedBySlowDrift } from '../../drift/nights/by-nights.ts'
import { evidenceOf } from '../../drift/nights/slow-drift.ts'
import type { Summary } from '../../drift/summary.ts'
import { benjaminiHochberg } from '../../stats/benjamini-hochberg.ts'
import { ALARMS_PER_YEAR, type ChainCheck } from './chain.ts'

/** What the default settings say of one check: whether its p-value is small enough, and whether it becomes a finding. */
export interface SimulatedVerdict {
  readonly isSignificant: boolean
  readonly isFinding: boolean
}

const QUIET: SimulatedVerdict = { isSignificant: false, isFinding: false }
const SLOW_LEVEL = familyLevel('slow-drift', ALARMS_PER_YEAR)

/**
 * Judges all checks of a night against the recent nights, as one family. Effects are computed where the p-value is small
 * enough, since nothing else can be a finding.
 */
export function judgeRecent(checks: readonly ChainCheck[]): SimulatedVerdict[] {
  const adjusted = benjaminiHochberg(checks.map(({ test }) => test.pValue ?? 1))
  return checks.map(({ test, level, recent, current }, i) => {
    const jointPValue = test.jointPValue ?? adjusted[i]!
    if (jointPValue > level) return QUIET
    const pooled = mergeAll(recent.map(({ summary }) => summary))[0]!
    const comparison = compared(pooled, current, 'live-against-recent')
    return verdictOf(judgedByNights(comparison, { ...test, jointPValue }), level)
  })
}

/**
 * Judges one check against its frozen nights.
 *
 * @param checks how many are followed together
 */
export function judgeSlow({ signal, frozen, current }: ChainCheck, checks: number): SimulatedVerdict {
  if (!signal.slow || !frozen || checks / (365 * evidenceOf(signal.slow)) > SLOW_LEVEL) return QUIET
  const comparison = compared(frozen, current, 'slow-drift')
  return verdictOf(judgedBySlowDrift(comparison, signal.slow, { checks, level: SLOW_LEVEL }), SLOW_LEVEL)
}

function compared(reference: Summary, current: Summary, family: Comparison['family']): Comparison {
  const options = { family, check: current.feature, seed: 'calibration' }
  if (reference.type === 'numeric' && current.type === 'numeric')
    return compareNumeric(reference, current, options)
  if (reference.type === 'categorical' && current.type === 'categorical')
    return compareCategorical(reference, current, options)
  throw new TypeError(`Cannot compare a ${reference.type} feature with a ${current.type} one.`)
}

function verdictOf(comparison: Comparison, alpha: number): SimulatedVerdict {
  const [judged] = judge([comparison], { alpha })
  return { isSignificant: true, isFinding: judged?.verdict === 'drifted' }
}
