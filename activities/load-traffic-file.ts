import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { loadTraffic } from '../queries/load-traffic.ts'
import { whyUnreadable } from './find-files.ts'
import { publishJson, readJson } from './json-file.ts'
import { type TrafficPlan, trafficPlanKey } from './plan-traffic.ts'
import type { Attempt, Ports } from './ports.ts'
import { withScratch } from './scratch.ts'

/** Part of a loaded file's name: change it whenever mapping, redaction or features change what is stored. */
const FEATURES_VERSION = 2

/** What became of one log file; its presence in the lake says that the file is loaded. */
export interface LoadedFile {
  readonly name: string
  readonly digest: string
  /** The night whose run loaded it first. */
  readonly loadedIn: string
  readonly nights: readonly { readonly date: string; readonly records: number }[]
  readonly records: number
  readonly duplicates: number
  readonly quarantined: number
  readonly reasons: readonly { readonly reason: string; readonly count: number }[]
}

export interface LoadTrafficFileInput {
  readonly night: string
  readonly folder: string
  readonly configDigest: string
  /** Place in the night's plan. */
  readonly index: number
}

/**
 * Brings one log file into the lake: normalised records with features by night, bad lines in quarantine. A file is
 * known by its digest, so a file that was loaded before costs a look, and one that was added to is loaded anew.
 */
export async function loadTrafficFile(
  input: LoadTrafficFileInput,
  ports: Ports,
  attempt: Attempt,
): Promise<{ readonly nightRecords: number; readonly quarantined: number }> {
  const key = loadedFileKey(input.folder, input.index)
  const loaded = (await readJson<LoadedFile>(ports.lake, key)) ?? (await loadPlanned(input, ports, attempt))
  await publishJson(ports.lake, key, loaded)
  const ofNight = recordsOf(loaded, input.night)
  return { nightRecords: ofNight, quarantined: ofNight > 0 ? loaded.quarantined : 0 }
}

/** Where a night's run notes what became of the file at a place of its plan. */
export function loadedFileKey(folder: string, index: number): string {
  return `${folder}/plan/loaded-${String(index).padStart(5, '0')}.json`
}

/** How many of a file's records are of a night. */
export function recordsOf(file: LoadedFile, night: string): number {
  return file.nights.find((each) => each.date === night)?.records ?? 0
}

async function loadPlanned(input: LoadTrafficFileInput, ports: Ports, attempt: Attempt): Promise<LoadedFile> {
  const plan = await readJson<TrafficPlan>(ports.lake, trafficPlanKey(input.folder))
  const file = plan?.files[input.index]
  if (file === undefined)
    throw new Error(`Cannot load log file ${input.index}: the plan of ${input.folder} has no such file.`)
  const digest = await trafficDigest(file.path, ports)
  attempt.heartbeat()
  return (
    (await readJson<LoadedFile>(ports.lake, loadedMarkerKey(digest))) ??
    load(file, digest, { ports, night: input.night })
  )
}

async function load(
  file: TrafficPlan['files'][number],
  digest: string,
  { ports, night }: { readonly ports: Ports; readonly night: string },
): Promise<LoadedFile> {
  const { lake, project } = ports
  return withScratch(lake, async ({ db, folder }) => {
    const { timezone } = project.config.schedule
    const loaded = await loadTraffic(db, { source: file.path, sourceName: file.name, timezone, folder })
    for (const { date, file: path } of loaded.dates)
      await lake.publishFile(`traffic/date=${date}/${digest}.parquet`, path)
    if (loaded.quarantine !== null) await lake.publishFile(`quarantine/${digest}.parquet`, loaded.quarantine)
    const { records, duplicates, quarantined, reasons } = loaded
    const nights = loaded.dates.map((each) => ({ date: each.date, records: each.records }))
    const counts = { records, duplicates, quarantined, reasons }
    const marker: LoadedFile = { name: file.name, digest, loadedIn: night, nights, ...counts }
    await publishJson(lake, loadedMarkerKey(digest), marker)
    return marker
  })
}

/** Where the lake notes what became of a log file of a digest. */
export function loadedMarkerKey(digest: string): string {
  return `traffic/loaded/${digest}.json`
}

/** Digest of the file's bytes and of what is done to them. */
async function trafficDigest(path: string, { project }: Ports): Promise<string> {
  const hash = createHash('sha256').update(`${FEATURES_VERSION} ${project.config.schedule.timezone}\0`)
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array)
  } catch (cause) {
    throw new Error(`Cannot read the log file ${path}: ${whyUnreadable(cause)}`, { cause })
  }
  return hash.digest('hex').slice(0, 32)
}
