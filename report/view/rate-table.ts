import { intervalBar, pairBar } from '../charts/inline-bar.ts'
import { formatCount, formatPercent, formatSigned } from '../format/number.ts'
import { oneLine, visibleText } from '../plain-text.ts'
import { hashOf } from './client/place.ts'
import { type Rate, type RateRow, rateRows } from './rates.ts'
import type { RunView } from './run-view.ts'

/** More rows are read by nobody. */
const MOST_SLICE_ROWS = 300

/** The pass rates as the page's tables write them. Strings are not escaped, but `bar`, which is SVG made here. */
export function rateTables(view: RunView) {
  const rows = rateRows(view)
  const from = axisFrom(rows)
  const hasBase = view.base !== null
  const cells = (row: RateRow) => ({ ...cellsOf(row, from), hasBase })
  const sliced = rows.filter(({ slice }) => slice !== null)
  const kept = new Set(sliced.slice(0, MOST_SLICE_ROWS))
  const groups = view.scorers.map((scorer) => ({
    name: oneLine(scorer, 60),
    rows: sliced.filter((row) => row.scorer === scorer && kept.has(row)).map(cells),
  }))
  return {
    hasBase,
    axis: `${Math.round(from * 100)}\u202f% to 100\u202f%`,
    all: rows.filter(({ slice }) => slice === null).map(cells),
    groups: groups.filter((group) => group.rows.length > 0),
    sliceRows: sliced.length,
    omitted: sliced.length - kept.size,
  }
}

/** Rates are often near 1: bars begin at the tenth below the lowest end of an interval. */
function axisFrom(rows: readonly RateRow[]): number {
  const ends = rows.flatMap(({ head, base }) => [head?.lower ?? 1, base?.lower ?? 1])
  return Math.min(0.9, Math.floor(Math.min(...ends) * 10) / 10)
}

function cellsOf(row: RateRow, from: number) {
  const { scorer, slice, head, base, change } = row
  const here = { scorer: visibleText(scorer), ...(slice !== null && { slice: visibleText(slice) }) }
  const link = (show: 'failed' | 'regressed' | 'fixed') => hashOf({ show, ...here })
  return {
    name: oneLine(slice ?? scorer, 80),
    here: hashOf(here),
    head: rateCell(head),
    base: rateCell(base),
    failed: head === null ? null : { count: formatCount(head.n - head.passed), href: link('failed') },
    change: change && {
      value: points(change.value),
      interval: `${points(change.lower)} to ${points(change.upper)}`,
      isWorse: change.upper < 0,
      isBetter: change.lower > 0,
      pairs: formatCount(change.pairs),
      regressed: { count: formatCount(change.regressed), href: link('regressed') },
      fixed: { count: formatCount(change.fixed), href: link('fixed') },
    },
    bar: barOf(head, base, from),
  }
}

/** Percentage points. */
function points(share: number): string {
  return formatSigned(share * 100, 1)
}

function rateCell(rate: Rate | null) {
  return (
    rate && {
      rate: formatPercent(rate.value),
      interval: `${formatPercent(rate.lower)} to ${formatPercent(rate.upper)}`,
      counts: `${formatCount(rate.passed)} of ${formatCount(rate.n)}`,
    }
  )
}

function barOf(head: Rate | null, base: Rate | null, from: number): string {
  const on = ({ value, lower, upper }: Rate) => {
    const at = (share: number) => (share - from) / (1 - from)
    return { rate: at(value), lower: at(lower), upper: at(upper) }
  }
  if (head === null) return ''
  if (base === null) return intervalBar(on(head).rate, on(head))
  return pairBar(on(base), on(head))
}
