import { mcnemarExact } from '../stats/mcnemar.ts'
import { newcombePaired } from '../stats/newcombe-paired.ts'
import type { PairedTable } from '../suite/compare-runs.ts'
import type { Comparison } from './comparison.ts'

/** Fewer pairs than this cannot show a drop of any ordinary size: 5 flips one way give p = 0.06 at the least. */
const MINIMUM_PAIRS = 10

/**
 * Did the pass rate of one scorer change from the accepted run to this one, over the same cases?
 * Exact McNemar for the p-value, Newcombe's paired interval (method 10) for the size.
 *
 * @returns a comparison whose effect is current − reference in pass rate, in [−1, 1]: negative is worse
 * @example comparePaired('numeric', { n11: 382, n10: 360, n01: 76, n00: 501 }, options).effect?.value // −0.2153
 */
export function comparePaired(
  scorer: string,
  table: PairedTable,
  options: { readonly slice: string; readonly minimumEffect: number; readonly level: number },
): Comparison {
  const n = table.n11 + table.n10 + table.n01 + table.n00
  const paired = n === 0 ? null : newcombePaired(table, options.level)
  return {
    family: 'suite-against-baseline',
    check: `quality.${scorer}`,
    slice: options.slice,
    type: 'paired',
    n: { reference: n, current: n },
    missing: { reference: 0, current: 0 },
    metrics: metricsOf(table, n),
    effect: paired && {
      name: 'passRateDifference',
      // Newcombe's is of reference − current; 0 − 0 is 0 where −0 would be written with its sign.
      value: 0 - paired.difference,
      corrected: 0 - paired.difference,
      interval: { lower: 0 - paired.upper, upper: 0 - paired.lower, level: options.level },
    },
    pValue: n === 0 ? null : mcnemarExact(table.n10, table.n01),
    test: 'exact McNemar',
    minimumEffect: options.minimumEffect,
    minimumN: MINIMUM_PAIRS,
    distribution: { kind: 'paired', table },
    notes: n === 0 ? ['no case was scored in both runs'] : [],
  }
}

function metricsOf({ n11, n10, n01 }: PairedTable, n: number): Comparison['metrics'] {
  return {
    passRateReference: n === 0 ? null : (n11 + n10) / n,
    passRateCurrent: n === 0 ? null : (n11 + n01) / n,
    flipRate: n === 0 ? null : (n10 + n01) / n,
  }
}
