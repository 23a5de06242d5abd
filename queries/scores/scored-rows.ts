import type { FeatureRows } from '../../drift/hanging-together.ts'
import type { PartitionFailures } from '../../drift/slices/count-failures.ts'
import type { NumericSummary } from '../../drift/summary.ts'
import type { Database } from '../database.ts'
import { textOf } from '../statement.ts'
import { countFailures } from '../summaries/count-failures.ts'
import { summariseNumeric } from '../summaries/summarise-view.ts'
import { unitRows } from '../summaries/unit-rows.ts'

const MAPS = new URL('./score-maps.sql', import.meta.url)
const REQUESTS = new URL('./scored-requests.sql', import.meta.url)
const CASES = new URL('./scored-cases.sql', import.meta.url)
const NAMES = new URL('./scored-names.sql', import.meta.url)
const FAILURES = new URL('./scored-failures.sql', import.meta.url)

/** Where the scores of a night's requests stand: see `scored-requests.sql`. */
export interface ScoredRequests {
  readonly requests: readonly string[]
  readonly sample: string
}

/** Where those of cases stand: see `scored-cases.sql`. */
interface ScoredCases {
  readonly cases: readonly string[]
  readonly aided: readonly string[]
}

/** The scores of one scorer. */
export interface ScoredFeature {
  /** Exact: feature `scores.<scorer>`, slice `all`. What was not scored is not missing: it is told apart. */
  readonly summary: NumericSummary
  /** The same values, in units. */
  readonly rows: FeatureRows
}

/**
 * The scores that requests or cases were given, scorer by scorer; none without files.
 *
 * @throws QueryError when a file cannot be read
 */
export async function scoredFeatures(
  db: Database,
  files: ScoredRequests | ScoredCases,
): Promise<ScoredFeature[]> {
  if (('requests' in files ? files.requests : files.cases).length === 0) return []
  await readScored(db, files)
  const features: ScoredFeature[] = []
  for (const { name, weighted } of await db.rows(NAMES))
    features.push(await featureOf(db, String(name), weighted === true))
  return features
}

/** How often scored requests failed, in all and slice by slice. */
export async function scoredFailures(db: Database, files: ScoredRequests): Promise<PartitionFailures> {
  await readScored(db, files)
  await db.run(FAILURES)
  const { manyValued, counts } = await countFailures(db)
  return { manyValued, counts: counts.filter(({ failure }) => failure !== 'error') }
}

/** Makes the table `scored`. */
export async function readScored(db: Database, files: ScoredRequests | ScoredCases): Promise<void> {
  await db.run(MAPS)
  if ('requests' in files) await db.run(REQUESTS, { paths: files.requests, sample: files.sample })
  else await db.run(CASES, { paths: files.cases, aided: files.aided })
}

async function featureOf(db: Database, name: string, isWeighted: boolean): Promise<ScoredFeature> {
  const value = `scores[${textOf(name)}]`
  const weight = isWeighted
    ? ', CAST(round(1048576 / coalesce(inclusion_probability, 1)) AS HUGEINT) AS weight'
    : ''
  const select = `SELECT ${value} AS value${weight} FROM scored WHERE ${value} IS NOT NULL`
  const columns = await db.columns({
    name: `units of the scores ${JSON.stringify(name)}`,
    sql: `SELECT CAST(dense_rank() OVER (ORDER BY coalesce('unit ' || unit, place)) - 1 AS DOUBLE) AS unit_number,
      1 / coalesce(inclusion_probability, 1) AS weight, ${value} AS value
      FROM scored WHERE ${value} IS NOT NULL ORDER BY unit_number, place`,
  })
  const feature = `scores.${name}`
  return { summary: await summariseNumeric(db, { feature, select, isWeighted }), rows: unitRows(columns) }
}
