import type { CaseError } from '../../suite/case-result.ts'
import type { Database } from '../database.ts'

const COUNTS = new URL('./count-errors.sql', import.meta.url)

/** How often a run got no answer for one kind of reason, with the message of one such case; it quotes no text. */
export interface ErrorCount extends CaseError {
  readonly count: number
}

/**
 * Why do cases of a run have no answer? The most frequent kind first; none when all were answered.
 *
 * @throws QueryError when a file cannot be read
 */
export async function countErrors(db: Database, paths: readonly string[]): Promise<ErrorCount[]> {
  if (paths.length === 0) return []
  const rows = await db.rows(COUNTS, { paths })
  return rows.map((row) => ({
    kind: row.kind as CaseError['kind'],
    count: Number(row.count),
    message: String(row.message),
  }))
}
