import { mcnemarExact } from '../stats/mcnemar.ts'
import { newcombePaired } from '../stats/newcombe-paired.ts'
import { signFlipTest } from '../stats/sign-flip-test.ts'
import type { PairedTable } from '../suite/compare-runs.ts'
import type { Comparison } from './comparison.ts'
import { thinningFor } from './hanging-together.ts'
import { pairedDependence } from './paired-dependence.ts'

/** Fewer pairs than this cannot show a drop of any ordinary size: 5 flips one way give p = 0.06 at the least. */
const MINIMUM_PAIRS = 10

/** The pairs of one scorer, and those of each group of cases where these hang together. */
export interface Pairs {
  readonly table: PairedTable
  readonly groups?: readonly PairedTable[] | undefined
}

/**
 * Did the pass rate of one scorer change from the accepted run to this one, over the same cases?
 * Exact McNemar for the p-value, Newcombe's paired interval (method 10) for the size. Where cases of one group or repeats
 * of one case hang together: exact sign flips of whole groups, and the interval of as many independent pairs as they are
 * worth.
 *
 * @returns a comparison whose effect is current − reference in pass rate, in [−1, 1]: negative is worse
 * @example comparePaired('numeric', { table: { n11: 382, n10: 360, n01: 76, n00: 501 } }, options).effect?.value // −0.2153
 */
export function comparePaired(
  scorer: string,
  { table, groups }: Pairs,
  options: { readonly slice: string; readonly minimumEffect: number; readonly level: number },
): Comparison {
  const n = table.n11 + table.n10 + table.n01 + table.n00
  const tested = groups === undefined ? aloneTest(table) : groupedTest(table, groups, options.level)
  const paired = n === 0 ? null : newcombePaired(tested.worth, options.level)
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
      value: 0 - (table.n10 - table.n01) / n,
      corrected: 0 - (table.n10 - table.n01) / n,
      interval: { lower: 0 - paired.upper, upper: 0 - paired.lower, level: options.level },
    },
    pValue: n === 0 ? null : tested.pValue(),
    test: tested.test,
    minimumEffect: options.minimumEffect,
    minimumN: MINIMUM_PAIRS,
    distribution: { kind: 'paired', table },
    notes: n === 0 ? ['no case was scored in both runs'] : tested.notes,
  }
}

interface PairedTest {
  pValue(): number
  readonly test: string
  /** As many independent pairs as these are worth. */
  readonly worth: PairedTable
  readonly notes: readonly string[]
}

function aloneTest(table: PairedTable): PairedTest {
  return {
    pValue: () => mcnemarExact(table.n10, table.n01),
    test: 'exact McNemar',
    worth: table,
    notes: [],
  }
}

function groupedTest(table: PairedTable, groups: readonly PairedTable[], level: number): PairedTest {
  const changes = groups.map(({ n10, n01 }) => n01 - n10)
  const by = thinningFor(pairedDependence(groups), level)
  const { n11, n10, n01, n00 } = table
  return {
    pValue: () => signFlipTest(changes),
    test: 'exact sign flips of whole groups of cases',
    worth: { n11: n11 / by, n10: n10 / by, n01: n01 / by, n00: n00 / by },
    notes: [
      `Cases of one group, and repeats of one case, hang together: ${n11 + n10 + n01 + n00} pairs are in ${groups.length} groups.`,
    ],
  }
}

function metricsOf({ n11, n10, n01 }: PairedTable, n: number): Comparison['metrics'] {
  return {
    passRateReference: n === 0 ? null : (n11 + n10) / n,
    passRateCurrent: n === 0 ? null : (n11 + n01) / n,
    flipRate: n === 0 ? null : (n10 + n01) / n,
  }
}
