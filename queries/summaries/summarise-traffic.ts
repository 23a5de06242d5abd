import type { PartitionFailures } from '../../drift/slices/count-failures.ts'
import type { Summary } from '../../drift/summary.ts'
import type { Database } from '../database.ts'
import { RECORD_FEATURES } from '../features/feature-names.ts'
import { countFailures } from './count-failures.ts'
import { type Keep, listOwn, summariseFeatures } from './summarise-features.ts'

const RECORDS = new URL('./summarise-traffic.sql', import.meta.url)
const WEIGHTS = new URL('./weigh-records.sql', import.meta.url)
const ROWS = new URL('./count-partition.sql', import.meta.url)
const TAGS = new URL('./list-tags.sql', import.meta.url)
const OWN = new URL('./list-own.sql', import.meta.url)
const SCORES = new URL('./list-scores.sql', import.meta.url)

/** A night's features. `records` + `duplicates` is the number of rows in its files. */
export interface SummarisedTraffic {
  readonly summaries: readonly Summary[]
  readonly records: number
  /** Rows dropped because another file of the night holds the same request. */
  readonly duplicates: number
  readonly failures: PartitionFailures
}

const NOTHING: SummarisedTraffic = {
  summaries: [],
  records: 0,
  duplicates: 0,
  failures: { manyValued: [], counts: [] },
}

export interface SummariseTrafficOptions {
  /** All Parquet files of the night, also for one partition of it. */
  readonly files: readonly string[]
  /** Only one of several parts, dealt by request: merging the summaries of all parts gives those of the whole. */
  readonly partition?: { readonly index: number; readonly of: number }
  /** What is kept of a numeric feature; by default its exact distribution. */
  readonly keep?: Keep
}

/**
 * How are the features of one night's requests distributed? Slice `all`; the features are those of
 * `docs/features.md`: of texts and records, every tag as `tags.<name>` and every score as `scores.<name>`. How the rows
 * are ordered and cut into files changes nothing. No files give no summaries. Summaries have weights when a record has an
 * `inclusion_probability` below 1.
 *
 * @throws QueryError when a file cannot be read
 */
export async function summariseTraffic(
  db: Database,
  { files, partition, keep }: SummariseTrafficOptions,
): Promise<SummarisedTraffic> {
  if (files.length === 0) return NOTHING
  const parameters = { files, partition: partition?.index ?? 0, partitions: partition?.of ?? 1 }
  await db.run(RECORDS, parameters)
  const failures = await countFailures(db)
  const [weights] = await db.rows(WEIGHTS)
  const { summaries, records } = await summariseFeatures(
    db,
    {
      ...RECORD_FEATURES,
      tags: (await db.rows(TAGS, { files })).map(({ name }) => String(name)),
      scores: (await db.rows(SCORES, { files })).map(({ name }) => String(name)),
      own: await listOwn(db, OWN, { files }),
    },
    { keep, isWeighted: weights?.weighted === true },
  )
  const [rows] = await db.rows(ROWS, parameters)
  return { summaries, records, duplicates: Number(rows?.records) - records, failures }
}
