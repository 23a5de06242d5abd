import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { whyUnreadable } from './find-files.ts'
import { publishJson, readJson } from './json-file.ts'
import { type Loading, loadIntoLake } from './load-into-lake.ts'
import {
  type LoadedFile,
  type LoadedInRun,
  loadedFileKey,
  loadedMarkerKey,
  recordsOf,
} from './loaded-file.ts'
import { logTreatment, treatmentKey } from './log-treatment.ts'
import { type PlannedLog, type TrafficPlan, trafficPlanKey } from './plan-traffic.ts'
import type { Attempt, Ports } from './ports.ts'
import { noteSeenLog } from './seen-logs.ts'

/** In bytes. Pieces of Node's 64 kB take longer to fetch than to digest. */
const PIECE = 1 << 20

export interface LoadTrafficFileInput {
  readonly night: string
  readonly folder: string
  readonly configDigest: string
  /** Place in the night's plan. */
  readonly index: number
}

/**
 * Brings one log file into the lake: normalised records with features by night, bad lines in quarantine. A file is
 * known by its digest, so a file that was loaded before costs a look, and one that was added to is loaded anew; a
 * version that was read before (by name, size, and ETag or time of change) is not even looked at.
 */
export async function loadTrafficFile(
  input: LoadTrafficFileInput,
  ports: Ports,
  attempt: Attempt,
): Promise<{ readonly nightRecords: number; readonly quarantined: number }> {
  const key = loadedFileKey(input.folder, input.index)
  const loaded = (await readJson<LoadedInRun>(ports.lake, key)) ?? (await loadPlanned(input, ports, attempt))
  await publishJson(ports.lake, key, loaded)
  const ofNight = recordsOf(loaded, input.night)
  return { nightRecords: ofNight, quarantined: ofNight > 0 ? loaded.quarantined : 0 }
}

async function loadPlanned(
  input: LoadTrafficFileInput,
  ports: Ports,
  attempt: Attempt,
): Promise<LoadedInRun> {
  const plan = await readJson<TrafficPlan>(ports.lake, trafficPlanKey(input.folder))
  const file = plan?.files[input.index]
  if (file === undefined)
    throw new Error(`Cannot load log file ${input.index}: the plan of ${input.folder} has no such file.`)
  const known = file.digest && (await readJson<LoadedFile>(ports.lake, loadedMarkerKey(file.digest)))
  if (known) return { ...known, changed: false }
  const scratch = await ports.lake.temporaryFolder()
  try {
    return await stageAndLoad(file, { night: input.night, ports, attempt, scratch })
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function stageAndLoad(planned: PlannedLog, given: Loading): Promise<LoadedInRun> {
  const { night, ports, attempt, scratch } = given
  const { path, file } = await ports.logs.stage(planned.name, {
    folder: scratch,
    signal: attempt.signal,
  })
  attempt.heartbeat()
  const how = logTreatment(ports.project, planned.source)
  const treatment = treatmentKey(how, ports.project)
  const digest = await trafficDigest(path, treatment)
  attempt.heartbeat()
  const known = await readJson<LoadedFile>(ports.lake, loadedMarkerKey(digest))
  const loaded = known ?? (await loadIntoLake({ path, name: planned.name, digest, how }, given))
  await noteSeenLog(ports.lake, { file, treatment, digest, loadedIn: night })
  const changed = file.bytes !== planned.bytes || differs(file.version, planned.version)
  return { ...loaded, changed }
}

/** Whether two versions are known to be different ones. */
function differs(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a !== b
}

/** Digest of the file's bytes and of what is done to them. */
async function trafficDigest(path: string, treatment: string): Promise<string> {
  const hash = createHash('sha256').update(`${treatment}\0`)
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: PIECE }))
      hash.update(chunk as Uint8Array)
  } catch (cause) {
    throw new Error(`Cannot read the log file ${path}: ${whyUnreadable(cause)}`, { cause })
  }
  return hash.digest('hex').slice(0, 32)
}
