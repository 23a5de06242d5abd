import { nightBefore } from '../../activities/night-keys.ts'
import { familyLevel } from '../../drift/levels.ts'
import { mergeAll } from '../../drift/merge.ts'
import { type NightCheck, type NightTest, testAgainstNights } from '../../drift/nights/against-nights.ts'
import { historyDays } from '../../drift/nights/history-days.ts'
import { scoreNight } from '../../drift/nights/scores.ts'
import {
  nightsToFreeze,
  type PastNight,
  type Signal,
  signalAfter,
  signalBefore,
  withFrozen,
} from '../../drift/nights/signal.ts'
import type { Summary } from '../../drift/summary.ts'

/** What the night finds out about one feature. */
export interface ChainCheck {
  readonly test: NightTest
  readonly current: Summary
  readonly signal: Signal
  /** The recent nights, each; their pool is what effects are against. */
  readonly recent: readonly PastNight[]
  readonly frozen: Summary | null
}

/** The default: 12 alarms a year. */
export const ALARMS_PER_YEAR = 12
export const RECENT_LEVEL = familyLevel('live-against-recent', ALARMS_PER_YEAR)

const FIRST = '2026-01-05'
const RECENT_DAYS = 28

interface Followed {
  readonly signal: Signal | null
  readonly recent: readonly PastNight[]
  readonly frozen: Summary | null
}

/**
 * Runs the nightly path over consecutive nights, each night's state made of the one before, as the activity does with the
 * lake between them.
 *
 * @param served gives the summaries of a night, one a feature, in the same order each night
 * @param level of live against recent nights; how it is split is the caller's
 */
export class Chain {
  #features: Followed[] = []
  #at = 0

  /** The night's checks; empty while there are fewer than seven nights before it. */
  next(served: readonly Summary[]): ChainCheck[] {
    const night = nightBefore(FIRST, -this.#at)
    this.#at += 1
    const before = served.map((_, i) => this.#features[i] ?? { signal: null, recent: [], frozen: null })
    const ready = before.map(known)
    const scored = ready.map(({ signal }, i) => signal && scoreNight(signal.scores, served[i]!, night))
    this.#features = ready.map((feature, i) => ({
      ...feature,
      recent: [...feature.recent, { night, summary: served[i]! }].slice(-RECENT_DAYS),
      signal: feature.signal && signalAfter(feature.signal, scored[i]!, `${night} ${i}`),
    }))
    const first = nightBefore(night, historyDays(RECENT_LEVEL))
    const checks = ready.flatMap(({ signal }, i): NightCheck[] => {
      const tonight = scored[i]
      return signal && tonight
        ? [{ tonight, earlier: signal.nights.filter((one) => one.night >= first) }]
        : []
    })
    if (checks.length < served.length) return []
    return testAgainstNights(checks, RECENT_LEVEL).map((test, i) => ({
      test,
      current: served[i]!,
      signal: this.#features[i]!.signal!,
      recent: ready[i]!.recent,
      frozen: ready[i]!.frozen,
    }))
  }
}

function known({ signal: last, recent, frozen }: Followed): Followed {
  if (recent.length === 0) return { signal: last, recent, frozen }
  const pooled = last === null ? mergeAll(recent.map(({ summary }) => summary))[0]! : recent[0]!.summary
  const signal = signalBefore(last, recent, pooled)
  const freezing = signal && nightsToFreeze(signal, recent, FIRST)
  if (!signal || !freezing) return { signal, recent, frozen }
  return {
    signal: withFrozen(signal, freezing, 'memory'),
    recent,
    frozen: mergeAll(freezing.map(({ summary }) => summary))[0]!,
  }
}
