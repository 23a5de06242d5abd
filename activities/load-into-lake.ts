import { join } from 'node:path'
import type { LoadedTraffic, LoadTrafficOptions } from '../queries/traffic/load-traffic.ts'
import type { LogTreatment } from '../queries/traffic/log-format.ts'
import { quarantineFile } from '../queries/traffic/quarantine-file.ts'
import { publishJson } from './json-file.ts'
import { type LoadedFile, loadedMarkerKey } from './loaded-file.ts'
import { LoaderDied } from './loader-died.ts'
import { drawnOfFile } from './log-treatment.ts'
import type { Attempt, Lake, Ports } from './ports.ts'
import { publishFileSample } from './samples-in-lake.ts'
import { type Scratch, withScratch } from './scratch.ts'

/** Once may be bad luck, as when another program took the memory. */
const MOST_DEATHS = 2

const DEADLY = 'the file ended the process that read it, or took all of its memory, twice'

/** A log file as it lies here, known by the digest of its bytes and of what is done to them. */
export interface LogToLoad {
  readonly path: string
  readonly name: string
  readonly digest: string
  readonly how: LogTreatment
}

/** What loading a file needs beside the file. */
export interface Loading {
  readonly night: string
  readonly ports: Ports
  readonly attempt: Attempt
  /** A folder for unfinished files. */
  readonly scratch: string
}

/**
 * Loads a log file and publishes its records and its quarantine, and last the note that says so. A file that ended the
 * loading process twice, whenever that was, is quarantined whole.
 */
export async function loadIntoLake(log: LogToLoad, loading: Loading): Promise<LoadedFile> {
  const { lake } = loading.ports
  const { digest, name } = log
  const loaded = await loadOrQuarantine(log, loading)
  const embedderFault = await publishRecords(loaded, log, loading)
  if (loaded.quarantine !== null) await lake.publishFile(`quarantine/${digest}.parquet`, loaded.quarantine)
  const { records, duplicates, leftOut, quarantined, reasons } = loaded
  const featureFailures = Object.fromEntries(loaded.featureFailures)
  const nights = loaded.dates.map((each) => ({ date: each.date, records: each.records }))
  const counts = { records, duplicates, leftOut, quarantined, reasons, featureFailures }
  const marker: LoadedFile = { name, digest, loadedIn: loading.night, nights, ...counts, embedderFault }
  await publishJson(lake, loadedMarkerKey(digest), marker)
  return marker
}

/** @returns why some sampled requests have no vectors, null when all have */
async function publishRecords(
  { dates }: LoadedTraffic,
  { digest }: LogToLoad,
  loading: Loading,
): Promise<string | null> {
  const { ports, attempt, scratch } = loading
  if (dates.length === 0) return null
  const work = async ({ db }: Scratch) => {
    let fault: string | null = null
    const world = { ports, attempt, scratch: { db, folder: scratch } }
    for (const { date, file, sample } of dates) {
      fault = (await publishFileSample({ path: sample, date, digest }, world)) ?? fault
      await ports.lake.publishFile(`traffic/date=${date}/${digest}.parquet`, file)
    }
    return fault
  }
  return withScratch(ports.lake, work, ports.project.config.duckdb)
}

async function loadOrQuarantine(log: LogToLoad, loading: Loading): Promise<LoadedTraffic> {
  const { ports, attempt, scratch } = loading
  const { features } = ports.project.config
  const options: LoadTrafficOptions = {
    ...log.how,
    source: log.path,
    sourceName: log.name,
    folder: scratch,
    features,
    sampleSize: drawnOfFile(ports.project),
  }
  for (let deaths = await deathsOf(log.digest, ports.lake); deaths < MOST_DEATHS; deaths += 1) {
    try {
      return await ports.loader.load(options, attempt.signal)
    } catch (error) {
      if (!(error instanceof LoaderDied)) throw error
      await publishJson(ports.lake, `${deathsFolder(log.digest)}/${deaths + 1}.json`, {
        name: log.name,
        night: loading.night,
      })
    }
  }
  return wholeInQuarantine(log, loading)
}

async function wholeInQuarantine({ name }: LogToLoad, { ports, scratch }: Loading): Promise<LoadedTraffic> {
  const quarantine = join(scratch, 'quarantine.parquet')
  await withScratch(ports.lake, ({ db }) =>
    quarantineFile(db, { source: name, reason: DEADLY, path: quarantine }),
  )
  const reasons = [{ reason: DEADLY, count: 1 }]
  const none = { records: 0, duplicates: 0, leftOut: 0, featureFailures: new Map() }
  return { dates: [], ...none, quarantined: 1, reasons, quarantine }
}

async function deathsOf(digest: string, lake: Lake): Promise<number> {
  return (await lake.list(deathsFolder(digest))).length
}

/** Where the lake notes each end of a process that loaded the file. */
function deathsFolder(digest: string): string {
  return `traffic/deaths/${digest}`
}
