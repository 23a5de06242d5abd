import type { FeatureRows } from '../../drift/hanging-together.ts'
import type { Summary } from '../../drift/summary.ts'
import type { Database } from '../database.ts'
import { type Columns, numberColumn } from '../read-columns.ts'
import { identifier, textOf } from '../statement.ts'

const SIZES = new URL('./size-units.sql', import.meta.url)
const SPREAD = new URL('./spread-units.sql', import.meta.url)
const SAMPLE = new URL('./sample-units.sql', import.meta.url)
const LANGUAGES = new URL('./sampled-languages.sql', import.meta.url)
const GROUPED_LANGUAGES = new URL('./grouped-languages.sql', import.meta.url)
const CASES = new URL('./group-cases.sql', import.meta.url)

/** Requests of drawn units; more say nothing new of how much those of one hang together. */
const MOST_REQUESTS = 10_000

/** Of one unit; so that a few large ones do not fill the sample, and what is alike in them is told by many. */
const MOST_OF_UNIT = 100

/** A feature by its name in summaries. */
export type NamedFeature = Pick<Summary, 'feature' | 'type'>

/** Rows in units, feature by feature. */
export interface UnitTable {
  /** The `UnitSpread` of all rows, where those of the table are a sample of them; null where they are all. */
  readonly spread: { readonly size: number; readonly units: number } | null
  /** The rows of a feature: its numbers, or its categories as numbers. */
  rowsOf(feature: NamedFeature): Promise<FeatureRows>
}

/** Some units of a night with their requests, at most 100 of each; null where no two requests of the night are of one unit. */
export async function sampleUnits(db: Database, files: readonly string[]): Promise<UnitTable | null> {
  await db.run(SIZES, { files })
  const [spread] = await db.rows(SPREAD)
  const all = { size: Number(spread?.size ?? 1), units: Number(spread?.units ?? 0) }
  if (all.size <= 1) return null
  await db.run(SAMPLE, { files, most: MOST_REQUESTS, of_unit: MOST_OF_UNIT })
  const selected = ({ feature, type }: NamedFeature) =>
    `feature_${type === 'numeric' ? 'number' : 'category'}(unit_record, ${textOf(feature)})`
  return { spread: all, rowsOf: (feature) => readRows(db, feature, selected(feature)) }
}

/** The cases that were summarised last, in their groups. */
export async function groupCases(db: Database): Promise<UnitTable> {
  await db.run(CASES)
  return { spread: null, rowsOf: (feature) => readRows(db, feature, caseValue(feature)) }
}

function caseValue({ feature, type }: NamedFeature): string {
  const name = (prefix: string) => textOf(feature.slice(prefix.length))
  if (feature.startsWith('tags.')) return `tags[${name('tags.')}]`
  if (feature.startsWith('own.'))
    return `own.${type === 'numeric' ? 'numbers' : 'categories'}[${name('own.')}]`
  return identifier(feature)
}

/** Requests of the sample of a night with their languages, in units. */
export async function sampledLanguages(db: Database, path: string): Promise<FeatureRows> {
  return unitRows(await db.columns(LANGUAGES, { path }))
}

/** The cases in groups, as `groupCases` has them, with the languages of their descriptions. */
export async function groupedLanguages(db: Database, path: string): Promise<FeatureRows> {
  return unitRows(await db.columns(GROUPED_LANGUAGES, { path }))
}

async function readRows(db: Database, { feature, type }: NamedFeature, value: string): Promise<FeatureRows> {
  // Categories are only held to be the same or not.
  const number = type === 'numeric' ? `CAST(${value} AS DOUBLE)` : `CAST(hash(${value}) >> 12 AS DOUBLE)`
  const columns = await db.columns({
    name: `units of feature ${JSON.stringify(feature)}`,
    sql: `SELECT unit_number, weight, CASE WHEN ${value} IS NOT NULL THEN ${number} END AS value FROM unit_record ORDER BY place`,
  })
  return unitRows(columns)
}

/** Rows of columns `unit_number`, `weight` and `value`, as a query of units gives them. */
export function unitRows(columns: Columns): FeatureRows {
  const values = numberColumn(columns, 'value')
  return {
    // Of an infinite value nothing is known but that it is there; it has no place among the others.
    values: values.map((value) => (Number.isFinite(value) ? value : Number.NaN)),
    units: Uint32Array.from(numberColumn(columns, 'unit_number')),
    weights: numberColumn(columns, 'weight'),
  }
}
