import { type Summary, summarySize } from '../summary.ts'
import { FEWEST_NIGHTS } from './against-nights.ts'
import { type ScoredNight, type Scores, type SummarisedNight, scoreNight, scoresOf } from './scores.ts'
import { FROZEN_NIGHTS, followDrift, freeze, type SlowDrift } from './slow-drift.ts'

/** What is known of one feature's nights; a file of every night carries it on to the next. */
export interface Signal {
  readonly scores: Scores
  /** Ascending, each night once. */
  readonly nights: readonly ScoredNight[]
  /** Null until enough nights are frozen. */
  readonly slow: SlowDrift | null
}

/** A year and its day: then a feature begins anew, so nothing older is needed. */
const MOST_NIGHTS = 366

/**
 * What is known before tonight: what the night before knew, and the recent nights that it did not know. A feature
 * becomes a signal with seven recent nights, which fix its scores.
 *
 * @param before as the night before left it; null where it did not know the feature
 * @param recent ascending
 * @param pooled the recent nights together
 */
export function signalBefore(
  before: Signal | null,
  recent: readonly SummarisedNight[],
  pooled: Summary,
): Signal | null {
  const enough = recent.filter(({ summary }) => summarySize(summary) > 0).length >= FEWEST_NIGHTS
  const scores = before?.scores ?? (enough ? scoresOf(pooled) : null)
  if (scores === null) return null
  const known = new Set(before?.nights.map(({ night }) => night))
  const others = recent.flatMap((past) => (known.has(past.night) ? [] : (scoreNight(scores, past) ?? [])))
  const nights =
    before !== null && others.length === 0
      ? before.nights
      : [...(before?.nights ?? []), ...others].sort((a, b) => (a.night < b.night ? -1 : 1))
  return { scores, nights, slow: before?.slow ?? null }
}

/** The recent nights to be frozen now: those from `since` on, once they are enough; null otherwise, or where some are. */
export function nightsToFreeze(
  { slow, nights }: Signal,
  recent: readonly SummarisedNight[],
  since: string,
): readonly SummarisedNight[] | null {
  if (slow !== null) return null
  const usable = new Set(nights.map(({ night }) => night))
  const frozen = recent.filter(({ night }) => night >= since && usable.has(night))
  return frozen.length >= FROZEN_NIGHTS ? frozen : null
}

/** The signal with these nights frozen. */
export function withFrozen(signal: Signal, frozen: readonly SummarisedNight[], keptIn: string): Signal {
  const dates = new Set(frozen.map(({ night }) => night))
  const nights = signal.nights.filter(({ night }) => dates.has(night))
  return { ...signal, slow: freeze(nights, keptIn) }
}

/**
 * What is known after tonight; of a night with too few rows, nothing more.
 *
 * @param seed names the night and the feature
 */
export function signalAfter(before: Signal, tonight: ScoredNight | null, seed: string): Signal {
  if (tonight === null) return before
  const { slow, nights } = before
  return {
    ...before,
    nights: [...nights, tonight].slice(-MOST_NIGHTS),
    slow: slow && followDrift(slow, { tonight, earlier: nights }, seed),
  }
}
