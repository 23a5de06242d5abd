import type { Database } from '../database.ts'

const WORST = new URL('./worst-cases.sql', import.meta.url)
const UNSCORED = new URL('./count-unscored.sql', import.meta.url)

/** A score that failed. */
export interface WorstCase {
  readonly caseId: string
  readonly epoch: number
  readonly scorer: string
  readonly value: number
  readonly reason: string | null
}

/** How often a scorer could not judge for one reason. */
export interface UnscoredCount {
  readonly scorer: string
  readonly reason: string | null
  readonly count: number
}

/**
 * The failed scores of a run, the lowest values first.
 *
 * @throws QueryError when a file cannot be read
 */
export async function worstCases(db: Database, paths: readonly string[], most: number): Promise<WorstCase[]> {
  if (paths.length === 0) return []
  return (await db.rows(WORST, { paths, most })).map(({ case_id, epoch, scorer, value, reason }) => ({
    caseId: String(case_id),
    epoch: Number(epoch),
    scorer: String(scorer),
    value: Number(value),
    reason: reason as string | null,
  }))
}

/**
 * What a run could not score, by scorer and reason, the most frequent first.
 *
 * @throws QueryError when a file cannot be read
 */
export async function countUnscored(db: Database, paths: readonly string[]): Promise<UnscoredCount[]> {
  if (paths.length === 0) return []
  return (await db.rows(UNSCORED, { paths })).map(({ scorer, reason, count }) => ({
    scorer: String(scorer),
    reason: reason as string | null,
    count: Number(count),
  }))
}
