import type { PartitionFailures } from '../../drift/slices/count-failures.ts'
import type { Database } from '../database.ts'

const FAILURES = new URL('./count-failures.sql', import.meta.url)

/** A name with more values tells requests or users apart, not parts of the traffic. */
const MOST_VALUES = 200

/**
 * How often requests of a partition failed: with an error, or with a score below a half. Needs `feature_record` of
 * `summarise-traffic.sql`.
 */
export async function countFailures(db: Database): Promise<PartitionFailures> {
  const rows = await db.rows(FAILURES, { most: MOST_VALUES })
  const tooMany = rows.filter(({ value_count }) => Number(value_count) > MOST_VALUES)
  return {
    manyValued: [...new Set(tooMany.map(({ name }) => String(name)))],
    counts: rows
      .filter(({ value_count }) => Number(value_count) <= MOST_VALUES)
      .map(({ failure, name, value, requests, failed, lowest, highest }) => ({
        failure: String(failure),
        slice: name === null ? null : { name: String(name), value: String(value) },
        requests: Number(requests),
        failed: Number(failed),
        scores: [Number(lowest), Number(highest)] as const,
      })),
  }
}
