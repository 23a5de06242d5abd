import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { loadTraffic } from '../queries/load-traffic.ts'
import type { LogTreatment } from '../queries/log-format.ts'
import { whyUnreadable } from './find-files.ts'
import { publishJson, readJson } from './json-file.ts'
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
import { publishFileSample } from './samples-in-lake.ts'
import { type Scratch, withScratch } from './scratch.ts'
import { noteSeenLog } from './seen-logs.ts'

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
  return withScratch(ports.lake, (scratch) =>
    stageAndLoad(file, { night: input.night, ports, attempt, scratch }),
  )
}

async function stageAndLoad(planned: PlannedLog, given: LoadWorld): Promise<LoadedInRun> {
  const { night, ports, attempt, scratch } = given
  const { path, file } = await ports.logs.stage(planned.name, {
    folder: scratch.folder,
    signal: attempt.signal,
  })
  attempt.heartbeat()
  const how = logTreatment(ports.project, planned.source)
  const treatment = treatmentKey(how, ports.project)
  const digest = await trafficDigest(path, treatment)
  attempt.heartbeat()
  const known = await readJson<LoadedFile>(ports.lake, loadedMarkerKey(digest))
  const loaded = known ?? (await load({ path, name: planned.name, digest, how }, given))
  await noteSeenLog(ports.lake, { file, treatment, digest, loadedIn: night })
  const changed = file.bytes !== planned.bytes || differs(file.version, planned.version)
  return { ...loaded, changed }
}

interface LoadWorld {
  readonly night: string
  readonly ports: Ports
  readonly attempt: Attempt
  readonly scratch: Scratch
}

interface LogToLoad {
  readonly path: string
  readonly name: string
  readonly digest: string
  readonly how: LogTreatment
}

async function load(
  { path, name, digest, how }: LogToLoad,
  { night, ports, attempt, scratch }: LoadWorld,
): Promise<LoadedFile> {
  const { lake, project } = ports
  const { folder } = scratch
  const { features } = project.config
  const loaded = await loadTraffic(scratch.db, { ...how, source: path, sourceName: name, folder, features })
  for (const { date, file, sample } of loaded.dates) {
    await publishFileSample({ path: sample, date, digest }, { ports, attempt, scratch })
    await lake.publishFile(`traffic/date=${date}/${digest}.parquet`, file)
  }
  if (loaded.quarantine !== null) await lake.publishFile(`quarantine/${digest}.parquet`, loaded.quarantine)
  const { records, duplicates, leftOut, quarantined, reasons } = loaded
  const nights = loaded.dates.map((each) => ({ date: each.date, records: each.records }))
  const featureFailures = Object.fromEntries(loaded.featureFailures)
  const counts = { records, duplicates, leftOut, quarantined, reasons, featureFailures }
  const marker: LoadedFile = { name, digest, loadedIn: night, nights, ...counts }
  await publishJson(lake, loadedMarkerKey(digest), marker)
  return marker
}

/** Whether two versions are known to be different ones. */
function differs(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a !== b
}

/** Digest of the file's bytes and of what is done to them. */
async function trafficDigest(path: string, treatment: string): Promise<string> {
  const hash = createHash('sha256').update(`${treatment}\0`)
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array)
  } catch (cause) {
    throw new Error(`Cannot read the log file ${path}: ${whyUnreadable(cause)}`, { cause })
  }
  return hash.digest('hex').slice(0, 32)
}
