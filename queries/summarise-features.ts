import { byCodePoint } from '../drift/code-point-order.ts'
import { type CategoricalSummary, EVERYTHING, type Summary } from '../drift/summary.ts'
import type { Database } from './database.ts'
import { numberColumn, textColumn } from './read-columns.ts'
import { identifier } from './statement.ts'
import { summariseCategorical, summariseNumeric } from './summarise-view.ts'

const SIZE = new URL('./summarise-size.sql', import.meta.url)
const TAGS = new URL('./summarise-tags.sql', import.meta.url)

/** Columns of the table `feature_record`, by what they are. */
export interface FeatureColumns {
  readonly numeric: readonly string[]
  readonly categorical: readonly string[]
}

/**
 * Summaries of the columns of `feature_record` and of every tag (`tags.<name>`), in code-point order of their names;
 * `records` is how many rows it has. A tag that a record does not have is missing there.
 */
export async function summariseFeatures(
  db: Database,
  columns: FeatureColumns,
): Promise<{ readonly summaries: Summary[]; readonly records: number }> {
  const [size] = await db.rows(SIZE)
  const records = Number(size?.records)
  const summaries: Summary[] = await summariseTags(db, records)
  for (const feature of columns.numeric) {
    const select = `SELECT CAST(${identifier(feature)} AS DOUBLE) AS value FROM feature_record`
    summaries.push(await summariseNumeric(db, { feature, select }))
  }
  for (const feature of columns.categorical) {
    const select = `SELECT ${identifier(feature)} AS value FROM feature_record`
    summaries.push(await summariseCategorical(db, { feature, select }))
  }
  return { summaries: summaries.sort((a, b) => byCodePoint(a.feature, b.feature)), records }
}

async function summariseTags(db: Database, records: number): Promise<CategoricalSummary[]> {
  const columns = await db.columns(TAGS)
  const names = textColumn(columns, 'name') as readonly string[]
  const values = textColumn(columns, 'value') as readonly string[]
  const counts = numberColumn(columns, 'count')
  const summaries: CategoricalSummary[] = []
  for (let start = 0; start < names.length; ) {
    const name = names[start]
    const end = names.lastIndexOf(name ?? '') + 1
    const tag = {
      name: `tags.${name}`,
      categories: values.slice(start, end),
      counts: counts.slice(start, end),
    }
    summaries.push(tagSummary(tag, records))
    start = end
  }
  return summaries
}

function tagSummary(
  tag: { readonly name: string; readonly categories: readonly string[]; readonly counts: Float64Array },
  records: number,
): CategoricalSummary {
  const present = tag.counts.reduce((sum, count) => sum + count, 0)
  return {
    type: 'categorical',
    feature: tag.name,
    slice: EVERYTHING,
    categories: tag.categories,
    counts: tag.counts,
    missing: records - present,
  }
}
