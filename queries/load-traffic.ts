import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from '../suite/config/errors.ts'
import type { Database } from './database.ts'
import { lineBatches } from './read-lines.ts'

const TABLES = new URL('./load-traffic-tables.sql', import.meta.url)
const RECORDS = new URL('./load-traffic.sql', import.meta.url)
const KEPT = new URL('./load-traffic-kept.sql', import.meta.url)
const DATES = new URL('./load-traffic-dates.sql', import.meta.url)
const REASONS = new URL('./load-traffic-reasons.sql', import.meta.url)
const NIGHT = new URL('./load-traffic-night.sql', import.meta.url)
const QUARANTINE = new URL('./load-traffic-quarantine.sql', import.meta.url)

export interface LoadTrafficOptions {
  /** A local JSONL or NDJSON file, plain or gzipped (told by its content). */
  readonly source: string
  /** What quarantine rows and records call the file. */
  readonly sourceName: string
  /** IANA name of the zone whose calendar days are the nights. */
  readonly timezone: string
  /** An existing, empty folder for what is written. */
  readonly folder: string
}

/** What became of a log's lines that are not blank: `records` + `duplicates` + `quarantined` is their number. */
export interface LoadedTraffic {
  /** One Parquet file a night, by date; `date` is YYYY-MM-DD. */
  readonly dates: readonly { readonly date: string; readonly file: string; readonly records: number }[]
  readonly records: number
  readonly duplicates: number
  readonly quarantined: number
  /** Most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[]
  /** Parquet of file, line and reason; null when every line was read. */
  readonly quarantine: string | null
}

/**
 * Which requests does this log hold, night by night, and which lines are no requests?
 * Writes `date=YYYY-MM-DD.parquet` a night (columns in `load-traffic-night.sql`) and `quarantine.parquet`.
 * A duplicate has the id of another record of the file, or is the same line when it has none; the earliest stays.
 * Timestamps without a zone are UTC. `output` may be missing only beside an `error`. Trailing commas and repeated
 * keys, which strict JSON leaves open or forbids, are read as DuckDB does; the first of a repeated key counts.
 * Needs the database for itself while it runs.
 *
 * @throws ConfigError when the file does not exist or the time zone has no such name
 * @throws QueryError when DuckDB fails
 */
export async function loadTraffic(db: Database, options: LoadTrafficOptions): Promise<LoadedTraffic> {
  checkTimezone(options.timezone)
  await readLines(db, options.source)
  await db.run(RECORDS, { timezone: options.timezone })
  await db.run(KEPT)
  const dates = await writeNights(db, options)
  const outcome = await countReasons(db)
  const records = dates.reduce((sum, { records }) => sum + records, 0)
  const quarantine = outcome.quarantined === 0 ? null : await writeQuarantine(db, options)
  await db.run(TABLES)
  const { reasons, quarantined } = outcome
  return { dates, records, duplicates: outcome.readWell - records, quarantined, reasons, quarantine }
}

async function readLines(db: Database, source: string): Promise<void> {
  await access(source).catch((cause) => {
    throw new ConfigError(
      `Cannot read traffic from "${source}": there is no such readable file. Expected a JSONL file, plain or .gz.`,
      { cause },
    )
  })
  await db.run(TABLES)
  for await (const batch of lineBatches(source)) {
    if (batch.kind === 'lines') await db.append('traffic_batch', [[batch.firstLine], [batch.text]])
    else await db.append('traffic_problem', [[batch.line], [batch.reason]])
  }
}

async function writeNights(db: Database, options: LoadTrafficOptions): Promise<LoadedTraffic['dates']> {
  const rows = (await db.rows(DATES)) as readonly { date: string; records: number }[]
  const dates = rows.map((row) => ({ ...row, file: join(options.folder, `date=${row.date}.parquet`) }))
  for (const { date, file } of dates) {
    await db.run(NIGHT, { date, source: options.sourceName, path: file })
  }
  return dates
}

async function writeQuarantine(db: Database, options: LoadTrafficOptions): Promise<string> {
  const path = join(options.folder, 'quarantine.parquet')
  await db.run(QUARANTINE, { source: options.sourceName, path })
  return path
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
