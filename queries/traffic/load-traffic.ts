import { access, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from '../../suite/config/errors.ts'
import type { FeatureSpec } from '../../suite/config/feature-spec.ts'
import type { Database } from '../database.ts'
import { defineOwnFeatures, type FeatureFailures } from '../features/own-features.ts'
import { textOf } from '../statement.ts'
import type { LogTreatment } from './log-format.ts'
import { defineRedaction } from './own-redaction.ts'
import { type StagedRecords, stageRecords } from './stage-records.ts'

const RECORDS = new URL('./load-traffic-records.sql', import.meta.url)
const COPIES = new URL('./load-traffic-copies.sql', import.meta.url)
const COPY_COUNT = new URL('./count-copies.sql', import.meta.url)
const ALL = new URL('./load-traffic-all.sql', import.meta.url)
const WITHOUT_COPIES = new URL('./load-traffic-without-copies.sql', import.meta.url)
const DATES = new URL('./load-traffic-dates.sql', import.meta.url)
const REASONS = new URL('./load-traffic-reasons.sql', import.meta.url)
const MAPPED = new URL('./load-traffic-mapped.sql', import.meta.url)
const NIGHT = new URL('./load-traffic-night.sql', import.meta.url)
const SAMPLE = new URL('./load-traffic-sample.sql', import.meta.url)
const QUARANTINE = new URL('./load-traffic-quarantine.sql', import.meta.url)
const CLEAR = new URL('./load-traffic-clear.sql', import.meta.url)

export interface LoadTrafficOptions extends LogTreatment {
  /** A local file; gzip and zstd are told by its content. */
  readonly source: string
  /** What quarantine rows and records call the file. */
  readonly sourceName: string
  /** An existing, empty folder for what is written. */
  readonly folder: string
  /** The user's own features. */
  readonly features?: readonly FeatureSpec[]
  /** The most requests a night that are drawn for what is measured on a sample; 2,000 unless given. */
  readonly sampleSize?: number
  /** How long an own SELECT may take for one part of the log, by default 180 s. */
  readonly selectSeconds?: number
}

/** What became of a log's rows: `records` + `duplicates` + `leftOut` + `quarantined` is their number. */
export interface LoadedTraffic {
  /** Two Parquet files a night, of all records and of a sample of them, by date; `date` is YYYY-MM-DD. */
  readonly dates: readonly {
    readonly date: string
    readonly file: string
    /** Still holds the texts of its requests: see `load-traffic-sample.sql`. */
    readonly sample: string
    readonly records: number
  }[]
  readonly records: number
  readonly duplicates: number
  /** Rows that the mapping gave no record for: spans that are no model call, and what an own SELECT filters out. */
  readonly leftOut: number
  readonly quarantined: number
  /** Most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[]
  /** How often the function of a feature threw, by name; its value is missing there. */
  readonly featureFailures: FeatureFailures
  /** Parquet of file, line and reason; null when every line was read. */
  readonly quarantine: string | null
}

/**
 * Which requests does this log hold, night by night, and which of its rows are no requests?
 * Writes `date=YYYY-MM-DD.parquet` (columns in `load-traffic-night.sql`) and `sample-YYYY-MM-DD.parquet` a night, and
 * `quarantine.parquet`.
 * A duplicate has the id of another record of the file, or is the same record when it has none; the earliest stays.
 * Timestamps without a zone are UTC. `output` may be missing only beside an `error`. Trailing commas and repeated
 * keys, which strict JSON forbids or leaves open, are read as DuckDB does; the first of a repeated key counts.
 * A file that cannot be read at all is quarantined whole, as line 0. Needs the database for itself while it runs.
 *
 * @throws ConfigError when the file does not exist, the time zone has no such name, or the SELECT cannot be used
 * @throws QueryError when DuckDB fails
 */
export async function loadTraffic(db: Database, options: LoadTrafficOptions): Promise<LoadedTraffic> {
  checkTimezone(options.timezone)
  await checkReadable(options.source)
  const stage = await mkdtemp(join(options.folder, 'staged-'))
  try {
    await defineRedaction(db, options)
    const featureFailures = await defineOwnFeatures(db, options.features ?? [])
    const staged = await stageRecords(db, options, stage)
    await chooseRecords(db, staged)
    return { ...(await writeLoaded(db, options, staged)), featureFailures }
  } finally {
    await db.run(CLEAR)
    await rm(stage, { recursive: true })
  }
}

/** Makes what the queries below read: which records there are, which of them are copies, and which are loaded. */
async function chooseRecords(db: Database, { files, isInOrder }: StagedRecords): Promise<void> {
  const staged = `SELECT * FROM read_parquet([${files.map(textOf).join(', ')}], hive_partitioning = false)`
  await db.run({
    name: 'view traffic_staged',
    sql: `CREATE OR REPLACE TEMP VIEW traffic_staged AS ${staged}`,
  })
  await db.run(RECORDS)
  await db.run(COPIES)
  const copies = Number((await db.rows(COPY_COUNT))[0]?.copies)
  await db.run(isInOrder && copies === 0 ? ALL : WITHOUT_COPIES)
}

async function writeLoaded(
  db: Database,
  options: LoadTrafficOptions,
  { rows }: StagedRecords,
): Promise<Omit<LoadedTraffic, 'featureFailures'>> {
  const dates = await writeNights(db, options)
  const { reasons, quarantined, readWell } = await countReasons(db)
  const records = dates.reduce((sum, night) => sum + night.records, 0)
  const quarantine = quarantined === 0 ? null : join(options.folder, 'quarantine.parquet')
  if (quarantine !== null) await db.run(QUARANTINE, { source: options.sourceName, path: quarantine })
  const leftOut = rows === null ? 0 : rows - Number((await db.rows(MAPPED))[0]?.rows)
  return { dates, records, duplicates: readWell - records, leftOut, quarantined, reasons, quarantine }
}

async function writeNights(
  db: Database,
  { folder, sourceName, redact, storeText, sampleSize = 2000 }: LoadTrafficOptions,
): Promise<LoadedTraffic['dates']> {
  const rows = (await db.rows(DATES)) as readonly { date: string; records: number; group_rows: number }[]
  const nights = []
  const texts = { redact: redact === null ? 0 : 1, store_text: storeText ? 1 : 0 }
  for (const { date, records, group_rows } of rows) {
    const file = join(folder, `date=${date}.parquet`)
    const sample = join(folder, `sample-${date}.parquet`)
    await db.run(NIGHT, { date, source: sourceName, ...texts, group_rows, path: file })
    await db.run(SAMPLE, { date, source: sourceName, size: sampleSize, redact: texts.redact, path: sample })
    nights.push({ date, records, file, sample })
  }
  return nights
}

async function countReasons(db: Database) {
  const rows = (await db.rows(REASONS)) as readonly { reason: string | null; count: number }[]
  const reasons = rows.flatMap(({ reason, count }) => (reason === null ? [] : [{ reason, count }]))
  return {
    reasons,
    readWell: rows.find(({ reason }) => reason === null)?.count ?? 0,
    quarantined: reasons.reduce((sum, { count }) => sum + count, 0),
  }
}

async function checkReadable(source: string): Promise<void> {
  await access(source).catch((cause) => {
    throw new ConfigError(
      `Cannot read traffic from "${source}": there is no such readable file. Put the file there or mend the path.`,
      { cause },
    )
  })
}

function checkTimezone(timezone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone })
  } catch (cause) {
    throw new ConfigError(
      `Cannot tell the nights of time zone "${timezone}": no zone has this name. Use an IANA name such as "Europe/Berlin".`,
      { cause },
    )
  }
}
