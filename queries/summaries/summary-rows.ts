import type { CategoricalSummary, NumericSummary, Summary } from '../../drift/summary.ts'

/** What a row of a summary file counts, in the order in which the rows of one summary stand. */
export const KINDS = ['missing', 'infinite', 'squares', 'other', 'value', 'gap', 'category'] as const

/** One row of a summary file; what a kind of row does not have is left out. */
export interface SummaryRow {
  readonly kind: (typeof KINDS)[number]
  readonly count: number
  readonly value?: number
  readonly upper?: number
  readonly category?: string
  readonly sum?: bigint
  readonly weight?: bigint | undefined
  readonly moment?: bigint | undefined
}

/**
 * The rows of one summary: missing values, for a numeric one infinite ones, for a weighted one the squared weights of
 * missing ones and of each row that follows; then a row a value and a row a gap, or one of categories without a name,
 * where there are some, and a row a category.
 *
 * @throws RangeError for a count that is no whole number of at least 0, a value that is not finite, or a category that
 * is not well-formed Unicode, or a weight beyond 64 bits: none of them would read back as it was
 */
export function rowsOf(summary: Summary): SummaryRow[] {
  const rows = [
    ...headRows(summary),
    ...(summary.type === 'numeric' ? numericRows(summary) : categoryRows(summary)),
  ]
  for (const row of rows) requireReadable(row, summary.feature)
  return rows
}

function headRows(summary: Summary): SummaryRow[] {
  return [
    { kind: 'missing', count: summary.missing, weight: summary.weights?.missing.sum },
    ...(summary.type === 'numeric'
      ? [{ kind: 'infinite', count: summary.infinite, weight: summary.weights?.infinite } as const]
      : []),
    ...squaresOf(summary).map((moment) => ({ kind: 'squares', count: 0, moment }) as const),
  ]
}

function squaresOf(summary: Summary): readonly bigint[] {
  if (summary.weights === undefined) return []
  const { missing, squares } = summary.weights
  if (summary.type === 'numeric') return [missing.squares, ...squares, ...summary.weights.gapSquares]
  const other = summary.other === undefined ? [] : [summary.other.weight?.squares ?? 0n]
  return [missing.squares, ...other, ...squares]
}

function numericRows({ values, counts, gaps, weights }: NumericSummary): SummaryRow[] {
  const points = Array.from(values, (value, i) => ({
    kind: 'value' as const,
    value,
    count: counts[i] ?? Number.NaN,
    weight: weights?.counts[i],
  }))
  const between = Array.from(gaps.lower, (value, i) => ({
    kind: 'gap' as const,
    value,
    upper: gaps.upper[i]!,
    count: gaps.counts[i]!,
    sum: gaps.sums[i]!,
    weight: weights?.gapCounts[i],
    moment: weights?.gapSums[i],
  }))
  return [...points, ...between]
}

function categoryRows({ categories, counts, other, weights }: CategoricalSummary): SummaryRow[] {
  const named = categories.map((category, i) => ({
    kind: 'category' as const,
    category,
    count: counts[i] ?? Number.NaN,
    weight: weights?.counts[i],
  }))
  if (other === undefined) return named
  return [{ kind: 'other', value: other.bits, count: other.count, weight: other.weight?.sum }, ...named]
}

function requireReadable(
  { count, value = 0, upper = 0, category = '', weight = 0n }: SummaryRow,
  feature: string,
): void {
  const what =
    !Number.isSafeInteger(count) || count < 0
      ? 'a count that is no whole number of at least 0'
      : !Number.isFinite(value) || !Number.isFinite(upper)
        ? 'a value that is not finite'
        : category.isWellFormed()
          ? null
          : 'a category that is not well-formed Unicode'
  if (BigInt.asIntN(64, weight) !== weight)
    throw new RangeError(
      `Cannot write the summary of feature "${feature}": rows of one value stand for more than 2^43 rows, which 64 bits do not hold. Look whether \`inclusion_probability\` is right in the logs.`,
    )
  if (what !== null)
    throw new RangeError(
      `Cannot write the summary of feature "${feature}": it holds ${what}, which would not read back.`,
    )
}
