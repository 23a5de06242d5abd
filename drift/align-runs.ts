import type { Cells } from '../stats/cells.ts'
import { decileEdges } from '../stats/quantile-bins.ts'
import { runCells } from '../stats/run-cells.ts'
import { requireAscending, requireSameSubject } from './align.ts'
import { LARGE } from './compare-numeric-test.ts'
import { EVERY_VALUE, type NumericSummary, summarySize } from './summary.ts'

/**
 * Two numeric summaries over cells of which the longer side's runs are one each, as `runCells` says: exact, in work
 * that grows with the shorter side. Not for fewer than 100 values a side, whose test draws random splits: it groups
 * values by the pooled sample alone, which runs do not.
 *
 * @returns null where it would not pay, a value is there twice, or a side does not know its values
 * @throws RangeError when they are of different features or slices, or out of order
 */
export function alignRuns(reference: NumericSummary, current: NumericSummary): Cells | null {
  requireSameSubject(reference, current)
  if (![reference, current].every(isUntied)) return null
  for (const summary of [reference, current]) requireAscending(summary)
  return runCells({ reference, current }, decileEdges(reference))
}

function isUntied(summary: NumericSummary): boolean {
  const { grid, values, weights } = summary
  const isExact = grid === EVERY_VALUE && weights === undefined
  return isExact && values.length >= LARGE && summarySize(summary) === values.length
}
