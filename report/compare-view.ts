import type { ComparedSlice, ComparedTables, ComparedTablesInFull } from '../activities/compare-tables.ts'
import type { Distribution, Effect, JudgedComparison } from '../drift/comparison.ts'
import { categoryChart } from './charts/category-chart.ts'
import type { Chart, ChartFrame } from './charts/chart.ts'
import { densityChart } from './charts/density-chart.ts'
import { effectBar } from './charts/inline-bar.ts'
import { svgChart } from './charts/render-chart.ts'
import { PAGE_THEME } from './charts/theme.ts'
import { codeSpans } from './code-spans.ts'
import { compareDecision, compareSentence, directionWords } from './compare-words.ts'
import { chanceMeaning, effectMeaning } from './finding-words.ts'
import { effectBeyondChance, effectInterval, effectName, effectShort, effectValue } from './format/effect.ts'
import { countOf, formatCount, formatNumber } from './format/number.ts'
import { formatPValue } from './format/p-value.ts'
import { oneLine } from './plain-text.ts'
import { VERDICT_WORDS } from './verdict-words.ts'

/** A page of more charts than this is slow to open and read by nobody; the other columns stand in the table. */
const MOST_CHARTS = 60
const MOST_ROWS = 1_000
const MOST_SKIPPED = 200

type Judged = ComparedTablesInFull['judged'][number]
type Column = ComparedTables['columns'][number]

/**
 * A comparison of two tables in the order in which its page tells it. Strings are not escaped, but `wide`, `narrow` and
 * `bar`, which are SVG made here.
 *
 * @param names what the two sides are called: their files
 */
export function compareView(
  { document, judged }: ComparedTablesInFull,
  names: { readonly reference: string; readonly current: string },
) {
  const { columns, skipped, notes, slices } = document
  const pairs = columns
    .map((column, index) => ({ column, judged: judged[index]! }))
    .toSorted((a, b) => rank(a.column) - rank(b.column))
  return {
    names: { reference: oneLine(names.reference, 120), current: oneLine(names.current, 120) },
    decision: compareDecision(document),
    notes: notes.map((note) => codeSpans(oneLine(note, 600))),
    sections: pairs.slice(0, MOST_CHARTS).map((pair, place) => section(pair, place)),
    unshown: unshown(pairs.length - MOST_CHARTS),
    rows: pairs.slice(0, MOST_ROWS).map(({ column }) => row(column)),
    omitted: Math.max(0, pairs.length - MOST_ROWS),
    skipped: skipped
      .slice(0, MOST_SKIPPED)
      .map(({ name, reason }) => ({ name: oneLine(name, 80), reason: codeSpans(oneLine(reason, 300)) })),
    skippedMore: Math.max(0, skipped.length - MOST_SKIPPED),
    by: slices === undefined ? null : oneLine(slices.by, 80),
    slices: (slices?.slices ?? []).map(sliceRow),
  }
}

function unshown(count: number): string | null {
  return count <= 0 ? null : `${countOf(count, 'more column is', 'more columns are')}`
}

function rank({ verdict }: Column): number {
  return { drifted: 0, accepted: 1, same: 2, 'insufficient-data': 3 }[verdict]
}

interface Pair {
  readonly column: Column
  readonly judged: Judged
}

function section({ column, judged: { own } }: Pair, place: number) {
  const { name, type, n, missing, metrics, verdict, rule, notes, minimumEffect } = column
  return {
    id: `column-${place}`,
    name: oneLine(name, 80) || '(no name)',
    type,
    verdict: VERDICT_WORDS[verdict],
    drifted: verdict === 'drifted',
    sentence: compareSentence(column, own),
    meaning: own.effect && meaning(own.effect),
    legend: { reference: legend(own, n.reference, 'reference'), current: legend(own, n.current, 'current') },
    facts: [
      { name: 'values', value: `${formatCount(n.reference)} and ${formatCount(n.current)}` },
      { name: 'missing', value: `${formatCount(missing.reference)} and ${formatCount(missing.current)}` },
      ...(own.effect === null ? [] : effectFacts(own.effect, minimumEffect)),
      { name: 'adjusted p-value', value: formatPValue(column.adjustedPValue) },
      { name: 'test', value: own.test },
    ],
    rule: oneLine(rule, 600),
    metrics: Object.entries(metrics).map(([metric, value]) => ({
      name: metric,
      value: value === null ? '–' : formatNumber(value),
    })),
    notes: notes.map((note) => codeSpans(oneLine(note, 600))),
    wide: svg(own, oneLine(name, 60), 640),
    narrow: svg(own, oneLine(name, 60), 340),
  }
}

