import { hypergeometricTails } from './hypergeometric-tails.ts'

/** How many of all units carry a mark, and how many of the chosen ones among them. Whole numbers. */
export interface Mark {
  readonly all: number
  readonly chosen: number
}

/**
 * Which of many marks are more frequent among the chosen units than chance explains? Fisher's exact test, one-sided, of
 * each; `adjusted` answers for having looked at all of them: the probability that any mark would reach so small a p-value
 * if the chosen were a random draw, bounded by the sum over marks of the largest p-value each can have at or below it.
 * Rare marks, which cannot have a small one, cost nothing (Tarone 1990); no independence is needed.
 *
 * @param marks    of one population; a unit may carry any number of them
 * @param units    how many units there are, and how many are chosen
 * @returns both in the order of the marks, in [0, 1]; no marks give none
 * @example enrichment([{ all: 2, chosen: 2 }], { all: 4, chosen: 2 }).pValues // [1/6]
 * @see Westfall & Wolfinger 1997, "Multiple tests with discrete distributions", single-step
 */
export function enrichment(
  marks: readonly Mark[],
  units: Mark,
): { readonly pValues: Float64Array; readonly adjusted: Float64Array } {
  const tails = tailsByCount(marks, units)
  const pValues = Float64Array.from(marks, ({ all, chosen }) => tails.get(all)?.tails[chosen] ?? 1)
  const known = new Map<number, number>()
  const adjusted = pValues.map((p) => {
    const found = known.get(p) ?? sumOfAttained(tails, p)
    known.set(p, found)
    return found
  })
  return { pValues, adjusted }
}

/** Of marks that as many units carry: how many there are, and the p-values that each can have, descending. */
interface SameCount {
  marks: number
  readonly tails: Float64Array
}

function tailsByCount(marks: readonly Mark[], units: Mark): ReadonlyMap<number, SameCount> {
  const found = new Map<number, SameCount>()
  for (const { all } of marks) {
    const same = found.get(all)
    if (same !== undefined) same.marks += 1
    else {
      const tails = hypergeometricTails({ population: units.all, marked: all, draws: units.chosen })
      found.set(all, { marks: 1, tails })
    }
  }
  return found
}

function sumOfAttained(tailsOf: ReadonlyMap<number, SameCount>, p: number): number {
  let sum = 0
  // The mark's own p-value must count, whatever rounding did to it.
  for (const { marks, tails } of tailsOf.values()) sum += marks * largestAtMost(tails, p * (1 + 1e-9))
  return Math.min(1, sum)
}

function largestAtMost(descending: Float64Array, limit: number): number {
  let low = 0
  let high = descending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (descending[middle]! <= limit) high = middle
    else low = middle + 1
  }
  return descending[low] ?? 0
}
