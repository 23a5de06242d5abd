import type { Database } from '../database.ts'

const OF_CATEGORY = new URL('./sample-examples-of-category.sql', import.meta.url)
const OF_NUMBER = new URL('./sample-examples-of-number.sql', import.meta.url)
const OUTPUTS = new URL('./outputs-of-requests.sql', import.meta.url)
const WITH_CATEGORY = new URL('./requests-of-category.sql', import.meta.url)

/** Which requests to show for a finding: of one category, or by the size of a number. */
export type ExampleChoice =
  | { readonly category: string }
  | {
      /** `median` shows ordinary requests, `low` and `high` the extremes. */
      readonly nearest: 'low' | 'median' | 'high'
    }

export interface TrafficExamplesOptions {
  /** The night's sample: a file of `merge-samples.sql`. */
  readonly sample: string
  /** The night's Parquet files, which alone hold outputs. */
  readonly files: readonly string[]
  /** As in summaries: `latency_ms`, `model`, `tags.intent`. */
  readonly feature: string
  readonly choice: ExampleChoice
  /** The most to give, at least 1. */
  readonly limit: number
  /** The same seed gives the same examples. */
  readonly seed: string
}

/** One logged request, written by strangers: escape or fence its texts wherever they go. */
export interface TrafficExample {
  /** The record's own id, else its log and line: `app.jsonl:17`. */
  readonly id: string
  /** Null where the lake holds no texts. */
  readonly input: string | null
  readonly output: string | null
}

/**
 * A few requests of a night's sample that show what a finding about `feature` means: what there is to choose from does not
 * grow with the traffic. Each request once; the choice does not depend on the order of rows or files. A feature or
 * category that no sampled request has gives none.
 *
 * @example readTrafficExamples(db, {sample, files, feature: 'tags.intent', choice: {category: 'cargo_bike'}, limit: 3, seed: 'x'})
 * @throws QueryError when a file cannot be read
 */
export async function readTrafficExamples(
  db: Database,
  { sample, files, feature, choice, limit, seed }: TrafficExamplesOptions,
): Promise<TrafficExample[]> {
  const asked = { sample, feature, limit, seed }
  const rows =
    'category' in choice
      ? await db.rows(OF_CATEGORY, { ...asked, value: choice.category })
      : await db.rows(OF_NUMBER, { ...asked, nearest: choice.nearest })
  const outputs = await outputsOf(
    db,
    files,
    rows.map((row) => String(row.record_key)),
  )
  return rows.map((row) => ({
    id: String(row.id),
    input: row.input as string | null,
    output: outputs.get(String(row.record_key)) ?? null,
  }))
}

/** By record key. */
async function outputsOf(
  db: Database,
  files: readonly string[],
  keys: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  if (files.length === 0 || keys.length === 0) return new Map()
  const rows = await db.rows(OUTPUTS, { files, record_keys: keys })
  return new Map(rows.map((row) => [String(row.record_key), row.output as string | null]))
}

/** The requests of a night's sample, by the ids of `TrafficExample`, that have a category. */
export async function requestsOfCategory(
  db: Database,
  asked: { readonly sample: string; readonly feature: string; readonly value: string },
): Promise<ReadonlySet<string>> {
  return new Set((await db.rows(WITH_CATEGORY, { ...asked })).map(({ id }) => String(id)))
}
