import type { Summary } from '../../drift/summary.ts'
import { type Case, inputText, inputTurns } from '../../suite/case.ts'
import type { Database } from '../database.ts'
import { INPUT_FEATURES } from '../features/feature-names.ts'
import { jsonText } from '../json-text.ts'
import { listOwn, summariseFeatures } from './summarise-features.ts'

const TABLE = new URL('./summarise-cases-table.sql', import.meta.url)
const NAMES = new URL('./list-case-tags.sql', import.meta.url)
const OWN = new URL('./list-case-own.sql', import.meta.url)
const RECORDS = new URL('./summarise-cases.sql', import.meta.url)

/**
 * How are the features that traffic has too distributed over the offline cases: those of inputs, every tag as
 * `tags.<name>`, and the own features that this database defines for cases (`defineOwnFeatures`)? Slice `all`; measured by the macros that measure traffic.
 *
 * @throws QueryError when DuckDB fails
 */
export async function summariseCases(db: Database, cases: readonly Case[]): Promise<readonly Summary[]> {
  await db.run(TABLE)
  const inputs = cases.map((item) => inputText(item.input))
  const tags = cases.map((item) => jsonText(item.tags ?? {}))
  const turns = cases.map((item) => inputTurns(item.input))
  await db.append('case_text', [inputs, turns, tags, unitsOf(cases), cases.map((_, position) => position)])
  await db.run(RECORDS)
  await db.run({
    name: 'records of cases',
    sql: 'CREATE OR REPLACE TEMP TABLE feature_record AS FROM case_record',
  })
  const names = (await db.rows(NAMES)).map(({ name }) => String(name))
  const columns = { ...INPUT_FEATURES, tags: names, scores: [], own: await listOwn(db, OWN) }
  return (await summariseFeatures(db, columns)).summaries
}

/** The number of the group of each case; one without a group is its own. */
function unitsOf(cases: readonly Case[]): number[] {
  const numbers = new Map<string, number>()
  return cases.map(({ group }, position) => {
    if (group === undefined) return position
    const known = numbers.get(group) ?? position
    numbers.set(group, known)
    return known
  })
}