function meaning(effect: Effect): string | null {
  const sentences = [effectMeaning(effect), chanceMeaning(effect)].filter((sentence) => sentence !== null)
  return sentences.length === 0 ? null : sentences.join(' ')
}

/** The minimum stands beside what is held against it. */
function effectFacts(effect: Effect, minimum: number) {
  const found = `${effectValue(effect)}, ${effectInterval(effect)}`
  const least = `minimum ${formatNumber(minimum)}`
  const beyond = beyondChance(effect)
  return beyond === null
    ? [{ name: effectName(effect), value: `${found}; ${least}` }]
    : [
        { name: effectName(effect), value: found },
        { name: 'beyond chance', value: `${beyond}; ${least}` },
      ]
}

/** Finer than elsewhere, because it is read beside its minimum. */
function beyondChance(effect: Effect): string | null {
  return effectBeyondChance(effect) === null ? null : formatNumber(effect.corrected)
}

function svg({ distribution }: JudgedComparison, label: string, width: number): string | null {
  if (distribution === null) return null
  const chart = chartOf(distribution, label, { width, theme: PAGE_THEME })
  return chart && svgChart(chart)
}

function chartOf(distribution: Distribution, label: string, frame: ChartFrame): Chart | null {
  if (distribution.kind === 'numeric' && distribution.edges.length > 1) {
    const { reference, current } = distribution.quantiles
    const title = `Distribution of ${label}: median ${formatNumber(reference.p50)} in the reference, ${formatNumber(current.p50)} on the current side`
    return densityChart(distribution, { ...frame, label, tick: formatNumber, title })
  }
  if (distribution.kind !== 'categorical' || distribution.categories.length === 0) return null
  return categoryChart(distribution, { ...frame, title: `Shares of ${label}: reference and current side` })
}

function legend({ distribution }: JudgedComparison, n: number, side: 'reference' | 'current'): string {
  const counted = `${side}, ${countOf(n, 'value')}`
  if (distribution?.kind !== 'numeric') return counted
  const { p50, p95 } = distribution.quantiles[side]
  return `${counted}: median ${formatNumber(p50)}, 95th percentile ${formatNumber(p95)}`
}

function row(column: Column) {
  const { name, type, n, effect, adjustedPValue, verdict, minimumEffect } = column
  return {
    name: oneLine(name, 60) || '(no name)',
    type,
    n: `${formatCount(n.reference)} / ${formatCount(n.current)}`,
    effectName: effect ? effectName(effect) : '',
    effect: effectShort(effect),
    beyond: effect && beyondChance(effect),
    bar: effect ? effectBar(effect.corrected, { minimum: minimumEffect, scale: 5 * minimumEffect }) : '',
    pValue: formatPValue(adjustedPValue).replace(/^p = |^p |^no p-value$/, ''),
    verdict: VERDICT_WORDS[verdict],
    direction: directionWords(column),
    drifted: verdict === 'drifted',
  }
}

function sliceRow({ value, pooled, rows, drifted, columns }: ComparedSlice) {
  const open = columns.filter(({ verdict }) => verdict === 'insufficient-data').length
  return {
    name:
      pooled > 0
        ? `${formatCount(pooled)} further values`
        : value === null
          ? '(no value)'
          : oneLine(value, 60),
    rows: `${formatCount(rows.reference)} / ${formatCount(rows.current)}`,
    drifted: drifted
      .slice(0, 20)
      .map((name) => oneLine(name, 60))
      .join(', '),
    more: Math.max(0, drifted.length - 20),
    open: open === 0 ? '' : `${formatCount(open)} of ${formatCount(columns.length)} columns`,
  }
}
