import { hashText } from '../stats/random.ts'
import type { CategoricalSummary, OtherCategories, Weight, Weights } from './summary.ts'
import { addWeights, bigTotal, NO_WEIGHT } from './weights.ts'

/** More categories than this are names of requests, not of kinds of requests. */
const MOST_CATEGORIES = 10_000

/**
 * A categorical summary with at most 10,000 categories by name. Of more, those stay whose hash begins with enough zero
 * bits, and all others count as one. Which stay depends on the names alone, so that parts merge to the same as the whole,
 * in any order; comparing two such summaries brings both to the same bits.
 *
 * @returns the summary itself when it has no more
 */
export function capCategories(summary: CategoricalSummary): CategoricalSummary {
  let bits = summary.other?.bits ?? 0
  const ranks = summary.categories.map(rankOf)
  while (ranks.filter((rank) => rank >= bits).length > MOST_CATEGORIES) bits += 1
  return bits === (summary.other?.bits ?? 0) ? summary : pooledTo(summary, bits, ranks)
}

/**
 * The summary with only those categories by name whose hash begins with so many zero bits.
 *
 * @param bits at least those that it is kept by already
 */
export function keptBy(summary: CategoricalSummary, bits: number): CategoricalSummary {
  return bits === (summary.other?.bits ?? 0)
    ? summary
    : pooledTo(summary, bits, summary.categories.map(rankOf))
}

/** About how many different categories there are: exactly so many where all are kept by name. */
export function distinctCategories({ categories, other }: CategoricalSummary): number {
  return categories.length * 2 ** (other?.bits ?? 0)
}

function pooledTo(summary: CategoricalSummary, bits: number, ranks: readonly number[]): CategoricalSummary {
  const stays = (_: unknown, i: number) => ranks[i]! >= bits
  const goes = (_: unknown, i: number) => ranks[i]! < bits
  const gone = summary.counts.filter(goes).reduce((sum, count) => sum + count, 0)
  const { weights } = summary
  const other: OtherCategories = {
    bits,
    count: (summary.other?.count ?? 0) + gone,
    ...(weights && { weight: addWeights(summary.other?.weight ?? NO_WEIGHT, weightOf(weights, goes)) }),
  }
  return {
    ...summary,
    categories: summary.categories.filter(stays),
    counts: summary.counts.filter(stays),
    other,
    ...(weights && {
      weights: { ...weights, counts: weights.counts.filter(stays), squares: weights.squares.filter(stays) },
    }),
  }
}

function weightOf({ counts, squares }: Weights, goes: (_: unknown, i: number) => boolean): Weight {
  return { sum: bigTotal(counts.filter(goes)), squares: bigTotal(squares.filter(goes)) }
}

/** With how many zero bits the hash of a name begins. */
function rankOf(name: string): number {
  return Math.clz32(hashText(name, 0x811c9dc5))
}
