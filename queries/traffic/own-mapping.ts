import { ConfigError } from '../../suite/config/errors.ts'
import type { Database } from '../database.ts'
import { QueryError } from '../query-error.ts'
import { whyVolatile } from './refuse-volatile.ts'

/** What TypeScript's library does not know yet of JSON. */
interface RawJson {
  rawJSON(text: string): unknown
}

interface SelectNode {
  readonly type: string
  readonly select_list: unknown[]
}

/**
 * A user's SELECT over `raw` that also tells which row each record comes from: `raw_line` and `raw_part` are put before
 * its columns.
 *
 * @throws ConfigError when it is not one SELECT statement, or would not give the same when it is run again
 */
export async function tracedSelect(db: Database, select: string): Promise<string> {
  const [row] = await db.rows(
    { name: 'parse the SELECT', sql: 'SELECT json_serialize_sql(CAST($sql AS VARCHAR)) AS tree' },
    { sql: select },
  )
  const tree = JSON.parse(String(row?.tree), exactNumber)
  if (tree.error === true) throw notUsable(select, `${tree.error_message}`)
  const node = tree.statements.length === 1 ? (tree.statements[0].node as SelectNode) : null
  if (node === null) throw notUsable(select, 'it holds more than one statement')
  if (node.type !== 'SELECT_NODE') throw notUsable(select, 'its outermost part is not a plain SELECT')
  const volatile = await whyVolatile(db, tree)
  if (volatile !== null) throw notUsable(select, volatile)
  node.select_list.unshift(columnReference('raw_line'), columnReference('raw_part'))
  const [traced] = await db.rows(
    { name: 'write the SELECT', sql: 'SELECT json_deserialize_sql(CAST($tree AS JSON)) AS sql' },
    { tree: JSON.stringify(tree) },
  )
  return String(traced?.sql)
}

/**
 * What to tell the user when the SELECT is at fault for what it says, whatever the file; else null.
 *
 * @param seconds  how long it may take for one part of a log
 */
export function selectFault(error: unknown, select: string, seconds: number): ConfigError | null {
  if (error instanceof QueryError && /^INTERRUPT/.test(error.reason))
    return notUsable(select, `it took longer than ${seconds} s for 64 MB of a log`)
  const isOfConfig =
    error instanceof QueryError && /^(?:Permission|Parser|Catalog|Not implemented)/.test(error.reason)
  return isOfConfig ? notUsable(select, error.reason) : null
}

function notUsable(select: string, reason: string): ConfigError {
  const shown = JSON.stringify(select.length > 200 ? `${select.slice(0, 200)}…` : select)
  return new ConfigError(
    `Cannot use the \`select\` ${shown} of \`traffic\`: ${reason}. Expected one SELECT over the relation raw, which reads no files.`,
  )
}

function columnReference(name: string): object {
  return { class: 'COLUMN_REF', type: 'COLUMN_REF', alias: '', query_location: 0, column_names: [name] }
}

/** Keeps whole numbers that a JavaScript number would round, as they stand in the text. */
function exactNumber(_key: string, value: unknown, { source }: { source?: string } = {}): unknown {
  const isRounded = typeof value === 'number' && source !== undefined && String(value) !== source
  return isRounded ? (JSON as unknown as RawJson).rawJSON(source) : value
}
