import { weightedQuantiles } from '../stats/quantile.ts'
import { DECILES } from '../stats/quantile-bins.ts'
import type { NumericSummary } from './summary.ts'
import { summarySize } from './summary.ts'

/** Up to so many distinct values are all anchors: then nothing of the reference lies in a gap. */
const MOST_DISTINCT = 4096
/** Beyond that, quantiles at so many ranks, and values that hold more than their share of the rows. */
const QUANTILES = 2048
/** Beyond the reference's range each anchor is so many times the one before. */
const LADDER = 16

/**
 * The anchors that a reference fixes for windows compared with it: its distinct values up to 4,096, else 2,049
 * quantiles and every value that holds more than a 2,048th of the rows; its decile edges, so that decile bins are
 * exact; 0; and outwards from its range a ladder of steps by 16 to the largest number, so that every gap is finite.
 *
 * @param reference exact, over every value
 * @returns ascending, distinct, from -Number.MAX_VALUE to Number.MAX_VALUE
 */
export function anchorsOf(reference: NumericSummary): Float64Array {
  const { values, counts } = reference
  const edges = values.length === 0 ? [] : weightedQuantiles({ values, counts }, DECILES)
  const own = values.length <= MOST_DISTINCT ? values : representatives(reference)
  return distinct([...own, ...edges, ...ladder(values), 0])
}

function representatives(reference: NumericSummary): number[] {
  const { values, counts } = reference
  const share = summarySize(reference) / QUANTILES
  const found: number[] = [values[0]!]
  let below = 0
  for (let i = 0; i < values.length; i += 1) {
    const reached = Math.floor(below / share)
    below += counts[i]!
    // A value that crosses a rank is the order statistic there; one with more than a share always does.
    if (Math.floor(below / share) > reached || i === values.length - 1) found.push(values[i]!)
  }
  return found
}

function ladder(values: Float64Array): number[] {
  const largest = Math.max(Math.abs(values[0] ?? 0), Math.abs(values.at(-1) ?? 0))
  const steps = [Number.MAX_VALUE, -Number.MAX_VALUE]
  const start = largest === 0 ? 1 : 2 ** Math.ceil(Math.log2(largest))
  for (let step = start; step < Number.MAX_VALUE; step *= LADDER) steps.push(step, -step)
  return steps
}

function distinct(anchors: readonly number[]): Float64Array {
  // Adding 0 turns -0 into 0.
  const ascending = Float64Array.from(anchors, (anchor) => anchor + 0).sort()
  return ascending.filter((anchor, i) => i === 0 || anchor !== ascending[i - 1])
}
