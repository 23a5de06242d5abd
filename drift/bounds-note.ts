import type { GivenRange } from '../stats/cells.ts'
import { METRIC_WORDS } from './metric-words.ts'

/** Below it a difference is the rounding of the arithmetic itself, which exact numbers have too. */
const ROUNDING = 1e-9

/**
 * Which numbers are known within bounds only, and within which? Values in a gap are counted and summed, not kept, so
 * where both sides have some there, their order is not known.
 *
 * @returns one sentence, or none where all numbers are exact
 * @param ranges by the name of the metric
 * @example boundsNote({ ks: { given: 0.2, lower: 0.2, upper: 0.2004 } }) // ['… Kolmogorov–Smirnov distance 0.2 to 0.2004.']
 */
export function boundsNote(ranges: Readonly<Record<string, GivenRange | null>>): string[] {
  const open = Object.entries(ranges).flatMap(([name, range]) =>
    range === null || isExact(range) ? [] : [`${METRIC_WORDS[name] ?? name} ${inWords(range)}`],
  )
  if (open.length === 0) return []
  return [
    `Values were counted in narrow steps, not kept one by one, so these numbers are known within bounds: ${open.join(', ')}.`,
  ]
}

function isExact({ given, lower, upper }: GivenRange): boolean {
  return !(upper - lower > ROUNDING * Math.max(Math.abs(given), Number.MIN_VALUE))
}

function inWords({ given, lower, upper }: GivenRange): string {
  if (short(lower) !== short(upper)) return `${short(lower)} to ${short(upper)}`
  return `${short(given)} ± ${Math.max(upper - given, given - lower).toPrecision(2)}`
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)))
}
