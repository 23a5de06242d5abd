import type { CaseError } from '../../suite/case-result.ts'
import type { Database } from '../database.ts'

/** More reasons than a person reads. */
const MOST = 12

const COUNTS = new URL('./count-errors.sql', import.meta.url)

/** How often a run got no answer for one reason, in its own words; they quote no text. */
export interface ErrorCount extends CaseError {
  readonly count: number
}

/**
 * Why do cases of a run have no answer? The most frequent reasons, at most a dozen: one kind may have several, each with
 * something else to do about it. None when all were answered.
 *
 * @throws QueryError when a file cannot be read
 */
export async function countErrors(db: Database, paths: readonly string[]): Promise<ErrorCount[]> {
  if (paths.length === 0) return []
  const rows = await db.rows(COUNTS, { paths, most: MOST })
  return rows.map((row) => ({
    kind: row.kind as CaseError['kind'],
    count: Number(row.count),
    message: String(row.message),
  }))
}
