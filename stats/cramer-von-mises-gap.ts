import type { Range } from './cells.ts'

/** A gap in the two-sample Cramér–von Mises criterion: what lies below it and within, and how many there are of all. */
export interface CriterionGap {
  readonly below: { readonly reference: number; readonly current: number }
  readonly within: { readonly reference: number; readonly current: number }
  readonly all: { readonly reference: number; readonly current: number }
}

/**
 * Between which bounds lies what a gap adds to U = n·Σ(rank gaps of the reference)² + m·Σ(those of the current side)²?
 *
 * Without ties each step over the pooled observations adds Δ² to (n + m)·U, up to a term that depends on where the walk
 * begins and ends alone, with Δ = n·m·(F − G). Δ stays within what it can reach in the gap if all of one side came first.
 * Ties can only lower U by the variance of the ranks they take the mean of, and raise it by the spread of own ranks.
 */
export function criterionGapRange({ below, within, all }: CriterionGap): Range {
  const [n, m] = [all.reference, all.current]
  const [k, l] = [within.reference, within.current]
  const start = below.reference * m - below.current * n
  const [lowest, highest] = [start - l * n, start + k * m]
  const least = lowest < 0 && highest > 0 ? 0 : Math.min(lowest * lowest, highest * highest)
  const most = Math.max(lowest * lowest, highest * highest)
  const walk = potentialChange(below, within, { n, m })
  const lowered = (n * k * l * l + m * l * k * k) / 4
  const raised = (n * (k * k * k - k) + m * (l * l * l - l)) / 12
  return {
    lower: Math.max(
      n * k * below.current ** 2 + m * l * below.reference ** 2,
      ((k + l) * least - walk) / (n + m) - lowered,
    ),
    upper: ((k + l) * most - walk) / (n + m) + raised,
  }
}

/** What the walk over the gap changes whatever its order: m²·Σa² + n²·Σb² − n·m·a·b·(a + b + 1) at its end less at its start. */
function potentialChange(
  below: { readonly reference: number; readonly current: number },
  within: { readonly reference: number; readonly current: number },
  { n, m }: { readonly n: number; readonly m: number },
): number {
  const at = (a: number, b: number) =>
    m * m * sumOfSquares(a) + n * n * sumOfSquares(b) - n * m * a * b * (a + b + 1)
  return (
    at(below.reference + within.reference, below.current + within.current) -
    at(below.reference, below.current)
  )
}

function sumOfSquares(count: number): number {
  return (count * (count + 1) * (2 * count + 1)) / 6
}
