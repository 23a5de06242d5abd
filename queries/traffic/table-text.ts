import type { Database } from '../database.ts'
import { identifier, textOf } from '../statement.ts'

/** What says where a row stands, and texts, which may be long: they are written as they are, and never read for another key. */
const APART = new Set(['raw_line', 'raw_part', 'input', 'output'])

/**
 * The SELECT that makes every row of a relation a record's JSON, as `traffic_text` has it.
 *
 * @param relation  a name, or a SELECT in brackets, with the columns raw_line and raw_part beside those of the record
 * @param place  SQL of what tells records of one line apart
 */
export async function tableText(db: Database, relation: string, place: string): Promise<string> {
  const described = await db.rows({ name: 'columns of a table', sql: `DESCRIBE SELECT * FROM ${relation}` })
  const names = described.map(({ column_name }) => String(column_name))
  const cells = names.filter((name) => !APART.has(name)).map((name) => `${textOf(name)}: ${identifier(name)}`)
  const text = (name: string) =>
    names.includes(name) ? `coalesce(CAST(to_json(${name}) AS VARCHAR), 'null')` : `'null'`
  const record = cells.length === 0 ? `'{}'` : `table_record(to_json({${cells.join(', ')}}))`
  return `SELECT line, part, concat('{"input":', input, ',"output":', output, CASE record WHEN '{}' THEN '}' ELSE ',' || record[2:] END) AS text
    FROM (SELECT raw_line AS line, ${place} AS part, ${text('input')} AS input, ${text('output')} AS output, ${record} AS record
      FROM ${relation})`
}
