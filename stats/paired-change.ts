import { type Dependence, thinningFor } from './dependence.ts'
import { designEffect, unitSpread } from './design-effect.ts'
import { mcnemarExact } from './mcnemar.ts'
import { newcombePaired, type PairedTable } from './newcombe-paired.ts'
import { signFlipTest } from './sign-flip-test.ts'

/** Pairs of passed and failed, and those of each cluster where pairs hang together. */
export interface Pairs {
  readonly table: PairedTable
  /** Add up to `table`; absent where each pair stands alone. */
  readonly clusters?: readonly PairedTable[] | undefined
}

/** By how much a pass rate changed over the same cases. */
export interface PairedChange {
  /** Second − first, in [−1, 1]: negative is worse. Null without a pair. */
  readonly change: {
    readonly value: number
    readonly interval: { readonly lower: number; readonly upper: number; readonly level: number }
  } | null
  /** Two-sided, of no change; null without a pair. */
  readonly pValue: number | null
  readonly test: 'exact McNemar' | 'exact sign flips of whole clusters'
}

/**
 * Did a pass rate change, over the same cases? Exact McNemar for the p-value, Newcombe's paired interval (method 10) for the
 * size. Where pairs hang together: exact sign flips of whole clusters, and the interval of as many independent pairs as they
 * are worth.
 *
 * @param level confidence of the interval, in (0, 1)
 * @example pairedChange({ table: { n11: 382, n10: 360, n01: 76, n00: 501 } }, 0.95).change?.value // −0.2153
 */
export function pairedChange({ table, clusters }: Pairs, level: number): PairedChange {
  const n = pairsOf(table)
  const test = clusters === undefined ? 'exact McNemar' : 'exact sign flips of whole clusters'
  if (n === 0) return { change: null, pValue: null, test }
  const by = clusters === undefined ? 1 : thinningFor(pairedDependence(clusters), level)
  const { n11, n10, n01, n00 } = table
  const worth = { n11: n11 / by, n10: n10 / by, n01: n01 / by, n00: n00 / by }
  const { lower, upper } = newcombePaired(worth, level)
  const pValue =
    clusters === undefined
      ? mcnemarExact(n10, n01)
      : signFlipTest(clusters.map((cluster) => cluster.n01 - cluster.n10))
  // Newcombe's is of first − second; 0 − 0 is 0 where −0 would be written with its sign.
  const interval = { lower: 0 - upper, upper: 0 - lower, level }
  return { change: { value: 0 - (n10 - n01) / n, interval }, pValue, test }
}

/** How many pairs a table holds. */
export function pairsOf({ n11, n10, n01, n00 }: PairedTable): number {
  return n11 + n10 + n01 + n00
}

/** How much do pairs of one cluster change sides together? */
function pairedDependence(clusters: readonly PairedTable[]): Dependence {
  const changes: number[] = []
  const units: number[] = []
  clusters.forEach((cluster, unit) => {
    const own = changesOf(cluster)
    changes.push(...own)
    units.push(...own.map(() => unit))
  })
  const rows = { units: Uint32Array.from(units), weights: new Float64Array(units.length).fill(1) }
  const { size, units: count } = unitSpread(rows)
  return { designEffect: designEffect(changes, rows, size), units: count }
}

function changesOf({ n11, n10, n01, n00 }: PairedTable): number[] {
  return [...Array<number>(n01).fill(1), ...Array<number>(n10).fill(-1), ...Array<number>(n11 + n00).fill(0)]
}
