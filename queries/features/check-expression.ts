import { ConfigError } from '../../suite/config/errors.ts'
import type { SqlFeature } from '../../suite/config/feature-spec.ts'
import type { Database } from '../database.ts'
import { namesOf, nodesOf, type ParsedNode } from '../parsed-nodes.ts'

const PARSE = new URL('./parse-expression.sql', import.meta.url)
const REFUSED_FUNCTIONS = new URL('./feature-functions.sql', import.meta.url)

/** Parts of an expression that would look beyond its own row. */
const REFUSED: Readonly<Record<string, string>> = {
  SUBQUERY: 'it holds a subquery',
  WINDOW: 'it holds a window function',
  STAR: 'it holds a star',
  PARAMETER: 'it holds a parameter ($…)',
}

/** Names of the clock and the session that DuckDB lists as no functions, or as ones that never change. */
const CLOCK = /^(current_|get_current_|local_?time)|^(age|getvariable)$/

/**
 * Makes sure that a feature's SQL is one expression over one row: no subquery, so that it can read no file and no other
 * row, no aggregate, and nothing that gives another value the next time (the clock, chance).
 *
 * @returns the columns it names, in lower case
 * @throws ConfigError naming the feature
 */
export async function checkExpression(db: Database, feature: SqlFeature): Promise<ReadonlySet<string>> {
  const [row] = await db.rows(PARSE, { expression: feature.sql })
  const select = selectOf(JSON.parse(String(row?.parsed)), feature)
  const refused = new Set((await db.rows(REFUSED_FUNCTIONS)).map(({ name }) => String(name)))
  const columns = new Set<string>()
  for (const node of nodesOf(select)) {
    const reason = REFUSED[String(node.class)]
    if (reason !== undefined) throw unusable(feature, reason)
    const called = [
      ...namesOf(node.function_name),
      ...(node.class === 'COLUMN_REF' ? namesOf(node.column_names) : []),
    ]
    const bad = called.find((name) => refused.has(name) || CLOCK.test(name))
    if (bad !== undefined) throw unusable(feature, `it calls ${bad}`)
    if (node.class === 'COLUMN_REF') for (const name of namesOf(node.column_names)) columns.add(name)
  }
  return columns
}

/** What to tell of a feature that cannot be used. */
export function unusable({ name }: { readonly name: string }, reason: string): ConfigError {
  return new ConfigError(
    `Cannot use the feature "${name}": ${reason}. Expected one SQL expression over the columns of a request, such as \`length(output) / length(input)\`, without subqueries, aggregates, the clock or chance.`,
  )
}

/** The one expression of the one statement; whatever escaped the brackets is refused. */
function selectOf(parsed: ParsedNode, feature: SqlFeature): unknown {
  if (parsed.error === true) throw unusable(feature, `it is no SQL (${String(parsed.error_message)})`)
  const statements = parsed.statements as { readonly node: ParsedNode }[]
  const node = statements[0]?.node ?? {}
  const list = Array.isArray(node.select_list) ? node.select_list : []
  const isPlain =
    statements.length === 1 &&
    list.length === 1 &&
    (node.from_table as ParsedNode | undefined)?.type === 'EMPTY' &&
    [node.where_clause, node.having, node.qualify].every((clause) => clause === null) &&
    [node.modifiers, node.group_expressions].every((clause) => (clause as unknown[])?.length === 0)
  if (!isPlain) throw unusable(feature, 'it is more than one expression')
  return list
}
