import type { Database } from '../database.ts'
import { identifier, textOf } from '../statement.ts'
import type { LogFormat } from './log-format.ts'
import { tracedSelect } from './own-mapping.ts'
import type { RawPart } from './raw-part.ts'
import { tableText } from './table-text.ts'

const STRUCTURE = new URL('./raw-columns.sql', import.meta.url)
const JUDGES = new URL('./find-judges.sql', import.meta.url)

/** Makes the view `traffic_text` of a part of the log: each row that may be a record, as JSON. */
export type MapPart = (part: RawPart) => Promise<void>

/** How the parts of a log become records: by its format, or by the user's SELECT. */
export async function partMapping(
  db: Database,
  log: { readonly format: LogFormat; readonly parts: readonly RawPart[]; readonly select: string | null },
): Promise<MapPart> {
  const { format, select } = log
  const files = log.parts.flatMap((part) => part.files)
  if (format.isNested && select === null) await db.run(JUDGES, { files })
  const ofSelect = select === null ? null : await selectMapping(db, { select, format, files })
  return async (part) => {
    if (format.lines === null) await db.run(view('raw', tableOf(part)))
    else await db.run(view('raw_text', linesOf(part)))
    await db.run(view('raw_row', format.lines === null ? 'FROM raw' : rowsIn(format)))
    if (ofSelect !== null) await ofSelect()
    else if (format.mapping !== null) await db.run(format.mapping)
    else await db.run(view('traffic_text', await tableText(db, 'raw', 'raw_part')))
  }
}

function linesOf({ files }: RawPart): string {
  return `SELECT line AS raw_line, CAST(0 AS BIGINT) AS raw_part, text FROM staged_lines([${files.map(textOf).join(', ')}])`
}

function tableOf({ files, rows }: RawPart): string {
  const { from, to } = rows ?? { from: 0, to: Number.MAX_SAFE_INTEGER }
  return `SELECT file_row_number + 1 AS raw_line, CAST(0 AS BIGINT) AS raw_part, * EXCLUDE (file_row_number)
    FROM read_parquet([${files.map(textOf).join(', ')}], file_row_number = true, hive_partitioning = false)
    WHERE file_row_number >= ${from} AND file_row_number < ${to}`
}

/** Rows of lines, to be counted: a line each, or each member of a line's list. */
function rowsIn({ isNested }: LogFormat): string {
  if (!isNested) return 'FROM raw_text'
  return `SELECT unnest(coalesce(TRY_CAST(TRY_CAST(text AS JSON) AS JSON[]), [CAST('null' AS JSON)])) AS row FROM raw_text`
}

async function selectMapping(
  db: Database,
  {
    select,
    format,
    files,
  }: { readonly select: string; readonly format: LogFormat; readonly files: readonly string[] },
): Promise<() => Promise<void>> {
  const traced = await tracedSelect(db, select)
  const columns = format.lines === null ? null : await jsonColumns(db, format, files)
  return async () => {
    if (columns !== null) await db.run(view('raw', rowsOf(format, columns)))
    const mapped = await tableText(db, `(${traced})`, PLACE)
    await db.run(view('traffic_text', withUnmapped(mapped, format)))
  }
}

/**
 * Members of one line's list are fewer than this: a line has 16 MB, and a span more than 16 bytes. Rows that a SELECT
 * makes of one member are counted above it; `load-traffic-mapped.sql` tells the members apart again.
 */
const MOST_PARTS = 1 << 20

const PLACE = `raw_part + ${MOST_PARTS} * (row_number() OVER (PARTITION BY raw_line, raw_part) - 1)`

/** The user's records and, as they are, the lines that can be no rows. */
function withUnmapped(mapped: string, { lines, isNested }: LogFormat): string {
  if (lines === null) return mapped
  const kind = isNested ? 'ARRAY' : 'OBJECT'
  return `${mapped} UNION ALL SELECT raw_line, raw_part, text FROM raw_text
    WHERE coalesce(json_type(TRY_CAST(text AS JSON)), '') <> '${kind}'`
}

/** The rows of lines as columns: a key each. */
function rowsOf(format: LogFormat, columns: string): string {
  const row = `SELECT raw_line, raw_part, unnest(json_transform(record, ${textOf(columns)}))`
  const lines = 'SELECT raw_line, raw_part, TRY_CAST(text AS JSON) AS record FROM raw_text'
  if (!format.isNested) return `${row} FROM (${lines}) WHERE json_type(record) = 'OBJECT'`
  const list = `SELECT raw_line, unnest(range(len(list))) AS raw_part, unnest(list) AS record
    FROM (SELECT raw_line, CAST(record AS JSON[]) AS list FROM (${lines}) WHERE json_type(record) = 'ARRAY')`
  return `${row} FROM (${list})`
}

/** Names and types of the keys, as `json_transform` takes them; what is nested or of several types stays JSON. */
async function jsonColumns(db: Database, format: LogFormat, files: readonly string[]): Promise<string> {
  if (format.isNested) return SPAN_COLUMNS
  const [row] = await db.rows(STRUCTURE, { files })
  const structure: Record<string, unknown> = row?.structure ? JSON.parse(String(row.structure)) : {}
  const types = Object.entries(structure).map(([name, type]) => [
    name,
    typeof type === 'string' && type !== 'NULL' ? type : 'JSON',
  ])
  return JSON.stringify(Object.fromEntries(types.length === 0 ? [['', 'JSON']] : types))
}

const SPAN_COLUMNS = JSON.stringify({
  trace_id: 'VARCHAR',
  span_id: 'VARCHAR',
  parent_span_id: 'VARCHAR',
  name: 'VARCHAR',
  start_time: 'DOUBLE',
  end_time: 'DOUBLE',
  duration_ms: 'DOUBLE',
  status: 'VARCHAR',
  is_judge: 'BOOLEAN',
  attributes: 'JSON',
  resource: 'JSON',
})

function view(name: string, select: string) {
  return { name: `view ${name}`, sql: `CREATE OR REPLACE TEMP VIEW ${identifier(name)} AS ${select}` }
}
