import { nightBefore } from '../../activities/night-keys.ts'
import { checksLevel, familyLevel } from '../../drift/levels.ts'
import { mergeAll } from '../../drift/merge.ts'
import {
  type NightCheck,
  type NightTest,
  nightsToRankAmong,
  testAgainstNights,
} from '../../drift/nights/against-nights.ts'
import { historyDays } from '../../drift/nights/history-days.ts'
import { type ScoredNight, type SummarisedNight, scoreNight } from '../../drift/nights/scores.ts'
import {
  nightsToFreeze,
  type Signal,
  signalAfter,
  signalBefore,
  withFrozen,
} from '../../drift/nights/signal.ts'
import type { Summary } from '../../drift/summary.ts'

/** What the night finds out about one feature. */
export interface ChainCheck {
  readonly test: NightTest
  /** What its corrected p-value is held against. */
  readonly level: number
  readonly current: Summary
  readonly signal: Signal
  /** The recent nights, each; their pool is what effects are against. */
  readonly recent: readonly SummarisedNight[]
  readonly frozen: Summary | null
}

/** The default: 12 alarms a year. */
export const ALARMS_PER_YEAR = 12

/** The level of checks against recent nights that are ranked among so many. */
export function recentLevel(rankedAmong = 0): number {
  return checksLevel('live-against-recent', ALARMS_PER_YEAR, rankedAmong)
}

const FIRST = '2026-01-05'
const RECENT_DAYS = 28

interface Followed {
  readonly signal: Signal | null
  readonly recent: readonly SummarisedNight[]
  readonly frozen: Summary | null
}

/**
 * Runs the nightly path over consecutive nights, each night's state made of the one before, as the activity does with the
 * lake between them. A night is the summaries of its features, in the same order each night.
 */
export class Chain {
  #features: readonly Followed[] = []
  #at = 0

  /** The checks of the next night, which is history from then on; empty while there are fewer than seven nights. */
  next(served: readonly Summary[]): ChainCheck[] {
    const { checks, features } = this.#serve(served)
    this.#features = features
    this.#at += 1
    return checks
  }

  /** The checks of what could be the next night. */
  look(served: readonly Summary[]): ChainCheck[] {
    return this.#serve(served).checks
  }

  #serve(served: readonly Summary[]): { readonly checks: ChainCheck[]; readonly features: Followed[] } {
    const night = nightBefore(FIRST, -this.#at)
    const before = served.map((_, i) =>
      known(this.#features[i] ?? { signal: null, recent: [], frozen: null }),
    )
    const scored = before.map(
      ({ signal }, i) => signal && scoreNight(signal.scores, { summary: served[i]!, night }),
    )
    const features = before.map((feature, i) => ({
      ...feature,
      recent: [...feature.recent, { night, summary: served[i]! }].slice(-RECENT_DAYS),
      signal: feature.signal && signalAfter(feature.signal, scored[i]!, `${night} ${i}`),
    }))
    const first = nightBefore(night, historyDays(recentLevel()))
    const checks = before.flatMap(({ signal }, i): NightCheck[] => {
      const tonight = scored[i]
      return signal && tonight ? [{ tonight, earlier: nightsSince(signal.nights, first) }] : []
    })
    if (checks.length < served.length) return { checks: [], features }
    const whole = familyLevel('live-against-recent', ALARMS_PER_YEAR)
    const level = recentLevel(nightsToRankAmong(checks, whole))
    const tests = testAgainstNights(checks, level)
    return {
      features,
      checks: tests.map((test, i) => ({
        ...{ test, level, current: served[i]!, signal: features[i]!.signal! },
        ...{ recent: before[i]!.recent, frozen: before[i]!.frozen },
      })),
    }
  }
}

/** Nights are ascending, and most are from then on. */
function nightsSince(nights: readonly ScoredNight[], first: string): readonly ScoredNight[] {
  return nights.slice(nights.findIndex(({ night }) => night >= first))
}

function known({ signal: last, recent, frozen }: Followed): Followed {
  if (recent.length === 0) return { signal: last, recent, frozen }
  const pooled = last === null ? mergeAll(recent.map(({ summary }) => summary))[0]! : recent[0]!.summary
  // What is known knows all nights of this lake.
  const signal = signalBefore(last, last === null ? recent : [], pooled)
  const freezing = signal && nightsToFreeze(signal, recent, FIRST)
  if (!signal || !freezing) return { signal, recent, frozen }
  return {
    signal: withFrozen(signal, freezing, 'memory'),
    recent,
    frozen: mergeAll(freezing.map(({ summary }) => summary))[0]!,
  }
}
