import { exactSummary } from '../../drift/exact-summary.ts'
import { EVERYTHING, type NumericSummary, summarySize } from '../../drift/summary.ts'

/** Fewer whole numbers can be the steps of a scale. */
const FEWEST = 20

/** A run lacks at most one in twenty of the whole numbers between its ends. */
const NEARLY_ALL = 0.95

/** Why such a column is left out. */
export const RUNNING =
  'its whole numbers are all distinct and leave next to no gaps, as ids that count up do; `--type` can compare it as numeric'

/** Looks at numbers as they come by: do they number something one after the other? */
export interface RunCounter {
  /** Takes the next values, in any order; NaN is a missing one. */
  add(values: Float64Array): void
  /** Whether they are whole and as many as their range has whole numbers, or nearly: what it cannot see is repeats. */
  isRun(): boolean
}

/** For numbers that are not kept: in memory that does not grow with them. */
export function runCounter(): RunCounter {
  let [n, lower, upper] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  let isWhole = true
  return {
    add(values) {
      for (let i = 0; isWhole && i < values.length; i += 1) {
        const value = values[i]!
        if (Number.isNaN(value)) continue
        isWhole = Number.isInteger(value)
        if (value < lower) lower = value
        if (value > upper) upper = value
        n += 1
      }
    },
    isRun: () => isWhole && fills(n, lower, upper),
  }
}

/**
 * Are these whole numbers that are all distinct and leave next to no gaps, as those of ids that count up?
 *
 * @param summary over every value
 * @example isRun(exactSummary(Float64Array.from({ length: 30 }, (_, i) => 1000 + i), subject)) // true
 */
export function isRun(summary: NumericSummary): boolean {
  const { values, infinite } = summary
  const { length } = values
  if (infinite > 0 || length === 0 || !fills(length, values[0]!, values[length - 1]!)) return false
  return summarySize(summary) === length && values.every(Number.isInteger)
}

/** The same of numbers in any order, which stay as they are. */
export function areRun(values: Float64Array): boolean {
  const counter = runCounter()
  counter.add(values)
  return counter.isRun() && isRun(exactSummary(values.slice(), { feature: '', slice: EVERYTHING }))
}

function fills(n: number, lower: number, upper: number): boolean {
  const places = upper - lower + 1
  return n >= FEWEST && n <= places && n >= NEARLY_ALL * places
}
