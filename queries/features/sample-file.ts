import type { CategoricalSummary } from '../../drift/summary.ts'
import type { Database } from '../database.ts'
import { textOf } from '../statement.ts'
import { summariseCategorical } from '../summaries/summarise-view.ts'

const TEXTS = new URL('./sample-texts.sql', import.meta.url)
const TABLE = new URL('./text-description-table.sql', import.meta.url)
const SAMPLE = new URL('./write-sample.sql', import.meta.url)
const CASES = new URL('./write-descriptions.sql', import.meta.url)
const WEIGHTED = new URL('./is-sample-weighted.sql', import.meta.url)
const MERGE = new URL('./merge-samples.sql', import.meta.url)

/** What is told of one text beside its features; lists are null where there is nothing to embed. */
export interface TextDescription {
  /** ISO 639-1, or `unknown`. */
  readonly language: string
  readonly embedder: string
  /** Sparse: rising terms, and how often each occurs. */
  readonly terms: readonly number[] | null
  readonly counts: readonly number[] | null
  /** Dense. */
  readonly vector: readonly number[] | null
}

/** One text of a drawn sample. */
export interface SampledText {
  /** The MD5 of the request's key. */
  readonly place: string
  readonly text: string
  readonly vector: readonly number[] | null
}

/** The texts of a sample as `load-traffic-sample.sql` draws it, ordered by place. */
export async function readSampledTexts(db: Database, path: string): Promise<SampledText[]> {
  const rows = await db.rows(TEXTS, { path })
  return rows.map(({ place, input, vector }) => ({
    place: String(place),
    text: String(input),
    vector: vector === null ? null : (JSON.parse(String(vector)) as number[]),
  }))
}

/** Writes a drawn sample as it is kept: with the description of each text, and with the texts where they may be kept. */
export async function writeSample(
  db: Database,
  {
    source,
    path,
    storeText,
  }: { readonly source: string; readonly path: string; readonly storeText: boolean },
  described: ReadonlyMap<string, TextDescription>,
): Promise<void> {
  await fillTable(db, [...described.keys()], [...described.values()])
  await db.run(SAMPLE, { source, path, store_text: storeText ? 1 : 0 })
}

/** Writes the descriptions of cases, in the order of the dataset. */
export async function writeDescriptions(
  db: Database,
  described: readonly TextDescription[],
  path: string,
): Promise<void> {
  await fillTable(
    db,
    described.map((_, position) => String(position)),
    described,
  )
  await db.run(CASES, { path })
}

/** Draws the sample of a whole night from the samples of its files. */
export async function mergeSamples(
  db: Database,
  options: { readonly files: readonly string[]; readonly size: number; readonly path: string },
): Promise<void> {
  await db.run(MERGE, { ...options })
}

/**
 * How the languages of a night's sample are distributed: feature `language`, slice `all`. The sample is drawn evenly from
 * the logged requests, so each stands for 1 / `inclusion_probability` of those that were served.
 */
export async function summariseSampledLanguages(db: Database, path: string): Promise<CategoricalSummary> {
  const [weights] = await db.rows(WEIGHTED, { path })
  if (weights?.weighted !== true) return summariseLanguages(db, path)
  const select = `SELECT language AS value, CAST(round(1048576 / coalesce(inclusion_probability, 1)) AS HUGEINT) AS weight
    FROM read_parquet(${textOf(path)}, hive_partitioning = false)`
  return summariseCategorical(db, { feature: 'language', select, isWeighted: true })
}

/** The same of described cases, each of which counts once. */
export function summariseLanguages(db: Database, path: string): Promise<CategoricalSummary> {
  const select = `SELECT language AS value FROM read_parquet(${textOf(path)}, hive_partitioning = false)`
  return summariseCategorical(db, { feature: 'language', select })
}

async function fillTable(
  db: Database,
  places: readonly string[],
  described: readonly TextDescription[],
): Promise<void> {
  await db.run(TABLE)
  const list = (name: 'terms' | 'counts' | 'vector') => described.map((each) => asJson(each[name]))
  const languages = described.map(({ language }) => language)
  const embedders = described.map(({ embedder }) => embedder)
  const lists = [list('terms'), list('counts'), list('vector')]
  await db.append('text_description', [places, languages, embedders, ...lists])
}

function asJson(list: readonly number[] | null): string | null {
  return list === null ? null : JSON.stringify(list)
}
