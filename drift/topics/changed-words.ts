import { logOdds } from '../../stats/log-odds.ts'
import { type Pool, poolSizes } from './pool.ts'
import { type TermChange, termChanges } from './term-changes.ts'
import type { Term } from './vocabulary.ts'

/** A word or phrase that more of the current side's units have. */
export interface ChangedWord {
  /** Written by strangers: redact and escape it. */
  readonly word: string
  /** Share of either side's units that have it, from 0 to 1. */
  readonly reference: number
  readonly current: number
}

/** Of the p-values, each adjusted for all words. */
const LEVEL = 0.05
/** More is a list that nobody reads. */
const MOST = 8

/**
 * Which words and phrases are new or more frequent on the current side, for display? Those whose test of document
 * frequency is sure for all words together, by their log-odds; of words that mostly stand in the same texts only the first.
 * Ask it of `swappedSides` for those that are gone.
 */
export function changedWords(pool: Pool, vocabulary: readonly Term[]): ChangedWord[] {
  const { units } = poolSizes(pool)
  const sure = termChanges(pool, vocabulary).filter(({ adjustedPValue }) => adjustedPValue <= LEVEL)
  return apart(byLogOdds(sure, pool), pool).map(({ term, reference, current }) => ({
    word: term.name ?? '',
    reference: reference / units.reference,
    current: current / units.current,
  }))
}

function byLogOdds(changes: readonly TermChange[], pool: Pool): TermChange[] {
  const { units } = poolSizes(pool)
  const marks = changes.map(({ reference, current }) => ({ all: reference + current, chosen: current }))
  const odds = logOdds(marks, { all: units.reference + units.current, chosen: units.current })
  return changes
    .map((change, place) => ({ change, odds: odds[place]! }))
    .filter(({ change }) => change.term.name !== null)
    .sort((a, b) => b.odds - a.odds)
    .map(({ change }) => change)
}

/** The first, then those of whose current units fewer than half have one of the words before. */
function apart(changes: readonly TermChange[], { isCurrent }: Pool): TermChange[] {
  const seen = new Set<number>()
  const kept: TermChange[] = []
  for (const change of changes) {
    const units = change.term.units.filter((unit) => isCurrent[unit] === 1)
    if (kept.length === MOST) break
    if (2 * units.filter((unit) => seen.has(unit)).length >= units.length) continue
    kept.push(change)
    for (const unit of units) seen.add(unit)
  }
  return kept
}
