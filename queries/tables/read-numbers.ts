import type { Database } from '../database.ts'
import { sharedColumn } from './sort-columns.ts'

/** Columns of one view, each the SQL of a number as DOUBLE. */
export interface NumberView {
  readonly view: string
  /** How many the view has. */
  readonly rows: number
  readonly expressions: readonly string[]
}

/**
 * Reads number columns chunk by chunk, in one pass, as typed arrays; NULL is NaN. A chunk is valid during its call only.
 *
 * @throws QueryError when DuckDB fails, also half way
 */
export async function streamNumbers(
  db: Database,
  { view, rows, expressions }: NumberView,
  take: (columns: readonly Float64Array[]) => void,
): Promise<void> {
  if (expressions.length === 0) return
  const columns = expressions.map((expression, i) => `coalesce(${expression}, 'nan'::DOUBLE) AS c${i}`)
  const sql = `SELECT ${columns.join(', ')} FROM ${view}`
  await db.stream({ name: `numbers of ${view}`, sql, rows }, take)
}

/** Reads number columns whole, ready for `sortColumns`. */
export async function readNumbers(db: Database, columns: NumberView): Promise<Float64Array[]> {
  const whole = columns.expressions.map(() => sharedColumn(columns.rows))
  let at = 0
  await streamNumbers(db, columns, (chunk) => {
    for (const [i, part] of chunk.entries()) whole[i]!.set(part, at)
    at += chunk[0]!.length
  })
  return whole
}
