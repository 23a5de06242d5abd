import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '../database.ts'
import { QueryError } from '../query-error.ts'
import { type LogFormat, type LogTreatment, logFormats } from './log-format.ts'
import { partMapping } from './map-log.ts'
import { selectFault } from './own-mapping.ts'
import { halvesOf, parquetParts } from './parquet-parts.ts'
import { type LineProblems, type RawPart, stageLines } from './stage-log.ts'
import { UnusableLog } from './unusable-log.ts'

const TABLES = new URL('./load-traffic-tables.sql', import.meta.url)
const NOTHING = new URL('./map-nothing.sql', import.meta.url)
const STAGE = new URL('./load-traffic.sql', import.meta.url)
const RAW_COUNT = new URL('./count-raw.sql', import.meta.url)

type LogToStage = LogTreatment & {
  readonly source: string
  /** How long an own SELECT may take for one part of the log. */
  readonly selectSeconds?: number
}

/** Mapping 64 MB takes some seconds; a join that multiplies rows never ends. */
const SELECT_SECONDS = 180

/** A log's records as Parquet files; the files are in the order of the log. */
export interface StagedRecords {
  readonly files: readonly string[]
  /** How many rows the log has that could be read, when the mapping may leave some out; else null. */
  readonly rows: number | null
  /** Whether records are in the order of the log within each file, too. */
  readonly isInOrder: boolean
}

/**
 * Turns a log into normalised records, or the reason why a row is none, in Parquet files in `folder`; what is not even
 * a row goes to the table `traffic_problem`. A file that cannot be read at all has no records and one problem, line 0.
 *
 * @throws ConfigError when the SELECT cannot be used
 * @throws QueryError when DuckDB fails for want of memory or disk
 */
export async function stageRecords(db: Database, log: LogToStage, folder: string): Promise<StagedRecords> {
  await db.run(TABLES)
  try {
    return await stageParts(db, log, folder)
  } catch (error) {
    const { select, selectSeconds = SELECT_SECONDS } = log
    const fault = select === null ? null : selectFault(error, select, selectSeconds)
    const reason = whyUnusable(error, log)
    if (fault !== null || reason === null) throw fault ?? error
    await db.run(TABLES)
    await db.append('traffic_problem', [[0], [reason]])
    await db.run(NOTHING)
    return { files: [await stageMapped(db, log, join(folder, 'nothing.parquet'))], rows: 0, isInOrder: true }
  }
}

async function stageParts(db: Database, log: LogToStage, folder: string): Promise<StagedRecords> {
  const format = logFormats[log.kind]
  const problems: LineProblems = { lines: [], reasons: [] }
  const found = rawParts(db, log, { format, folder, problems })
  const mayLeaveOut = log.select !== null || format.isNested === true
  // What may leave rows out looks at the whole log before it maps any of it.
  const whole = mayLeaveOut ? await Array.fromAsync(found) : null
  const map = await partMapping(db, { format, parts: whole ?? [], select: log.select })
  const files: string[] = []
  let rows = 0
  const stage = async (part: RawPart) => {
    await map(part)
    files.push(await stageMapped(db, log, join(folder, `records-${files.length}.parquet`)))
    if (mayLeaveOut) rows += Number((await db.rows(RAW_COUNT))[0]?.rows)
  }
  for await (const part of whole ?? found) {
    await inMemory(part, stage)
    if (format.lines !== null) await Promise.all(part.files.map((file) => rm(file)))
  }
  if (problems.lines.length > 0) await db.append('traffic_problem', [problems.lines, problems.reasons])
  return { files, rows: mayLeaveOut ? rows : null, isInOrder: !mayLeaveOut }
}

async function* rawParts(
  db: Database,
  { source, select }: LogToStage,
  {
    format,
    folder,
    problems,
  }: { readonly format: LogFormat; readonly folder: string; readonly problems: LineProblems },
): AsyncGenerator<RawPart> {
  const lines = (select !== null && format.rawLines) || format.lines
  if (lines === null) yield* await parquetParts(db, source)
  else yield* stageLines(lines(source), folder, problems)
}

async function stageMapped(
  db: Database,
  { timezone, kind, select, selectSeconds = SELECT_SECONDS }: LogToStage,
  path: string,
): Promise<string> {
  // Pairs of request and response do not say how long the answer took, and an own SELECT may have no way to know.
  const needsLatency = kind === 'openaiChat' || select !== null ? 0 : 1
  const stage = () => db.run(STAGE, { timezone, needs_latency: needsLatency, path })
  await (select === null ? stage() : db.within(selectSeconds, stage))
  return path
}

/** Works on a part whole, or half by half where it takes more memory than there is. */
async function inMemory(part: RawPart, work: (part: RawPart) => Promise<void>): Promise<void> {
  try {
    await work(part)
  } catch (error) {
    const isTooLarge = error instanceof QueryError && /^Out of Memory/.test(error.reason)
    const halves = isTooLarge ? halvesOf(part) : null
    if (halves === null) throw error
    for (const half of halves) await inMemory(half, work)
  }
}

/** Why the file is at fault, and not the machine; null when it is not. */
function whyUnusable(error: unknown, { kind, select }: LogToStage): string | null {
  if (error instanceof UnusableLog) return error.message
  if (!(error instanceof QueryError) || /^(?:Out of Memory|INTERRUPT)|No space left/i.test(error.reason))
    return null
  if (select !== null) return `the SELECT fails on this file: ${error.reason}`
  return kind === 'parquet' ? 'the Parquet file is damaged or is none' : null
}
