import type { Signal } from '../drift/nights/signal.ts'
import { NIGHTLY_BASELINE, newestBaseline } from './accept-baseline.ts'
import { readJson } from './json-file.ts'
import { nightBefore, nightFolder } from './night-keys.ts'
import { nightState } from './night-manifest.ts'
import type { Lake } from './ports.ts'
import type { RecentSummaries } from './summaries-in-lake.ts'

/** `signals.json` of a night: what it knows of the nights up to itself, made of what the night before knew. */
export interface NightSignals {
  readonly version: number
  /** Nights from this one on may be frozen. */
  readonly since: string
  /** When the baseline was accepted that was in force. */
  readonly baseline: string | null
  readonly signals: readonly (Signal & { readonly feature: string })[]
}

/** A night in the lake, and the recent ones. */
export interface NightAmongRecent {
  readonly night: string
  readonly folder: string
  readonly recent: RecentSummaries
}

/** Another layout begins anew. */
const SIGNALS_VERSION = 1

/** As far as recent nights are compared: after a longer break nothing is known. */
const LOOK_BACK_DAYS = 28

const A_YEAR = 365

/**
 * What a night begins with: what the last night before it knew. Where a baseline was accepted since, nothing is frozen
 * any more: what traffic is like now is accepted. After a year everything begins anew.
 */
export async function beginSignals(at: NightAmongRecent, lake: Lake): Promise<NightSignals> {
  const before = await signalsBefore(lake, at.night)
  const baseline = (await newestBaseline(lake, NIGHTLY_BASELINE))?.at ?? null
  const anew = { version: SIGNALS_VERSION, since: at.night, baseline }
  if (before === null) return { ...anew, since: at.recent.nights[0]?.night ?? at.night, signals: [] }
  if (before.since <= nightBefore(at.night, A_YEAR)) return { ...anew, signals: [] }
  if (before.baseline === baseline) return before
  return { ...anew, signals: before.signals.map((signal) => ({ ...signal, slow: null })) }
}

async function signalsBefore(lake: Lake, night: string): Promise<NightSignals | null> {
  for (let days = 1; days <= LOOK_BACK_DAYS; days += 1) {
    const state = await nightState(lake, nightBefore(night, days))
    const known =
      state && (await readJson<NightSignals>(lake, signalsKey(nightFolder(state.night, state.revision))))
    if (known?.version === SIGNALS_VERSION) return known
  }
  return null
}

/** Publishes what is known after a night, for the next one. */
export async function publishSignals(lake: Lake, folder: string, signals: NightSignals): Promise<void> {
  // A year of nights of every feature: indented it would be three times as long.
  await lake.publish(signalsKey(folder), JSON.stringify(signals))
}

function signalsKey(folder: string): string {
  return `${folder}/signals.json`
}
