import type { Distribution, JudgedComparison } from './comparison.ts'
import { EVERYTHING } from './summary.ts'

/** More lines than this are a table, not an answer. */
const MOST = 3

/**
 * Where does a finding come from? For a pass rate the slices that hold most of the cases that began to fail;
 * for a categorical feature the categories whose share moved most; for a numeric one its quantiles. A topic's title says
 * it all.
 * The sentences contain names that strangers may have written: escape them wherever they go.
 */
export function whereOf(comparison: JudgedComparison, sameCheck: readonly JudgedComparison[]): string[] {
  const { distribution } = comparison
  if (distribution?.kind === 'paired') return slicesThatFail(comparison, sameCheck)
  if (comparison.type === 'text') return []
  if (distribution?.kind === 'categorical') return categoriesThatMoved(distribution)
  if (distribution?.kind === 'numeric') return [quantilesInWords(distribution)]
  return []
}

function slicesThatFail(comparison: JudgedComparison, sameCheck: readonly JudgedComparison[]): string[] {
  const lost = newFailures(comparison)
  return (
    sameCheck
      .filter((slice) => slice.slice !== EVERYTHING && slice.slice !== comparison.slice)
      // A slice explains the loss when it holds far more of it than its share of the cases.
      .filter(
        (slice) =>
          newFailures(slice) >= 0.2 * lost &&
          newFailures(slice) / lost > 1.5 * (slice.n.current / comparison.n.current),
      )
      .sort((a, b) => newFailures(b) - newFailures(a))
      .slice(0, MOST)
      .map(
        (slice) =>
          `${slice.slice}: ${newFailures(slice)} of the ${lost} cases that began to fail; ${rates(slice)} over ${slice.n.current} cases`,
      )
  )
}

function newFailures({ distribution }: JudgedComparison): number {
  return distribution?.kind === 'paired' ? distribution.table.n10 : 0
}

function rates({ metrics }: JudgedComparison): string {
  return `pass rate ${percent(metrics.passRateReference ?? 0)} → ${percent(metrics.passRateCurrent ?? 0)}`
}

function categoriesThatMoved({ categories }: Extract<Distribution, { kind: 'categorical' }>): string[] {
  return [...categories]
    .sort((a, b) => Math.abs(b.current - b.reference) - Math.abs(a.current - a.reference))
    .slice(0, MOST)
    .filter((category) => Math.abs(category.current - category.reference) >= 0.02)
    .map(
      ({ name, reference, current }) =>
        `${name}: ${percent(reference)} → ${percent(current)}${reference === 0 ? ' (not seen in the reference)' : ''}`,
    )
}

function quantilesInWords({
  quantiles: { reference, current },
}: Extract<Distribution, { kind: 'numeric' }>): string {
  const pair = (name: 'p5' | 'p50' | 'p95') =>
    `${Number(reference[name].toPrecision(4))} → ${Number(current[name].toPrecision(4))}`
  return `5th percentile ${pair('p5')}, median ${pair('p50')}, 95th percentile ${pair('p95')}`
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
