import type { Table } from 'apache-arrow'
import { NO_GAPS } from '../drift/gaps.ts'
import { EVERY_VALUE, type Summary } from '../drift/summary.ts'
import type { RowKind } from './summary-columns.ts'

interface Gathered {
  readonly feature: string
  readonly slice: string
  readonly type: Summary['type']
  readonly values: number[]
  readonly categories: string[]
  readonly counts: number[]
  missing: number
  infinite: number
}

/** The summaries of a summary file's table, in the order of its rows; the rows of one must stand together. */
export function summariesOf(table: Table): Summary[] {
  const column = (name: string) => {
    const vector = table.getChild(name)
    if (vector === null) throw new Error(`Cannot read summaries: the file has no column "${name}".`)
    return vector
  }
  const [feature, slice, type] = [column('feature'), column('slice'), column('type')]
  const [kind, value, category, count] = [
    column('kind'),
    column('value'),
    column('category'),
    column('count'),
  ]
  const found: Gathered[] = []
  for (let row = 0; row < table.numRows; row++) {
    const subject = { feature: feature.get(row), slice: slice.get(row), type: type.get(row) }
    addRow(gatheredFor(subject, found), kind.get(row), {
      value: value.get(row),
      category: category.get(row),
      count: Number(count.get(row)),
    })
  }
  return found.map(summaryOf)
}

/** The last summary when the row belongs to it, else a new one. */
function gatheredFor(subject: Pick<Gathered, 'feature' | 'slice' | 'type'>, found: Gathered[]): Gathered {
  const last = found.at(-1)
  if (last?.feature === subject.feature && last.slice === subject.slice) return last
  const next = { ...subject, values: [], categories: [], counts: [], missing: 0, infinite: 0 }
  found.push(next)
  return next
}

function addRow(
  to: Gathered,
  kind: RowKind,
  row: { readonly value: number; readonly category: string; readonly count: number },
): void {
  if (kind === 'missing') to.missing = row.count
  else if (kind === 'infinite') to.infinite = row.count
  else {
    to.counts.push(row.count)
    if (kind === 'value') to.values.push(row.value)
    else to.categories.push(row.category)
  }
}

function summaryOf({ feature, slice, type, missing, infinite, ...gathered }: Gathered): Summary {
  const counts = Float64Array.from(gathered.counts)
  if (type === 'categorical')
    return { type, feature, slice, categories: gathered.categories, counts, missing }
  const exact = { grid: EVERY_VALUE, gaps: NO_GAPS }
  return {
    type,
    feature,
    slice,
    ...exact,
    values: Float64Array.from(gathered.values),
    counts,
    missing,
    infinite,
  }
}
