import { publishJson } from './json-file.ts'
import { type Night, nightFolder } from './night-keys.ts'
import { type NightOpening, type NightState, nightState } from './night-manifest.ts'
import type { Ports } from './ports.ts'

/** What the rest of the night works from. */
export interface OpenedNight {
  readonly night: Night
  readonly revision: number
  readonly folder: string
  readonly configDigest: string
  readonly hasTraffic: boolean
  /** Absent in nights that an earlier version opened: these do not score. */
  readonly scoresTraffic?: boolean
  readonly openedAt: string
  /** The night had ended whole before: nothing is left to do. */
  readonly alreadyComplete: boolean
  /** Why the night cannot do its work at all: its readers are told, and nothing else is done. */
  readonly fault: string | null
}

/**
 * Takes the night's next revision, or finds that the night is done. A revision that was opened under the same config
 * and has no manifest is taken up again, so a second start after a crash redoes only what is missing. What killed
 * processes left unfinished on this machine is removed first.
 *
 * @param input `force` opens a new revision of a complete night too
 */
export async function openNight(
  input: { readonly night: Night; readonly force: boolean },
  ports: Ports,
): Promise<OpenedNight> {
  const { config, configDigest, fault } = ports.project
  await ports.lake.removeAbandoned()
  const state = await nightState(ports.lake, input.night)
  const alreadyComplete = state?.manifest?.outcome === 'complete' && !input.force
  const resumed = isResumable(state, configDigest)
  const revision = state === null ? 1 : resumed || alreadyComplete ? state.revision : state.revision + 1
  const folder = nightFolder(input.night, revision)
  const continues = input.force ? null : continuedBy(state, configDigest)
  const opening: NightOpening = { openedAt: ports.now().toISOString(), configDigest, continues }
  if (!alreadyComplete && !resumed) await publishJson(ports.lake, `${folder}/opened.json`, opening)
  const openedAt = resumed ? state.opening.openedAt : opening.openedAt
  return {
    night: input.night,
    revision,
    folder,
    configDigest,
    hasTraffic: config.traffic !== undefined,
    ...(config.trafficScoring === undefined ? {} : { scoresTraffic: true }),
    openedAt,
    alreadyComplete,
    fault,
  }
}

function isResumable(
  state: NightState | null,
  configDigest: string,
): state is NightState & { opening: NightOpening } {
  return state !== null && state.manifest === null && state.opening?.configDigest === configDigest
}

/** A revision that ended degraded, failed or cancelled under the same config: what it finished holds. */
function continuedBy(state: NightState | null, configDigest: string): string | null {
  if (!state?.manifest || state.manifest.configDigest !== configDigest) return null
  return nightFolder(state.night, state.revision)
}
