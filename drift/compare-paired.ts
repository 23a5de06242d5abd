import type { PairedTable } from '../stats/newcombe-paired.ts'
import { type PairedChange, type Pairs, pairedChange, pairsOf } from '../stats/paired-change.ts'
import type { Comparison } from './comparison.ts'

/** Fewer pairs than this cannot show a drop of any ordinary size: 5 flips one way give p = 0.06 at the least. */
const MINIMUM_PAIRS = 10

/**
 * Did the pass rate of one scorer change from the accepted run to this one, over the same cases? By `pairedChange`.
 *
 * @returns a comparison whose effect is current − reference in pass rate, in [−1, 1]: negative is worse
 * @example comparePaired('numeric', { table: { n11: 382, n10: 360, n01: 76, n00: 501 } }, options).effect?.value // −0.2153
 */
export function comparePaired(
  scorer: string,
  pairs: Pairs,
  options: { readonly slice: string; readonly minimumEffect: number; readonly level: number },
): Comparison {
  const n = pairsOf(pairs.table)
  const { change, pValue, test } = pairedChange(pairs, options.level)
  return {
    family: 'suite-against-baseline',
    check: `quality.${scorer}`,
    slice: options.slice,
    type: 'paired',
    n: { reference: n, current: n },
    missing: { reference: 0, current: 0 },
    metrics: metricsOf(pairs.table, n),
    effect: effectOf(change),
    pValue,
    test: pairs.clusters === undefined ? test : 'exact sign flips of whole groups of cases',
    minimumEffect: options.minimumEffect,
    minimumN: MINIMUM_PAIRS,
    distribution: { kind: 'paired', table: pairs.table },
    notes: notesOf(pairs, n),
  }
}

function effectOf(change: PairedChange['change']): Comparison['effect'] {
  if (change === null) return null
  const { value, interval } = change
  return { name: 'passRateDifference', value, corrected: value, interval }
}

function notesOf({ clusters }: Pairs, n: number): string[] {
  if (n === 0) return ['no case was scored in both runs']
  if (clusters === undefined) return []
  return [
    `Cases of one group, and repeats of one case, hang together: ${n} pairs are in ${clusters.length} groups.`,
  ]
}

function metricsOf({ n11, n10, n01 }: PairedTable, n: number): Comparison['metrics'] {
  return {
    passRateReference: n === 0 ? null : (n11 + n10) / n,
    passRateCurrent: n === 0 ? null : (n11 + n01) / n,
    flipRate: n === 0 ? null : (n10 + n01) / n,
  }
}
