import type { Database } from '../database.ts'

/** Columns of one view, each the SQL of a number as DOUBLE. */
export interface NumberView {
  readonly view: string
  readonly expressions: readonly string[]
}

/**
 * Reads number columns chunk by chunk, in one pass, as typed arrays; NULL is NaN. A chunk is valid during its call only.
 *
 * @throws QueryError when DuckDB fails
 */
export async function streamNumbers(
  db: Database,
  { view, expressions }: NumberView,
  take: (columns: readonly Float64Array[]) => void,
): Promise<void> {
  if (expressions.length === 0) return
  const columns = expressions.map((expression, i) => `coalesce(${expression}, 'nan'::DOUBLE) AS c${i}`)
  await db.stream({ name: `numbers of ${view}`, sql: `SELECT ${columns.join(', ')} FROM ${view}` }, take)
}

/** Reads number columns whole. @param rows how many the view has */
export async function readNumbers(db: Database, columns: NumberView, rows: number): Promise<Float64Array[]> {
  const whole = columns.expressions.map(() => new Float64Array(rows))
  let at = 0
  await streamNumbers(db, columns, (chunk) => {
    for (const [i, part] of chunk.entries()) whole[i]!.set(part, at)
    at += chunk[0]!.length
  })
  return whole
}
