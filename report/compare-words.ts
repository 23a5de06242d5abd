import type { ComparedTables } from '../activities/compare-tables.ts'
import type { JudgedComparison } from '../drift/comparison.ts'
import { countOf, formatNumber, formatPercent } from './format/number.ts'
import { oneLine } from './plain-text.ts'

type Column = ComparedTables['columns'][number]

/** The outcome in a line, names of columns not escaped: `2 of 12 columns drifted: plan, latency_ms`. */
export function compareDecision({ columns, drifted, slices }: ComparedTables): string {
  const within = (slices?.slices ?? []).filter((slice) => slice.drifted.length > 0).length
  const open = columns.filter(({ verdict }) => verdict === 'insufficient-data').length
  const rest = open === 0 ? '' : `; ${open} ${open === 1 ? 'has' : 'have'} too little data to say`
  if (columns.length === 0) return 'No column could be compared'
  const inSlices =
    within === 0 ? '' : ` over everything, but some did within ${within} of ${slices!.slices.length} slices`
  const all = countOf(columns.length, 'column')
  if (drifted.length === 0) return `None of ${all} drifted${inSlices}${rest}`
  const names = drifted.slice(0, 5).map((name) => oneLine(name, 40))
  const more = drifted.length > 5 ? ` and ${drifted.length - 5} more` : ''
  return `${drifted.length} of ${all} drifted: ${names.join(', ')}${more}${rest}`
}

/** Which way the current side went, in a few words: `larger, more missing`; empty where nothing drifted. */
export function directionWords(column: Column): string {
  const { driftedIn } = column
  return [
    ...(driftedIn.includes('values') ? [valuesWord(column)] : []),
    ...(driftedIn.includes('missing') ? [missingWord(column)] : []),
  ].join(', ')
}

function valuesWord({ direction, type }: Column): string {
  if (type === 'categorical') return 'other shares'
  return { up: 'larger', down: 'smaller', changed: 'other shape' }[direction ?? 'changed']
}

function missingWord(column: Column): string {
  return missingShare(column, 'current') > missingShare(column, 'reference')
    ? 'more missing'
    : 'fewer missing'
}

function missingShare({ n, missing }: Column, side: 'reference' | 'current'): number {
  return missing[side] / Math.max(1, missing[side] + n[side])
}

/** What differs and which way, in plain words with numbers that a person can picture. Not escaped. */
export function compareSentence(column: Column, { distribution }: JudgedComparison): string {
  if (column.verdict === 'insufficient-data') return 'There is too little data to say whether it drifted.'
  const { driftedIn } = column
  const sentences = [
    ...(driftedIn.includes('missing') ? [missingSentence(column)] : []),
    ...(driftedIn.length === 0 || driftedIn.includes('values') ? [valuesSentence(column, distribution)] : []),
  ]
  return sentences.join(' ')
}

function valuesSentence(column: Column, distribution: JudgedComparison['distribution']): string {
  const drifted = column.verdict === 'drifted'
  if (distribution?.kind === 'numeric') {
    const { reference, current } = distribution.quantiles
    const values = column.type === 'text' ? 'Texts of the current side are' : 'Current values are'
    const larger = column.type === 'text' ? ['longer', 'shorter'] : ['larger', 'smaller']
    const medians = `the median is ${formatNumber(current.p50)} instead of ${formatNumber(reference.p50)}`
    if (!drifted) return `No drift was found; ${medians}.`
    if (column.direction === 'changed')
      return `The current values have another shape, with no clear direction; ${medians}.`
    return `${values} ${larger[column.direction === 'up' ? 0 : 1]}: ${medians}.`
  }
  if (!drifted) return 'No drift was found.'
  return distribution?.kind === 'categorical' ? categorySentence(distribution.categories) : 'It drifted.'
}

function missingSentence(column: Column): string {
  const share = (side: 'reference' | 'current') => formatPercent(missingShare(column, side))
  return `Values are missing in ${share('current')} of the current rows and in ${share('reference')} of the reference.`
}

function categorySentence(
  categories: readonly { readonly name: string; readonly reference: number; readonly current: number }[],
): string {
  const moved = categories
    .toSorted((a, b) => Math.abs(b.current - b.reference) - Math.abs(a.current - a.reference))
    .slice(0, 2)
    .map(({ name, reference, current }) => {
      const way = current > reference ? 'rose' : 'fell'
      return `“${oneLine(name, 40)}” ${way} from ${formatPercent(reference)} to ${formatPercent(current)}`
    })
  return `The shares are others: ${moved.join(', ')}.`
}
