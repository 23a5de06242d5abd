import type { FeatureSpec, FunctionFeature, SqlFeature } from '../../suite/config/feature-spec.ts'
import type { Database } from '../database.ts'
import { QueryError } from '../query-error.ts'
import { textOf } from '../statement.ts'
import { checkExpression, unusable } from './check-expression.ts'

const CASE_COLUMNS = { input: 'VARCHAR', turns: 'INTEGER', tags: 'MAP(VARCHAR, VARCHAR)' }

/** What an own feature sees of a request, in the order in which `load-traffic.sql` hands it over. */
const COLUMNS: Readonly<Record<string, string>> = {
  timestamp: 'TIMESTAMPTZ',
  id: 'VARCHAR',
  input: CASE_COLUMNS.input,
  output: 'VARCHAR',
  model: 'VARCHAR',
  latency_ms: 'DOUBLE',
  input_tokens: 'DOUBLE',
  output_tokens: 'DOUBLE',
  cost_usd: 'DOUBLE',
  conversation_id: 'VARCHAR',
  user_id: 'VARCHAR',
  error: 'VARCHAR',
  finish_reason: 'VARCHAR',
  tags: CASE_COLUMNS.tags,
  scores: 'MAP(VARCHAR, DOUBLE)',
  turns: CASE_COLUMNS.turns,
}

/** How often the function of a feature threw. */
export type FeatureFailures = ReadonlyMap<string, number>

interface Expression {
  readonly name: string
  readonly number: string
  readonly category: string
  /** Needs no more than a case has. */
  readonly isOfCases: boolean
}

/**
 * Defines `own_features(…)`, which measures the own features of a request, and `own_case_features(…)`, which measures
 * those that need no more than a case has, in this database. Each gives a STRUCT of `numbers` and `categories`, maps by
 * name without the missing ones.
 *
 * @returns a count, kept up to date, of how often each function threw
 * @throws ConfigError naming the feature that cannot be used
 */
export async function defineOwnFeatures(
  db: Database,
  features: readonly FeatureSpec[],
): Promise<FeatureFailures> {
  const failures = new Map<string, number>()
  const expressions: Expression[] = []
  for (const feature of features) {
    const isSql = feature.kind === 'sqlFeature'
    expressions.push(isSql ? await ofSql(db, feature) : ofFunction(db, feature, failures))
  }
  await defineMacro(db, { macro: 'own_features', columns: COLUMNS }, expressions)
  const ofCases = expressions.filter(({ isOfCases }) => isOfCases)
  await defineMacro(db, { macro: 'own_case_features', columns: CASE_COLUMNS }, ofCases)
  return failures
}

async function ofSql(db: Database, feature: SqlFeature): Promise<Expression> {
  const named = await checkExpression(db, feature)
  const type = await typeOf(db, feature)
  const value = `TRY((${feature.sql}\n))`
  const isNumber = /^(U?(TINY|SMALL|BIG|HUGE)?INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\(\d+,\d+\))$/.test(type)
  if (!isNumber && !['VARCHAR', 'BOOLEAN'].includes(type))
    throw unusable(feature, `it gives ${type}, which is neither a number, a text nor a boolean`)
  return {
    name: feature.name,
    number: isNumber ? `TRY_CAST(${value} AS DOUBLE)` : 'CAST(NULL AS DOUBLE)',
    category: isNumber ? 'CAST(NULL AS VARCHAR)' : `CAST(${value} AS VARCHAR)`,
    isOfCases: [...named].every((name) => !(name in COLUMNS) || name in CASE_COLUMNS),
  }
}

/** Binds the expression to a row of no values; aggregates are refused in WHERE. */
async function typeOf(db: Database, feature: SqlFeature): Promise<string> {
  const nulls = Object.entries(COLUMNS).map(([name, type]) => `CAST(NULL AS ${type}) AS "${name}"`)
  const value = `TRY((${feature.sql}\n))`
  const sql = `SELECT typeof(${value}) AS type FROM (SELECT ${nulls.join(', ')}) WHERE (${value}) IS NULL OR true`
  try {
    const [row] = await db.rows({ name: `feature ${feature.name}`, sql })
    return String(row?.type)
  } catch (error) {
    throw unusable(
      feature,
      error instanceof QueryError ? `DuckDB cannot bind it (${error.reason})` : 'it fails',
    )
  }
}

function ofFunction(db: Database, feature: FunctionFeature, failures: Map<string, number>): Expression {
  const { name, from } = feature
  const call = feature.fn as (given: unknown) => number | string | null
  const own = `own_function_${name}`
  db.define(own, (text) => {
    try {
      return call(from === 'record' ? JSON.parse(text) : text) ?? null
    } catch {
      failures.set(name, (failures.get(name) ?? 0) + 1)
      return null
    }
  })
  const columns = Object.keys(COLUMNS).map((column) => `${textOf(column)}: ${given(column)}`)
  const argument = from === 'record' ? `CAST(to_json({${columns.join(', ')}}) AS VARCHAR)` : from
  const value = `${own}(${argument})`
  return { name, number: `${value}.number`, category: `${value}.category`, isOfCases: from === 'input' }
}

/** As JSON writes it: a time in ISO 8601. */
function given(column: string): string {
  return column === 'timestamp'
    ? `strftime(timezone('UTC', "timestamp"), '%Y-%m-%dT%H:%M:%S.%gZ')`
    : `"${column}"`
}

async function defineMacro(
  db: Database,
  { macro, columns }: { readonly macro: string; readonly columns: Readonly<Record<string, string>> },
  expressions: readonly Expression[],
): Promise<void> {
  const entries = (kind: 'number' | 'category', type: string) => {
    if (expressions.length === 0) return `CAST(MAP {} AS MAP(VARCHAR, ${type}))`
    const all = expressions.map((each) => `{'key': ${textOf(each.name)}, 'value': ${each[kind]}}`)
    const list = `CAST([${all.join(', ')}] AS STRUCT(key VARCHAR, value ${type})[])`
    return `map_from_entries(list_filter(${list}, lambda entry: entry.value IS NOT NULL))`
  }
  const parameters = Object.keys(columns).map((name) => `"${name}"`)
  await db.run({
    name: macro,
    sql: `CREATE OR REPLACE TEMP MACRO ${macro}(${parameters.join(', ')}) AS
      {'numbers': ${entries('number', 'DOUBLE')}, 'categories': ${entries('category', 'VARCHAR')}}`,
  })
}
