import { byCodePoint } from '../../drift/code-point-order.ts'
import {
  type CategoricalSummary,
  EVERYTHING,
  type NumericSummary,
  type Summary,
} from '../../drift/summary.ts'
import type { Database } from '../database.ts'
import { numberColumn, textColumn } from '../read-columns.ts'
import { identifier, textOf } from '../statement.ts'
import { summariseCategorical, summariseNumeric } from './summarise-view.ts'

const SIZE = new URL('./summarise-size.sql', import.meta.url)
const TAGS = new URL('./summarise-tags.sql', import.meta.url)

/** Columns of the table `feature_record`, by what they are, and the tags, scores and own features to be summarised, known ones or not. */
export interface FeatureColumns {
  readonly numeric: readonly string[]
  readonly categorical: readonly string[]
  readonly tags: readonly string[]
  readonly scores: readonly string[]
  readonly own: OwnColumns
}

/** Own features, by what they give. */
export interface OwnColumns {
  readonly numbers: readonly string[]
  readonly categories: readonly string[]
}

/** What is kept of a numeric feature's exact distribution. */
export type Keep = (exact: NumericSummary) => readonly NumericSummary[]

/**
 * Summaries of the columns of `feature_record`, of the tags (`tags.<name>`), scores (`scores.<name>`) and own features
 * (`own.<name>`), in code-point order of their names; `records` is how many rows it has. A tag or score that a record does not have is
 * missing there. Of each numeric feature stays what `keep` makes of it, at once, so that never two exact distributions
 * are in memory; by default that itself.
 */
export async function summariseFeatures(
  db: Database,
  { numeric, categorical, tags, scores, own }: FeatureColumns,
  keep: Keep = (exact) => [exact],
): Promise<{ readonly summaries: Summary[]; readonly records: number }> {
  const [size] = await db.rows(SIZE)
  const records = Number(size?.records)
  const summaries: Summary[] = await summariseTags(db, tags, records)
  const numbers = [
    ...numeric.map((feature) => ({ feature, value: `CAST(${identifier(feature)} AS DOUBLE)` })),
    ...scores.map((name) => ({ feature: `scores.${name}`, value: `scores[${textOf(name)}]` })),
    ...own.numbers.map((name) => ({ feature: `own.${name}`, value: `own.numbers[${textOf(name)}]` })),
  ]
  const names = [
    ...categorical.map((feature) => ({ feature, value: identifier(feature) })),
    ...own.categories.map((name) => ({ feature: `own.${name}`, value: `own.categories[${textOf(name)}]` })),
  ]
  for (const { feature, value } of numbers) {
    const select = `SELECT ${value} AS value FROM feature_record`
    summaries.push(...keep(await summariseNumeric(db, { feature, select })))
  }
  for (const { feature, value } of names) {
    const select = `SELECT ${value} AS value FROM feature_record`
    summaries.push(await summariseCategorical(db, { feature, select }))
  }
  return { summaries: summaries.sort((a, b) => byCodePoint(a.feature, b.feature)), records }
}

/** The own features that a query lists, by what they give. */
export async function listOwn(
  db: Database,
  query: URL,
  parameters: { readonly files?: readonly string[] } = {},
): Promise<OwnColumns> {
  const rows = await db.rows(query, { ...parameters })
  const named = (isNumber: boolean) =>
    rows.filter((row) => row.is_number === isNumber).map(({ name }) => String(name))
  return { numbers: named(true), categories: named(false) }
}

interface TagCounts {
  readonly categories: string[]
  readonly counts: number[]
}

async function summariseTags(
  db: Database,
  tags: readonly string[],
  records: number,
): Promise<CategoricalSummary[]> {
  const columns = await db.columns(TAGS)
  const names = textColumn(columns, 'name')
  const values = textColumn(columns, 'value')
  const counts = numberColumn(columns, 'count')
  const found = new Map<string, TagCounts>(tags.map((name) => [name, { categories: [], counts: [] }]))
  for (const [row, name] of names.entries()) {
    const tag = found.get(String(name))
    tag?.categories.push(String(values[row]))
    tag?.counts.push(counts[row] ?? 0)
  }
  return [...found].map(([name, tag]) => tagSummary(name, tag, records))
}

function tagSummary(name: string, { categories, counts }: TagCounts, records: number): CategoricalSummary {
  return {
    type: 'categorical',
    feature: `tags.${name}`,
    slice: EVERYTHING,
    categories,
    counts: Float64Array.from(counts),
    missing: records - counts.reduce((sum, count) => sum + count, 0),
  }
}
