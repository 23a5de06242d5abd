import type { Database, Row } from '../database.ts'
import { fileGroups } from './file-groups.ts'

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
  let worst: WorstCase[] = []
  for (const group of fileGroups(paths)) {
    const rows = await db.rows(WORST, { paths: group, most })
    worst = [...worst, ...rows.map(worstCase)].sort(byValue).slice(0, most)
  }
  return worst
}

function worstCase({ case_id, epoch, scorer, value, reason }: Row): WorstCase {
  return {
    caseId: String(case_id),
    epoch: Number(epoch),
    scorer: String(scorer),
    value: Number(value),
    reason: reason as string | null,
  }
}

/** As the query orders them. */
function byValue(a: WorstCase, b: WorstCase): number {
  if (a.value !== b.value) return a.value - b.value
  if (a.caseId !== b.caseId) return a.caseId < b.caseId ? -1 : 1
  return a.epoch - b.epoch || (a.scorer < b.scorer ? -1 : 1)
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
