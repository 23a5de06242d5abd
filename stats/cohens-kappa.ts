import type { PairedTable } from './newcombe-paired.ts'

/**
 * How far do two raters agree beyond chance, on passed or failed? (observed − expected) / (1 − expected) agreement, where
 * chance keeps each rater's own share of passes.
 *
 * @returns in [−1, 1]; null when both raters always say the same one thing, and without a pair
 * @example cohensKappa({ n11: 20, n10: 5, n01: 10, n00: 15 }) // 0.4
 * @see Cohen 1960, Educational and Psychological Measurement 20(1); scikit-learn's cohen_kappa_score
 */
export function cohensKappa({ n11, n10, n01, n00 }: PairedTable): number | null {
  const n = n11 + n10 + n01 + n00
  const expected = ((n11 + n10) * (n11 + n01) + (n01 + n00) * (n10 + n00)) / (n * n)
  return n === 0 || expected === 1 ? null : ((n11 + n00) / n - expected) / (1 - expected)
}
