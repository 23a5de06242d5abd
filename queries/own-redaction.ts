import { ConfigError } from '../suite/config/errors.ts'
import type { Database } from './database.ts'
import { QueryError } from './query-error.ts'
import { textOf } from './statement.ts'

/**
 * Defines the macro `without_own(text)` for patterns of the user, each match becoming the pattern's name in brackets.
 *
 * @param patterns RE2's language, which no text can make slow; by name, of letters, digits, `_` and `-`
 * @throws ConfigError when DuckDB cannot use one of them
 */
export async function defineRedaction(
  db: Database,
  patterns: Readonly<Record<string, string>>,
): Promise<void> {
  const replaced = Object.entries(patterns).reduce(
    (text, [name, pattern]) => `regexp_replace(${text}, ${textOf(pattern)}, ${textOf(`[${name}]`)}, 'g')`,
    't',
  )
  try {
    await db.run({ name: 'own redaction', sql: `CREATE OR REPLACE TEMP MACRO without_own(t) AS ${replaced}` })
    await db.rows({ name: 'try the own redaction', sql: "SELECT without_own('a') AS tried" })
  } catch (error) {
    if (!(error instanceof QueryError)) throw error
    throw new ConfigError(
      `Cannot use the patterns of \`redact\` (${Object.keys(patterns).join(', ')}): ${error.reason} Expected RE2's language; a pattern may also be too large.`,
    )
  }
}
