import type { Summary } from '../drift/summary.ts'

/** What a row of a summary file counts. */
export type RowKind = 'missing' | 'infinite' | 'value' | 'category'

/** The rows of a summary file by column, all of one length. Columns of a fixed vocabulary hold places in their list. */
export interface SummaryColumns {
  readonly features: readonly string[]
  readonly feature: Int32Array
  readonly slices: readonly string[]
  readonly slice: Int32Array
  readonly type: Int32Array
  readonly kind: Int32Array
  readonly value: Float64Array
  /** One name a row of kind `category`, in order; no entry for other rows. */
  readonly category: readonly (string | null)[]
  readonly count: BigInt64Array
}

export const TYPES = ['numeric', 'categorical'] as const
export const KINDS = ['missing', 'infinite', 'value', 'category'] as const

/**
 * The rows of some summaries, in their order: of each one row of missing values, for a numeric one a row of infinite
 * values, then a row a value or category.
 * @throws RangeError for a count that is no whole number of at least 0, a value that is not finite, or a category
 * that is not well-formed Unicode: none of them would read back as it was
 */
export function toColumns(summaries: readonly Summary[]): SummaryColumns {
  const features = [...new Set(summaries.map((summary) => summary.feature))]
  const slices = [...new Set(summaries.map((summary) => summary.slice))]
  const length = summaries.reduce((sum, summary) => sum + rowCount(summary), 0)
  const columns = {
    features,
    feature: new Int32Array(length),
    slices,
    slice: new Int32Array(length),
    type: new Int32Array(length),
    kind: new Int32Array(length),
    value: new Float64Array(length),
    category: new Array<string | null>(length).fill(null),
    count: new BigInt64Array(length),
  }
  let row = 0
  for (const summary of summaries) {
    const end = row + rowCount(summary)
    columns.feature.fill(features.indexOf(summary.feature), row, end)
    columns.slice.fill(slices.indexOf(summary.slice), row, end)
    columns.type.fill(TYPES.indexOf(summary.type), row, end)
    fillRows(columns, summary, row)
    row = end
  }
  return columns
}

function rowCount(summary: Summary): number {
  return summary.counts.length + (summary.type === 'numeric' ? 2 : 1)
}

type Writable = Pick<SummaryColumns, 'kind' | 'value' | 'count'> & { readonly category: (string | null)[] }

function fillRows(columns: Writable, summary: Summary, start: number): void {
  const put = (row: number, kind: RowKind, count: number) => {
    columns.kind[row] = KINDS.indexOf(kind)
    columns.count[row] = wholeCount(count, summary.feature)
  }
  put(start, 'missing', summary.missing)
  if (summary.type === 'numeric') {
    put(start + 1, 'infinite', summary.infinite)
    columns.value.set(summary.values, start + 2)
    if (!summary.values.every(Number.isFinite))
      throw unreadable(summary.feature, 'a value that is not finite')
    for (const [index, count] of summary.counts.entries()) put(start + 2 + index, 'value', count)
    return
  }
  for (const [index, category] of summary.categories.entries()) {
    if (!category.isWellFormed())
      throw unreadable(summary.feature, 'a category that is not well-formed Unicode')
    columns.category[start + 1 + index] = category
    put(start + 1 + index, 'category', summary.counts[index] ?? Number.NaN)
  }
}

function wholeCount(count: number, feature: string): bigint {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw unreadable(feature, 'a count that is no whole number of at least 0')
  }
  return BigInt(count)
}

function unreadable(feature: string, what: string): RangeError {
  return new RangeError(
    `Cannot write the summary of feature "${feature}": it holds ${what}, which would not read back.`,
  )
}
