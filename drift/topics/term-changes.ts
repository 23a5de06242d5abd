import { enrichment } from '../../stats/enrichment.ts'
import { type Pool, poolSizes } from './pool.ts'
import type { Term } from './vocabulary.ts'

/** A term that is more frequent on the current side, or seems to be. */
export interface TermChange {
  readonly term: Term
  /** How many units of either side have it. */
  readonly reference: number
  readonly current: number
  /** Fisher's exact test, one-sided. */
  readonly pValue: number
  /** The same for having looked at all terms. */
  readonly adjustedPValue: number
}

/**
 * Which words do more units of the current side have than chance explains? Each unit counts once a word, however often
 * it has it. Ask it of `swappedSides` for words that are gone.
 *
 * @returns every term, the surest first; of equally sure ones the more frequent, then by name
 */
export function termChanges(pool: Pool, vocabulary: readonly Term[]): TermChange[] {
  const counted = vocabulary.map((term) => {
    const current = term.units.reduce((sum, unit) => sum + pool.isCurrent[unit]!, 0)
    return { term, current, reference: term.units.length - current }
  })
  const { pValues, adjusted } = enrichment(
    counted.map(({ term, current }) => ({ all: term.units.length, chosen: current })),
    { all: pool.isCurrent.length, chosen: poolSizes(pool).units.current },
  )
  return counted
    .map((each, place) => ({ ...each, pValue: pValues[place]!, adjustedPValue: adjusted[place]! }))
    .sort(bySureness)
}

function bySureness(a: TermChange, b: TermChange): number {
  const nameOrder = (a.term.name ?? '') < (b.term.name ?? '') ? -1 : 1
  return a.pValue - b.pValue || b.current - a.current || nameOrder
}
