import { join } from 'node:path'
import type { FeatureSpec } from '../../suite/config/feature-spec.ts'
import type { Database } from '../database.ts'
import { isOutOfMemory, QueryError } from '../query-error.ts'
import { type LogFormat, type LogTreatment, logFormats } from './log-format.ts'
import { partMapping } from './map-log.ts'
import { selectFault } from './own-mapping.ts'
import { parquetParts } from './parquet-parts.ts'
import { halvesOf, type RawPart, removePart } from './raw-part.ts'
import { type LineProblems, stageLines } from './stage-log.ts'
import { type PartTreatment, SELECT_SECONDS, stageMapped } from './stage-part.ts'
import { stageSideBySide } from './stage-side-by-side.ts'
import { stagingBeside } from './staging-threads.ts'
import { UnusableLog } from './unusable-log.ts'

const TABLES = new URL('./load-traffic-tables.sql', import.meta.url)
const NOTHING = new URL('./map-nothing.sql', import.meta.url)
const RAW_COUNT = new URL('./count-raw.sql', import.meta.url)

type LogToStage = LogTreatment &
  PartTreatment & { readonly source: string; readonly features?: readonly FeatureSpec[] }

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
    const path = join(folder, 'nothing.parquet')
    await stageMapped(db, log, path)
    return { files: [path], rows: 0, isInOrder: true }
  }
}

async function stageParts(db: Database, log: LogToStage, folder: string): Promise<StagedRecords> {
  const format = logFormats[log.kind]
  const problems: LineProblems = { lines: [], reasons: [] }
  const found = rawParts(db, log, { format, folder, problems })
  const mayLeaveOut = log.select !== null || format.isNested === true
  const staged = mayLeaveOut
    ? await stageWhole(db, log, { folder, parts: await Array.fromAsync(found) })
    : await stageInOrder(db, log, { folder, parts: found })
  if (problems.lines.length > 0) await db.append('traffic_problem', [problems.lines, problems.reasons])
  return staged
}

/** Stages a log whose mapping may leave rows out, and looks at the whole log before it maps any of it. */
async function stageWhole(
  db: Database,
  log: LogToStage,
  { folder, parts }: { readonly folder: string; readonly parts: readonly RawPart[] },
): Promise<StagedRecords> {
  const map = await partMapping(db, { format: logFormats[log.kind], parts, select: log.select })
  const files: string[] = []
  let rows = 0
  for (const part of parts) {
    await inMemory(part, async (some) => {
      const path = join(folder, `records-${files.length}.parquet`)
      await map(some)
      await stageMapped(db, log, path)
      files.push(path)
      rows += Number((await db.rows(RAW_COUNT))[0]?.rows)
    })
    await removePart(part)
  }
  return { files, rows, isInOrder: false }
}

/** Stages a log part by part as it is read. */
async function stageInOrder(
  db: Database,
  log: LogToStage,
  { folder, parts }: { readonly folder: string; readonly parts: AsyncIterator<RawPart> },
): Promise<StagedRecords> {
  const format = logFormats[log.kind]
  const map = await partMapping(db, { format, parts: [], select: null })
  const pathOf = (place: number) => join(folder, `records-${place}.parquet`)
  const here = async (part: RawPart, place: number) => {
    const files: string[] = []
    await inMemory(part, async (some) => {
      const path =
        files.length === 0 ? pathOf(place) : join(folder, `records-${place}-${files.length}.parquet`)
      await map(some)
      await stageMapped(db, log, path)
      files.push(path)
    })
    await removePart(part)
    return files
  }
  const beside = stagingBeside(db, log, folder)
  return { files: await stageSideBySide(parts, { beside, here, pathOf }), rows: null, isInOrder: true }
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
  if (lines === null) yield* await parquetParts(db, source, { folder, isShortWhole: select !== null })
  else yield* stageLines(lines(source), folder, problems)
}

/** Works on a part whole, or half by half where it takes more memory than there is. */
async function inMemory(part: RawPart, work: (part: RawPart) => Promise<void>): Promise<void> {
  try {
    await work(part)
  } catch (error) {
    const halves = isOutOfMemory(error) ? halvesOf(part) : null
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
