import type { Comparison } from '../comparison.ts'
import type { NightTest } from './against-nights.ts'
import { evidenceOf, type SlowDrift } from './slow-drift.ts'

/** A comparison with the pooled recent nights, its p-value replaced by what night-to-night variation says. */
export function judgedByNights(comparison: Comparison, test: NightTest): Comparison {
  if (comparison.pValue === null) return comparison
  const { note, ...judged } = test
  return { ...comparison, ...judged, notes: note === null ? comparison.notes : [note, ...comparison.notes] }
}

/** Nights on which evidence may grow large enough before it begins anew. */
const NIGHTS_A_YEAR = 365

/**
 * A comparison with the frozen nights, its p-value replaced by what the evidence of all nights since then says. With no
 * drift the evidence e ever reaches c with probability at most 1/c, so p is 1/e; corrected for so many checks
 * (Bonferroni), and shared out over the nights of a year so that it is held against a night's level as all others are.
 *
 * @param checks how many features are followed
 * @param level of the family
 */
export function judgedBySlowDrift(
  comparison: Comparison,
  slow: SlowDrift,
  { checks, level }: { readonly checks: number; readonly level: number },
): Comparison {
  if (comparison.pValue === null) return comparison
  const evidence = evidenceOf(slow)
  const needed = checks / (NIGHTS_A_YEAR * level)
  return {
    ...comparison,
    pValue: Math.min(1, 1 / evidence),
    jointPValue: Math.min(1, checks / (NIGHTS_A_YEAR * evidence)),
    test: `bets on ranks among all nights since the frozen ones, ${slow.since} to ${slow.until}: evidence ${digits(evidence)}, a finding from ${digits(needed)} on`,
    metrics: { ...comparison.metrics, evidence },
  }
}

function digits(value: number): string {
  return String(Number(value.toPrecision(3)))
}
