import type { Delivery } from '../drift/delivery.ts'
import type { NightReport, Outcome, StageReport } from '../report/night-report.ts'
import { readJson } from './json-file.ts'
import { type Night, nightBefore, nightFolder, revisionsIn } from './night-keys.ts'
import type { Lake } from './ports.ts'

/** What a night left behind, as `nightdrift night --json` prints it. Its presence says that the revision has ended. */
export interface NightManifest {
  readonly night: Night
  readonly revision: number
  readonly outcome: Outcome
  readonly suite: string
  readonly configDigest: string
  readonly stages: readonly StageReport[]
  readonly missing: readonly string[]
  /** What a person should know that is no finding. */
  readonly facts: readonly string[]
  readonly findings: readonly ManifestFinding[]
  readonly checks: NightReport['checks']
  /** A scored sample of the traffic, and what judging it cost; null where none was scored. */
  readonly scoring?: NightReport['scoring']
  readonly deliveries: readonly Delivery[]
  /** Path or URL of the report page; null when it could not be rendered. */
  readonly report: string | null
  readonly startedAt: string
  readonly finishedAt: string
}

/** A finding without its texts; `findings.json` beside the manifest holds it whole. */
export interface ManifestFinding {
  readonly fingerprint: string
  readonly title: string
  readonly check: string
  readonly slice: string
  readonly direction: string
  readonly effect: { readonly name: string; readonly value: number } | null
  readonly adjustedPValue: number | null
  readonly where: readonly string[]
}

/** Written first thing: a night that has this and no manifest was terminated, timed out, or is running. */
export interface NightOpening {
  readonly openedAt: string
  readonly configDigest: string
  /** Folder of the revision whose finished work this one takes over: it ran under the same config and did not end whole. */
  readonly continues?: string | null
}

/** What the lake knows of the newest revision of a night. */
export interface NightState {
  readonly night: Night
  readonly revision: number
  readonly opening: NightOpening | null
  readonly manifest: NightManifest | null
}

/** The newest revision of a night, or `null` when the night was never opened. */
export async function nightState(lake: Lake, night: Night): Promise<NightState | null> {
  const revision = revisionsIn(await lake.list(`nights/${night}`), night).at(-1)
  if (revision === undefined) return null
  const folder = nightFolder(night, revision)
  const opening = await readJson<NightOpening>(lake, `${folder}/opened.json`)
  const manifest = await readJson<NightManifest>(lake, `${folder}/manifest.json`)
  return { night, revision, opening, manifest }
}

/**
 * The manifest of a night's newest revision that was compared; null where there is none. A further revision that failed, or
 * is running, takes nothing back of what the one before it told.
 */
export async function comparedManifest(lake: Lake, night: Night): Promise<NightManifest | null> {
  const revisions = revisionsIn(await lake.list(`nights/${night}`), night)
  for (const revision of revisions.toReversed()) {
    const manifest = await readJson<NightManifest>(lake, `${nightFolder(night, revision)}/manifest.json`)
    if (manifest?.outcome === 'complete' || manifest?.outcome === 'degraded') return manifest
  }
  return null
}

/** How far ahead a night looks for later ones: as far as recent nights are compared. */
const LOOK_AHEAD_DAYS = 28

/**
 * The first later night that was compared, if there is one: then this night is history, and issues are not its to
 * change. A night that failed or was cancelled left no word on issues.
 */
export async function laterNight(lake: Lake, night: Night): Promise<Night | null> {
  for (let days = 1; days <= LOOK_AHEAD_DAYS; days += 1) {
    const later = nightBefore(night, -days)
    if ((await comparedManifest(lake, later)) !== null) return later
  }
  return null
}
