import type { Database } from '../database.ts'

const REQUESTS = new URL('./requests-to-score.sql', import.meta.url)
const LOGGED = new URL('../summaries/list-scores.sql', import.meta.url)

/** One request as it was logged, and what it was answered. Texts were written by strangers. */
export interface RequestToScore {
  readonly key: string
  /** Of its user, else its conversation; null when the log names neither. */
  readonly unit: string | null
  readonly input: string
  readonly output: string
  readonly model: string | null
  readonly finishReason: string | null
  readonly latencyMs: number | null
  readonly inputTokens: number | null
  readonly outputTokens: number | null
  readonly costUsd: number | null
  readonly tags: Readonly<Record<string, string>>
}

/**
 * The first requests of a night's sample that have an answer, at most so many: drawn evenly, and the same ones each time.
 *
 * @throws QueryError when a file cannot be read
 */
export async function requestsToScore(
  db: Database,
  night: { readonly sample: string; readonly files: readonly string[]; readonly most: number },
): Promise<RequestToScore[]> {
  return (await db.rows(REQUESTS, { ...night })).map((row) => ({
    key: String(row.record_key),
    unit: row.unit as string | null,
    input: String(row.input),
    output: String(row.output),
    model: row.model as string | null,
    finishReason: row.finish_reason as string | null,
    latencyMs: row.latency_ms as number | null,
    inputTokens: row.input_tokens as number | null,
    outputTokens: row.output_tokens as number | null,
    costUsd: row.cost_usd as number | null,
    tags: JSON.parse(String(row.tags)) as Record<string, string>,
  }))
}

/** The names of the scores that any request of a night was logged with. */
export async function loggedScores(db: Database, files: readonly string[]): Promise<string[]> {
  return (await db.rows(LOGGED, { files })).map(({ name }) => String(name))
}
