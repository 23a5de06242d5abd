import type { Database } from '../database.ts'
import type { TrafficExample } from '../traffic/read-traffic-examples.ts'
import type { ScoredRequests } from './scored-rows.ts'

const EXAMPLES = new URL('./scored-examples.sql', import.meta.url)

/** Which of the scored requests to show. */
export interface ScoredChoice {
  readonly scorer: string
  readonly nearest: 'low' | 'median' | 'high'
  /** The most to give, at least 1. */
  readonly limit: number
  /** The same seed gives the same examples. */
  readonly seed: string
}

/**
 * A few scored requests that show what a finding about a scorer means; a scorer that scored none gives none.
 *
 * @throws QueryError when a file cannot be read
 */
export async function scoredExamples(
  db: Database,
  { requests, sample }: ScoredRequests,
  choice: ScoredChoice,
): Promise<TrafficExample[]> {
  const rows = await db.rows(EXAMPLES, { paths: requests, sample, ...choice })
  return rows.map(({ id, input, output }) => ({
    id: String(id),
    input: input as string | null,
    output: output as string | null,
  }))
}
