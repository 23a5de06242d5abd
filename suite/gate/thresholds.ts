import type { Gates } from '../config/gate-spec.ts'
import type { PassTable } from '../pass-table.ts'
import { sliceRows } from '../slices.ts'
import { summariseRun } from '../summarise-run.ts'
import { isBelow, parseShare, type Share, shareValue } from './share.ts'

/** The lowest pass rate of one scorer, over everything or in one slice. */
export interface Threshold {
  readonly scorer: string
  /** `intent=refund`; null for all cases. */
  readonly slice: string | null
  readonly least: Share
}

/** A threshold and what a run came to. */
export interface ThresholdResult {
  readonly scorer: string
  readonly slice: string | null
  readonly threshold: number
  readonly passed: number
  readonly n: number
  readonly passRate: number | null
  /** At 95 %. */
  readonly interval: { readonly lower: number; readonly upper: number } | null
  readonly verdict: 'met' | 'missed' | 'insufficient-data'
}

/**
 * The thresholds of a config, in the scorers' order, first over everything.
 *
 * @param otherwise  for scorers without one of their own
 */
export function thresholdsOf(
  gates: Gates,
  scorers: readonly string[],
  otherwise: Share | undefined,
): Threshold[] {
  return scorers.flatMap((scorer) => {
    const own = Object.hasOwn(gates, scorer) ? gates[scorer]! : {}
    const { passRate, slices = {} } = typeof own === 'number' ? { passRate: own } : own
    const least = passRate === undefined ? otherwise : shareOf(passRate)
    return [
      ...(least === undefined ? [] : [{ scorer, slice: null, least }]),
      ...Object.entries(slices).map(([slice, rate]) => ({ scorer, slice, least: shareOf(rate) })),
    ]
  })
}

/** Holds a run against thresholds, in whole numbers of cases; where nothing was scored there is nothing to hold. */
export function holdAgainst(
  rows: PassTable,
  thresholds: readonly Threshold[],
  reducer: string,
): ThresholdResult[] {
  return thresholds.map(({ scorer, slice, least }) => {
    const own = slice === null ? rows : sliceRows(rows, sliceNamed(slice))
    const { passed, n, passRate, interval } = summariseRun(own, [scorer], reducer).scorers[0]!
    const verdict = n === 0 ? 'insufficient-data' : isBelow(passed, n, least) ? 'missed' : 'met'
    return { scorer, slice, threshold: shareValue(least), passed, n, passRate, interval, verdict }
  })
}

function sliceNamed(name: string) {
  const at = name.indexOf('=')
  return { name, tag: name.slice(0, at), value: name.slice(at + 1) }
}

/** As it was written, not as doubles hold it. */
function shareOf(rate: number): Share {
  return parseShare(rate.toFixed(10), 'gates')
}
