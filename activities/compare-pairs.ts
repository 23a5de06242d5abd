import { compareCategorical } from '../drift/compare-categorical.ts'
import { compareNumeric } from '../drift/compare-numeric.ts'
import type { Comparison, Family } from '../drift/comparison.ts'
import { checksLevel } from '../drift/levels.ts'
import { missingSummary } from '../drift/missing-summary.ts'
import { type Summary, summarySize } from '../drift/summary.ts'
import { redact } from '../report/redact.ts'
import { thinningFor } from '../stats/dependence.ts'
import type { DependenceByCheck } from './dependence-in-lake.ts'
import type { Ports } from './ports.ts'
import type { SummaryByFeature } from './summaries-in-lake.ts'

/** Both sides of one check. */
export interface Pair {
  readonly reference: Summary
  readonly current: Summary
  /** What the check takes of a feature's summary: all of it, or how often it was missing. */
  readonly takes: (summary: Summary) => Summary
  /** The feature that the check takes something of. */
  readonly feature: string
}

/** What comparing the pairs of a family needs beside them. */
export interface Setting {
  readonly family: Family
  readonly night: string
  readonly ports: Ports
  /** Checks of the family that are made elsewhere; their intervals and these hold together. */
  readonly others?: number
  /** Earlier nights that the family's checks are ranked among; 0 where none are. */
  readonly rankedAmong?: number
  /** The p-values are of other tests, so that only effects need be known well. */
  readonly isJudgedElsewhere?: boolean
  /** How much rows of one unit hang together on either side; independent where not given. */
  readonly dependence?: { readonly reference: DependenceByCheck; readonly current: DependenceByCheck }
}

/**
 * A check a feature, and where either side lacks values one more: the share of missing ones. None of a feature that was
 * never seen (costs that nobody logs): a check that can find nothing makes all others harder to find.
 */
export function pairsWith(reference: SummaryByFeature, features: readonly Summary[]): Pair[] {
  return features.flatMap((current) => pairsOf(reference.get(current.feature), current))
}

function pairsOf(reference: Summary | undefined, current: Summary): Pair[] {
  if (reference === undefined || reference.type !== current.type) return []
  if (isUnseen(reference) && isUnseen(current)) return []
  const pair = (takes: Pair['takes']): Pair => ({
    reference: takes(reference),
    current: takes(current),
    takes,
    feature: current.feature,
  })
  const whole = pair((summary) => summary)
  return reference.missing === 0 && current.missing === 0 ? [whole] : [whole, pair(missingSummary)]
}

function isUnseen(summary: Summary): boolean {
  return summarySize(summary) === 0 && (summary.type === 'categorical' || summary.infinite === 0)
}

/**
 * Compares the pairs of one family, in their order; their intervals hold for all of them at once (Bonferroni).
 * The night seeds the permutations together with each check's name, so that a retry gives the same numbers.
 */
export function comparePairs(
  pairs: readonly Pick<Pair, 'reference' | 'current'>[],
  setting: Setting,
): Comparison[] {
  const level = simultaneousLevel(pairs.length + (setting.others ?? 0), setting)
  return pairs.map(({ reference, current }) => compareOne(reference, current, { ...setting, level }))
}

/** The level of each interval of so many checks of a family, so that all hold at once (Bonferroni). */
export function simultaneousLevel(checks: number, { family, ports, rankedAmong }: Setting): number {
  return 1 - checksLevel(family, ports.project.config.alarmsPerYear, rankedAmong) / Math.max(1, checks)
}

/** By what either side is to be thinned, unless its rows are independent on both. */
function thinningOf(check: string, { dependence, level }: Setting & { readonly level: number }) {
  const of = (side: 'reference' | 'current') => {
    const known = dependence?.[side].get(check)
    return known === undefined ? 1 : thinningFor(known, level)
  }
  const thinning = { reference: of('reference'), current: of('current') }
  return Math.max(thinning.reference, thinning.current) > 1 ? { thinning } : {}
}

function compareOne(
  reference: Summary,
  current: Summary,
  setting: Setting & { readonly level: number },
): Comparison {
  const { minimumEffects } = setting.ports.project.config
  const options = {
    family: setting.family,
    check: redact(current.feature),
    seed: `${setting.night} ${setting.family} ${current.feature}`,
    level: setting.level,
    isJudgedElsewhere: setting.isJudgedElsewhere ?? false,
    ...thinningOf(current.feature, setting),
  }
  if (reference.type === 'numeric' && current.type === 'numeric') {
    return compareNumeric(reference, current, { ...options, minimumEffect: minimumEffects.numeric })
  }
  if (reference.type === 'categorical' && current.type === 'categorical') {
    return compareCategorical(reference, current, { ...options, minimumEffect: minimumEffects.categorical })
  }
  throw new TypeError(
    `Cannot compare feature ${JSON.stringify(current.feature)}: it is ${reference.type} in the reference and ${current.type} tonight.`,
  )
}
