import { seededRandom } from '../../stats/random.ts'
import { bettingOn, NO_BETS, type RankBets, wealthOf } from '../../stats/rank-bets.ts'
import { smoothedRank } from '../../stats/smoothed-rank.ts'
import type { ScoredNight } from './scores.ts'
import { weekdayGroups } from './weekdays.ts'

/** So many nights are frozen as what later ones are held against. */
export const FROZEN_NIGHTS = 14

/** The evidence, so far, that a feature drifts away from its frozen nights. */
export interface SlowDrift {
  /** The first frozen night. */
  readonly since: string
  /** The last one. */
  readonly until: string
  /** Where the summary of the frozen nights is kept. */
  readonly keptIn: string
  /** Bets on each number of the feature. */
  readonly bets: readonly RankBets[]
}

/** Before the first bet against these nights. */
export function freeze(nights: readonly ScoredNight[], keptIn: string): SlowDrift {
  const [first] = nights
  return {
    since: first!.night,
    until: nights.at(-1)!.night,
    keptIn,
    bets: first!.values.map(() => NO_BETS),
  }
}

/**
 * The evidence after one more night. Tonight is ranked among all nights since the first frozen one; for exchangeable
 * nights these ranks are uniform and independent, whatever the nights' distribution and however few were frozen, so the
 * wealth of bets against them is an e-process.
 *
 * @param earlier nights that have as many numbers, ascending; those before the first frozen one are left out
 * @param seed breaks ties; names the night and the feature
 */
export function followDrift(
  drift: SlowDrift,
  { tonight, earlier }: { readonly tonight: ScoredNight; readonly earlier: readonly ScoredNight[] },
  seed: string,
): SlowDrift {
  const nights = [...earlier.filter(({ night }) => night >= drift.since), tonight]
  const { groupOf } = weekdayGroups(tonight.night, nights.slice(0, -1))
  const groups = nights.map(({ night }) => groupOf(night))
  const random = seededRandom(seed)
  const bets = drift.bets.map((bet, i) => {
    const errors = standardised(
      column(nights, ({ values }) => values[i]!),
      column(nights, ({ variances }) => variances[i]!),
      groups,
    )
    return bettingOn(bet, smoothedRank(errors.at(-1)!, errors, random))
  })
  return { ...drift, bets }
}

/** A loop: `Float64Array.from` takes several times as long, and this is most of what following a year costs. */
function column(nights: readonly ScoredNight[], numberOf: (night: ScoredNight) => number): Float64Array {
  const numbers = new Float64Array(nights.length)
  for (let at = 0; at < nights.length; at += 1) numbers[at] = numberOf(nights[at]!)
  return numbers
}

/** How much evidence there is: 1 at first; with no drift it ever reaches c with probability at most 1/c. */
export function evidenceOf({ bets }: SlowDrift): number {
  return bets.reduce((sum, bet) => sum + wealthOf(bet), 0) / bets.length
}

/** How far each night lies from the mean of its group, and less far in proportion where it is measured less exactly. */
function standardised(
  values: Float64Array,
  variances: Float64Array,
  groups: readonly number[],
): Float64Array {
  const errors = distances(values, groups)
  const sampling = meanOf(variances)
  const spread = Math.max(meanOf(errors.map((error) => error * error)), sampling)
  if (spread === 0) return errors
  return errors.map((error, at) => error / Math.sqrt(1 + Math.max(0, variances[at]! - sampling) / spread))
}

/** Groups are weekdays, from 0 to 6, or all 0. */
function distances(values: Float64Array, groups: readonly number[]): Float64Array {
  const sums = new Float64Array(7)
  const sizes = new Float64Array(7)
  // Above the first value, so that equal values are at distance 0 exactly: rounding must not break their ties.
  const above = values.map((value) => value - values[0]!)
  for (let at = 0; at < above.length; at += 1) {
    sums[groups[at]!]! += above[at]!
    sizes[groups[at]!]! += 1
  }
  return above.map((value, at) => {
    const size = sizes[groups[at]!]!
    // A mean that the night itself is part of lies nearer to it.
    return size === 1 ? 0 : (value - sums[groups[at]!]! / size) / Math.sqrt(1 - 1 / size)
  })
}

function meanOf(numbers: Float64Array): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}
