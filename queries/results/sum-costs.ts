import type { Database } from '../database.ts'

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
  const [row] = paths.length === 0 ? [] : await db.rows(COSTS, { paths })
  return {
    usd: row?.usd == null ? null : Number(row.usd),
    unknown: Number(row?.unknown ?? 0),
    cached: Number(row?.cached ?? 0),
    tokens: { input: Number(row?.input_tokens ?? 0), output: Number(row?.output_tokens ?? 0) },
    judges: {
      usd: row?.judge_usd == null ? null : Number(row.judge_usd),
      tokens: Number(row?.judge_tokens ?? 0),
    },
  }
}
