import { logChoose } from './log-factorial.ts'

/**
 * Did one of two runs on the same cases pass more often than chance allows? McNemar's exact test, two-sided.
 * Under the null each of the n10 + n01 cases that changed is a fair coin: p = min(1, 2·P(Binomial(n, ½) ≤ the fewer)).
 * Computed from the logarithm of the largest term, so 100,000 changed cases are no problem.
 *
 * @param n10 pairs that passed first and failed second; `n01` the other way: whole numbers, 0 or more
 * @returns in [0, 1]; 1 when nothing changed
 * @example mcnemarExact(5, 15) // 0.04138946533203125
 */
export function mcnemarExact(n10: number, n01: number): number {
  const n = n10 + n01
  const fewer = Math.min(n10, n01)
  if (n10 === n01) return 1
  const largest = logChoose(n, fewer) - n * Math.LN2
  return Math.min(1, 2 * Math.exp(largest) * lowerTerms(fewer, n))
}

/** Σ over i ≤ k of C(n, i) / C(n, k), from the largest term down to where terms no longer count. */
function lowerTerms(k: number, n: number): number {
  let term = 1
  let sum = 1
  for (let i = k; i >= 1 && term > sum * 1e-17; i -= 1) {
    term *= i / (n - i + 1)
    sum += term
  }
  return sum
}
