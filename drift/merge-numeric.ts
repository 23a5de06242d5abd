import type { Gaps } from './gaps.ts'
import type { NumericSummary } from './summary.ts'
import { addAt, addCounts, type Union, unionOf } from './union.ts'
import { mergeNumericWeights } from './weights.ts'

/** More values than this in one gap could carry its sum beyond 64 bits. */
const MOST_IN_A_GAP = 2 ** 31

/**
 * The summary of both windows together, of one numeric feature and slice.
 *
 * @throws RangeError when they are over different grids, or a gap would hold more than 2^31 values
 */
export function mergeNumeric(a: NumericSummary, b: NumericSummary): NumericSummary {
  if (a.grid !== b.grid)
    throw new RangeError(
      `Cannot merge two summaries of feature \`${a.feature}\`: one is over the grid "${a.grid}", the other over "${b.grid}". Summarise both over the same one.`,
    )
  const values = unionOf(a.values, b.values)
  const gaps = unionOf(a.gaps.lower, b.gaps.lower)
  const weights = mergeNumericWeights(a, b, { values, gaps })
  const { edges: _, weights: __, ...subject } = a
  return {
    ...subject,
    values: values.keys,
    counts: addCounts(a.counts, b.counts, values),
    gaps: mergeGaps(a, b, gaps),
    missing: a.missing + b.missing,
    infinite: a.infinite + b.infinite,
    ...(weights && { weights }),
  }
}

function mergeGaps({ feature, gaps: a }: NumericSummary, { gaps: b }: NumericSummary, union: Union): Gaps {
  const counts = addCounts(a.counts, b.counts, union)
  const fullest = counts.findIndex((count) => count > MOST_IN_A_GAP)
  if (fullest >= 0)
    throw new RangeError(
      `Cannot merge two summaries of feature \`${feature}\`: a gap would hold ${counts[fullest]} values, and its sum is sure to be exact for at most 2^31. Compare shorter windows.`,
    )
  return {
    lower: union.keys,
    upper: Float64Array.from(union.keys, (_, i) => a.upper[union.a[i]!] ?? b.upper[union.b[i]!]!),
    counts,
    sums: addAt(a.sums, b.sums, union),
  }
}
