import type { Database, Row } from '../database.ts'
import { fileGroups } from './file-groups.ts'

const COSTS = new URL('./sum-costs.sql', import.meta.url)

/** What a run cost; answers from the cache cost nothing this time and are counted apart. */
export interface RunCost {
  /** US dollars, of the answers whose cost is known; null when none is. */
  readonly usd: number | null
  /** Answers whose cost nobody knows. */
  readonly unknown: number
  readonly cached: number
  readonly tokens: { readonly input: number; readonly output: number }
  /** Of the models that judged, beside the target. */
  readonly judges: { readonly usd: number | null; readonly tokens: number }
}

/**
 * Adds up what a run's answers cost.
 *
 * @throws QueryError when a file cannot be read
 */
export async function sumCosts(db: Database, paths: readonly string[]): Promise<RunCost> {
  const rows: Row[] = []
  for (const group of fileGroups(paths)) rows.push(...(await db.rows(COSTS, { paths: group })))
  const sum = (column: string) => rows.reduce((total, row) => total + Number(row[column] ?? 0), 0)
  const known = (column: string) => (rows.some((row) => row[column] != null) ? sum(column) : null)
  return {
    usd: known('usd'),
    unknown: sum('unknown'),
    cached: sum('cached'),
    tokens: { input: sum('input_tokens'), output: sum('output_tokens') },
    judges: { usd: known('judge_usd'), tokens: sum('judge_tokens') },
  }
}
