import type { Distribution } from '../drift/comparison.ts'
import { wilson } from '../stats/wilson.ts'

/** Cases that both runs scored, by whether they passed; n10 passed in the baseline only. */
export type PairedTable = Extract<Distribution, { kind: 'paired' }>['table']

/** A pass rate in [0, 1] with Wilson's interval at 95 %. */
export interface PassRate {
  readonly passed: number
  readonly n: number
  readonly rate: number
  readonly lower: number
  readonly upper: number
}

/**
 * The pass rate of each side of a paired table. An empty table has no rates: `null`.
 *
 * @example passRates({ n11: 382, n10: 360, n01: 76, n00: 501 }) // reference 742 of 1 319, current 458 of 1 319
 */
export function passRates(table: PairedTable): { reference: PassRate; current: PassRate } | null {
  const n = table.n11 + table.n10 + table.n01 + table.n00
  if (n === 0) return null
  return { reference: rate(table.n11 + table.n10, n), current: rate(table.n11 + table.n01, n) }
}

function rate(passed: number, n: number): PassRate {
  const { lower, upper } = wilson(passed, n, 0.95)
  return { passed, n, rate: passed / n, lower, upper }
}
