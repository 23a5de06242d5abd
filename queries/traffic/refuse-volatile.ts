import type { Database } from '../database.ts'
import { namesOf, nodesOf, type ParsedNode } from '../parsed-nodes.ts'

const VOLATILE = new URL('./volatile-functions.sql', import.meta.url)

/** What DuckDB reads as the clock where it is written like a column. */
const CLOCK = /^(?:current_(?:date|time|timestamp)|local_?time(?:stamp)?)$/

/**
 * Why a parsed SELECT may give other rows when it is run again over the same ones, or null: it asks the clock or chance, or
 * takes a sample. A file that is loaded twice would be two different ones.
 */
export async function whyVolatile(db: Database, tree: unknown): Promise<string | null> {
  const volatile = new Set((await db.rows(VOLATILE)).map(({ name }) => String(name)))
  for (const node of nodesOf(tree)) {
    if (typeof node.sample === 'object' && node.sample !== null) return 'it takes a sample of its rows'
    const called = namesOf(node.function_name).find((name) => volatile.has(name) || isAgeOfToday(name, node))
    const named = node.class === 'COLUMN_REF' ? namesOf(node.column_names) : []
    const asked = called ?? (named.length === 1 ? named.find((name) => CLOCK.test(name)) : undefined)
    if (asked !== undefined) return `it calls ${asked}, which gives something else the next time`
  }
  return null
}

/** `age(a, b)` is between two times; of one, it is up to today. */
function isAgeOfToday(name: string, { children }: ParsedNode): boolean {
  return name === 'age' && Array.isArray(children) && children.length === 1
}
