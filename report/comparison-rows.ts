import type { Family, JudgedComparison, Verdict } from '../drift/comparison.ts'
import { effectBar } from './charts/inline-bar.ts'
import { shownLabel } from './check-words.ts'
import { FAMILIES, familyWords } from './family-words.ts'
import { effectNameAndUnit, effectShort } from './format/effect.ts'
import { formatCount } from './format/number.ts'
import { formatPValue } from './format/p-value.ts'
import { oneLine } from './plain-text.ts'
import { VERDICT_WORDS } from './verdict-words.ts'

/** One line of the table of all comparisons. `bar` is SVG made here; the rest is not escaped. */
interface ComparisonRow {
  readonly check: string
  readonly slice: string | null
  readonly n: string
  readonly effectName: string
  readonly effect: string
  readonly pValue: string
  readonly verdict: string
  readonly drifted: boolean
  readonly bar: string
}

/** The comparisons of one family, most telling first; `omitted` counts those beyond the limit. */
export interface ComparisonGroup {
  readonly title: string
  readonly rows: readonly ComparisonRow[]
  readonly omitted: number
}

const MOST_ROWS = 200

const ORDER: Readonly<Record<Verdict, number>> = { drifted: 0, accepted: 1, same: 2, 'insufficient-data': 3 }

/** The table of everything that was compared, by family; families without comparisons are left out. */
export function comparisonGroups(comparisons: readonly JudgedComparison[]): readonly ComparisonGroup[] {
  return FAMILIES.map((family) =>
    group(
      family,
      comparisons.filter((one) => one.family === family),
    ),
  ).filter(({ rows }) => rows.length > 0)
}

function group(family: Family, comparisons: readonly JudgedComparison[]): ComparisonGroup {
  const ordered = [...comparisons].sort(byVerdictThenPValue)
  return {
    title: familyWords(family).title,
    rows: ordered.slice(0, MOST_ROWS).map(row),
    omitted: Math.max(0, ordered.length - MOST_ROWS),
  }
}

function row(comparison: JudgedComparison): ComparisonRow {
  const { effect, n, adjustedPValue, alpha, verdict, minimumEffect, slice, check } = comparison
  return {
    check: shownLabel(check),
    slice: slice === 'all' ? null : oneLine(slice, 80),
    n: `${formatCount(n.reference)} / ${formatCount(n.current)}`,
    effectName: effect ? effectNameAndUnit(effect) : '',
    effect: effectShort(effect),
    pValue:
      adjustedPValue === null
        ? '–'
        : formatPValue(adjustedPValue, alpha).replace(/^p = /, '').replace(/^p /, ''),
    verdict: VERDICT_WORDS[verdict],
    drifted: verdict === 'drifted',
    bar: effect
      ? effectBar(effect.corrected, { minimum: minimumEffect, scale: Math.max(5 * minimumEffect, 1e-9) })
      : '',
  }
}

function byVerdictThenPValue(a: JudgedComparison, b: JudgedComparison): number {
  const verdict = ORDER[a.verdict] - ORDER[b.verdict]
  const pValue = (a.adjustedPValue ?? 2) - (b.adjustedPValue ?? 2)
  return verdict || pValue || (a.check + a.slice < b.check + b.slice ? -1 : 1)
}
