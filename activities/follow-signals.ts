import { mergeAll } from '../drift/merge.ts'
import { type ScoredNight, type SummarisedNight, scoreNight } from '../drift/nights/scores.ts'
import { nightsToFreeze, type Signal, signalAfter, signalBefore, withFrozen } from '../drift/nights/signal.ts'
import type { SlowDrift } from '../drift/nights/slow-drift.ts'
import type { Summary } from '../drift/summary.ts'
import type { Pair } from './compare-pairs.ts'
import type { DependenceByCheck } from './dependence-in-lake.ts'
import { frozenKey, publishFrozen, readFrozen } from './frozen-in-lake.ts'
import type { Lake } from './ports.ts'
import { beginSignals, type NightAmongRecent, publishSignals } from './signals-in-lake.ts'
import type { RecentSummaries } from './summaries-in-lake.ts'

/** Tonight of one check among its nights. */
export interface FollowedCheck {
  readonly pair: Pair
  /** Tonight's numbers; null where nothing is known yet, or it has too few rows. */
  readonly tonight: ScoredNight | null
  /** Earlier nights, ascending. */
  readonly earlier: readonly ScoredNight[]
  /** How many recent nights have the feature. */
  readonly recent: number
  /** The evidence after tonight, and the frozen nights that it is about; null until enough are frozen. */
  readonly slow: { readonly drift: SlowDrift; readonly frozen: Summary } | null
}

const INDEPENDENT = { designEffect: 1 }

interface Known {
  readonly pair: Pair
  /** The recent nights that have the feature. */
  readonly past: readonly SummarisedNight[]
  readonly signal: Signal | null
}

/**
 * Brings what is known of the nights of each check up to tonight, and publishes it for the next night. It is made of what
 * the night before knew, so that a night that is run again counts once.
 */
export async function followSignals(
  pairs: readonly Pair[],
  at: NightAmongRecent,
  { lake, dependence }: { readonly lake: Lake; readonly dependence: DependenceByCheck },
): Promise<FollowedCheck[]> {
  const begun = await beginSignals(at, lake)
  const signals = new Map(begun.signals.map((signal) => [signal.feature, signal]))
  const known = pairs.map((pair) => knownBefore(pair, signals.get(pair.current.feature), at.recent))
  const before = await withFrozenNights(known, { since: begun.since, folder: at.folder }, lake)
  const followed = before.map(({ pair, past, signal, frozen }) => {
    const { designEffect } = dependence.get(pair.current.feature) ?? INDEPENDENT
    const tonight =
      signal && scoreNight(signal.scores, { summary: pair.current, night: at.night, designEffect })
    const after = signal && signalAfter(signal, tonight, `${at.night} slow-drift ${pair.current.feature}`)
    if (after) signals.set(pair.current.feature, { ...after, feature: pair.current.feature })
    const slow = after?.slow && frozen ? { drift: after.slow, frozen } : null
    return { pair, tonight, earlier: signal?.nights ?? [], recent: past.length, slow }
  })
  await publishSignals(lake, at.folder, { ...begun, signals: [...signals.values()] })
  return followed
}

function knownBefore(pair: Pair, before: Signal | undefined, recent: RecentSummaries): Known {
  const past = recent.nights.flatMap(({ night, summaries, dependence }) => {
    const summary = summaries.get(pair.feature)
    const { designEffect } = dependence?.get(pair.current.feature) ?? INDEPENDENT
    return summary === undefined ? [] : [{ night, summary: pair.takes(summary), designEffect }]
  })
  return { pair, past, signal: signalBefore(before ?? null, past, pair.reference) }
}

interface Frozen extends Known {
  readonly frozen: Summary | undefined
}

/** Freezes the nights of the checks that have enough, and reads those that are frozen. */
async function withFrozenNights(
  known: readonly Known[],
  { since, folder }: { readonly since: string; readonly folder: string },
  lake: Lake,
): Promise<Frozen[]> {
  const freezing = known.map(({ signal, past }) => signal && nightsToFreeze(signal, past, since))
  const pooled = mergeAll(freezing.flatMap((nights) => nights?.map(({ summary }) => summary) ?? []))
  if (pooled.length > 0) await publishFrozen(lake, folder, pooled)
  const signals = known.map(({ signal }, i) => {
    const nights = freezing[i]
    return signal && nights ? withFrozen(signal, nights, frozenKey(folder)) : signal
  })
  const files = await readFrozen(
    lake,
    signals.flatMap((signal) => signal?.slow?.keptIn ?? []),
  )
  return known.map((each, i) => readable({ ...each, signal: signals[i]! }, files))
}

/** What cannot be read any more is frozen anew. */
function readable(known: Known, files: Awaited<ReturnType<typeof readFrozen>>): Frozen {
  const { pair, signal } = known
  const frozen = signal?.slow ? files.get(signal.slow.keptIn)?.get(pair.current.feature) : undefined
  return { ...known, frozen, signal: signal && (frozen ? signal : { ...signal, slow: null }) }
}
