import { wilson } from './wilson.ts'

/** Pairs by outcome: `n10` passed first and failed second, `n01` the other way. */
export interface PairedTable {
  readonly n11: number
  readonly n10: number
  readonly n01: number
  readonly n00: number
}

/**
 * By how much do two pass rates on the same cases differ? Newcombe (1998), method 10: Wilson limits of both rates,
 * joined with their correlation φ (0 when a margin is empty; its numerator reduced by n/2, not below 0, when positive).
 *
 * @param level confidence, in (0, 1)
 * @returns `difference` = first − second, with its interval, all in [-1, 1]; for current − reference, give the table
 *   with current as the first, or negate and swap the ends
 * @throws RangeError when the table is empty: decide that data is insufficient before calling
 * @example newcombePaired({n11: 10, n10: 5, n01: 15, n00: 20}, 0.95) // -0.2, [-0.35693657165919257, -0.025838416549251064]
 */
export function newcombePaired(
  table: PairedTable,
  level: number,
): { readonly difference: number; readonly lower: number; readonly upper: number } {
  const n = table.n11 + table.n10 + table.n01 + table.n00
  if (!(n > 0))
    throw new RangeError(`Cannot compare two pass rates: the table holds ${n} pairs; expected at least 1.`)
  const first = margin(table.n11 + table.n10, n, level)
  const second = margin(table.n11 + table.n01, n, level)
  const correlation = phi(table, n)
  const difference = (table.n10 - table.n01) / n
  return {
    difference,
    lower: Math.max(-1, difference - combine(first.down, second.up, correlation)),
    upper: Math.min(1, difference + combine(first.up, second.down, correlation)),
  }
}

function margin(passed: number, n: number, level: number): { readonly down: number; readonly up: number } {
  const { lower, upper } = wilson(passed, n, level)
  return { down: passed / n - lower, up: upper - passed / n }
}

function combine(a: number, b: number, correlation: number): number {
  return Math.sqrt(Math.max(0, a * a - 2 * correlation * a * b + b * b))
}

function phi({ n11, n10, n01, n00 }: PairedTable, n: number): number {
  const margins = (n11 + n10) * (n01 + n00) * (n11 + n01) * (n10 + n00)
  if (margins === 0) return 0
  const product = n11 * n00 - n10 * n01
  return (product > 0 ? Math.max(product - n / 2, 0) : product) / Math.sqrt(margins)
}
