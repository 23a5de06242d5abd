import { NO_GAPS } from '../../drift/gaps.ts'
import { type CategoricalSummary, EVERY_VALUE, EVERYTHING, type NumericSummary } from '../../drift/summary.ts'
import type { Database } from '../database.ts'
import { type Columns, numberColumn, textColumn } from '../read-columns.ts'

const NUMERIC = new URL('./summarise-numeric.sql', import.meta.url)
const CATEGORICAL = new URL('./summarise-categorical.sql', import.meta.url)

/** One feature to summarise: its name, and the SELECT that gives it as `value`, with identifiers quoted. */
export interface FeatureView {
  readonly feature: string
  readonly select: string
}

/** Summarises a feature whose `value` is DOUBLE: NULL and NaN are missing, infinities counted apart. */
export async function summariseNumeric(db: Database, view: FeatureView): Promise<NumericSummary> {
  await defineView(db, view)
  const columns = await db.columns(NUMERIC)
  const values = numberColumn(columns, 'value')
  const counts = numberColumn(columns, 'count')
  const first = values.findIndex(Number.isFinite)
  const end = values.findLastIndex(Number.isFinite) + 1
  const finite = first < 0 ? { start: 0, end: 0 } : { start: first, end }
  return {
    type: 'numeric',
    feature: view.feature,
    slice: EVERYTHING,
    grid: EVERY_VALUE,
    gaps: NO_GAPS,
    values: values.slice(finite.start, finite.end),
    counts: counts.slice(finite.start, finite.end),
    missing: countWhere(values, counts, Number.isNaN),
    infinite: countWhere(values, counts, (value) => Math.abs(value) === Number.POSITIVE_INFINITY),
  }
}

/** Summarises a feature whose `value` is VARCHAR: NULL is missing, the empty text is a category. */
export async function summariseCategorical(db: Database, view: FeatureView): Promise<CategoricalSummary> {
  await defineView(db, view)
  return categoriesOf(view.feature, await db.columns(CATEGORICAL))
}

/** A categorical summary of what was counted: `value` VARCHAR, NULL last and missing, and its `count`. */
export function categoriesOf(feature: string, columns: Columns): CategoricalSummary {
  const categories = textColumn(columns, 'value')
  const counts = numberColumn(columns, 'count')
  const present = categories.filter((category) => category !== null)
  return {
    type: 'categorical',
    feature,
    slice: EVERYTHING,
    categories: present,
    counts: counts.slice(0, present.length),
    missing: counts[present.length] ?? 0,
  }
}

async function defineView(db: Database, { feature, select }: FeatureView): Promise<void> {
  await db.run({
    name: `feature ${JSON.stringify(feature)}`,
    sql: `CREATE OR REPLACE TEMP VIEW feature_value AS ${select}`,
  })
}

function countWhere(values: Float64Array, counts: Float64Array, matches: (value: number) => boolean): number {
  let count = 0
  for (const [index, value] of values.entries()) if (matches(value)) count += counts[index] ?? 0
  return count
}
