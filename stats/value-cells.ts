import { type TwoSamples, total } from './two-samples.ts'

const MOST_CELLS = 1_024

/**
 * Groups neighbouring values into at most 1,024 cells of about equal pooled counts, as `rankCells` does, but gives the
 * first value of each cell, ascending, so that single observations can be placed. Up to 1,024 distinct values stay
 * apart. The grouping depends on the pooled sample alone.
 *
 * @example valueCells(alignSamples([1, 1], [2])) // 1 2
 */
export function valueCells({ support, reference, current }: TwoSamples): Float64Array {
  if (support.length <= MOST_CELLS) return support
  const width = (total(reference) + total(current)) / MOST_CELLS
  const firsts: number[] = []
  let below = 0
  let end = Number.NEGATIVE_INFINITY
  for (let i = 0; i < support.length; i += 1) {
    if (below >= end) {
      firsts.push(support[i]!)
      end = (Math.floor(below / width) + 1) * width
    }
    below += reference[i]! + current[i]!
  }
  return Float64Array.from(firsts)
}

/**
 * The cell that holds a value: the last one whose first value is not larger.
 *
 * @param firsts from `valueCells`, at least one; the value must not be smaller than all of them
 */
export function cellFinder(firsts: Float64Array): (value: number) => number {
  return (value) => {
    let low = 0
    let high = firsts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (firsts[middle]! <= value) low = middle
      else high = middle - 1
    }
    return low
  }
}
