/** One statistic now and on earlier occasions, each computed in the same way from all others; larger is stranger. */
export interface RankedStatistic {
  readonly current: number
  /** Occasions in one order for all statistics; null where this one has no value. */
  readonly earlier: readonly (number | null)[]
}

/**
 * Which of many statistics are stranger now than on exchangeable earlier occasions, all of them together?
 * Westfall & Young's (1993) step-down max-T, with earlier occasions in place of permutations: the largest statistic is
 * ranked among the largest of every occasion, the second among the largest of all but the first, and so on.
 * Controls the chance of any false rejection whatever the distributions and however the statistics hang together.
 *
 * @returns adjusted p-values in the order given; the smallest is 1 / (occasions + 1)
 * @example stepDownRanks([{ current: 9, earlier: [1, 2, 3] }, { current: 2, earlier: [1, 1, 1] }]) // [0.25, 0.25]
 */
export function stepDownRanks(statistics: readonly RankedStatistic[]): number[] {
  const ascending = statistics
    .map((_, i) => i)
    .sort((a, b) => statistics[a]!.current - statistics[b]!.current)
  const largest: number[] = []
  const own = new Array<number>(statistics.length).fill(1)
  for (const index of ascending) {
    const statistic = statistics[index]!
    statistic.earlier.forEach((value, at) => {
      largest[at] = Math.max(largest[at] ?? Number.NEGATIVE_INFINITY, value ?? Number.NEGATIVE_INFINITY)
    })
    own[index] = rankAmong(statistic, largest)
  }
  return monotone(own, ascending)
}

/** Occasions on which a statistic has no value do not count for it. */
function rankAmong({ current, earlier }: RankedStatistic, largest: readonly number[]): number {
  let occasions = 1
  let asLarge = 1
  earlier.forEach((value, at) => {
    if (value === null) return
    occasions += 1
    if (largest[at]! >= current) asLarge += 1
  })
  return asLarge / occasions
}

/** A statistic is never called before one that is larger. */
function monotone(own: readonly number[], ascending: readonly number[]): number[] {
  const adjusted = new Array<number>(own.length)
  let most = 0
  for (const index of ascending.toReversed()) {
    most = Math.max(most, own[index]!)
    adjusted[index] = most
  }
  return adjusted
}
