import type { Database } from '../database.ts'
import { readScored, type ScoredRequests } from './scored-rows.ts'

const SCORES = new URL('./request-scores.sql', import.meta.url)
const NONE = new URL('./no-request-scores.sql', import.meta.url)

/**
 * Makes the table `request_score` for queries over a night's sample; without rows where its traffic was not scored.
 *
 * @throws QueryError when a file cannot be read
 */
export async function defineRequestScores(db: Database, files: ScoredRequests | null): Promise<void> {
  if (files === null) return db.run(NONE)
  await readScored(db, files)
  await db.run(SCORES)
}
