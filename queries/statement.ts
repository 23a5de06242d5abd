import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A `.sql` file beside its caller, or a view whose identifiers were quoted by `identifier`. */
export type Statement = URL | { readonly name: string; readonly sql: string }

const texts = new Map<string, string>()

/** The statement's name for errors and its text; files are read once a process. */
export async function statementOf(
  statement: Statement,
): Promise<{ readonly name: string; readonly sql: string }> {
  if (!(statement instanceof URL)) return statement
  const known = texts.get(statement.href)
  const sql = known ?? (await readFile(statement, 'utf8'))
  texts.set(statement.href, sql)
  return { name: basename(fileURLToPath(statement)), sql }
}

/**
 * A column name as SQL reads it, whatever it contains.
 * @example identifier('a "b"') // '"a ""b"""'
 */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/**
 * A text as SQL reads it, for the places that take no parameter: the path in a view.
 * @example textOf("it's") // "'it''s'"
 */
export function textOf(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
