import { logOdds } from './log-odds.ts'
import { mannWhitney } from './mann-whitney.ts'
import { shuffled } from './shuffled.ts'
import type { Sides } from './sides.ts'
import { alignSamples } from './two-samples.ts'

/** Observations that carry marks (texts and their words). */
export interface MarkedSides extends Sides {
  /** Of each mark the observations that have it, without repeats. */
  readonly marked: readonly Int32Array[]
}

/**
 * Can a classifier that has learned from one half of the units tell the sides apart in the other half? It adds up the
 * log-odds of an observation's marks, as naive Bayes does; a unit's score is the mean of its observations'. The p-value
 * is one-sided, of Mann–Whitney's test of the other half's scores: chance gives an AUC of 0.5, and none is learned from
 * what it is tested on.
 *
 * @param random  uniform in [0, 1), seeded; deals each side's units to the halves
 * @returns the AUC, the share of pairs in which the current unit scores higher, ties counting half; both null where a
 *   side has fewer than four units or nothing is marked
 * @see Lopez-Paz & Oquab 2017, "Revisiting classifier two-sample tests"; Kim, Ramdas, Singh & Wasserman 2021
 */
export function classifierTest(
  sides: MarkedSides,
  random: () => number,
): { readonly auc: number | null; readonly pValue: number | null } {
  const halves = halvesOf(sides, random)
  if (sides.marked.length === 0 || halves.least < 2) return { auc: null, pValue: null }
  const scores = unitScores(sides, halves.isLearned)
  const tested = (label: number) =>
    scores.filter((_, unit) => halves.isLearned[unit] === 0 && sides.isCurrent[unit] === label)
  const [reference, current] = [tested(0), tested(1)]
  const { u, pValue } = mannWhitney(alignSamples(reference, current))
  const auc = 1 - u / (reference.length * current.length)
  return { auc, pValue: auc > 0.5 ? pValue / 2 : 1 - pValue / 2 }
}

/** Half of each side's units to learn from, marked 1; of an odd number one fewer. */
function halvesOf({ isCurrent }: Sides, random: () => number) {
  const isLearned = new Uint8Array(isCurrent.length)
  const sizes = [0, 1].map((label) => {
    const own = [...isCurrent.keys()].filter((unit) => isCurrent[unit] === label)
    const half = own.length >> 1
    for (const unit of shuffled(own, random).slice(0, half)) isLearned[unit] = 1
    return half
  })
  return { isLearned, least: Math.min(...sizes) }
}

/** Of each unit the mean score of its observations, by the marks of the units that are learned from. */
function unitScores({ marked, units, isCurrent }: MarkedSides, isLearned: Uint8Array): Float64Array {
  const count = (rows: Iterable<number>) => {
    const found = { all: 0, chosen: 0 }
    for (const row of rows) {
      if (isLearned[units[row]!] === 0) continue
      found.all += 1
      found.chosen += isCurrent[units[row]!]!
    }
    return found
  }
  const marks = marked.map(count)
  // A mark that none of the units to learn from has says nothing.
  const weights = logOdds(marks, count(units.keys())).map((odds, mark) => (marks[mark]!.all === 0 ? 0 : odds))
  const sums = new Float64Array(isCurrent.length)
  for (const [mark, rows] of marked.entries()) for (const row of rows) sums[units[row]!]! += weights[mark]!
  const sizes = new Float64Array(isCurrent.length)
  for (const unit of units) sizes[unit]! += 1
  return sums.map((sum, unit) => sum / sizes[unit]!)
}
