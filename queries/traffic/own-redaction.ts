import { ConfigError } from '../../suite/config/errors.ts'
import type { Database } from '../database.ts'
import { QueryError } from '../query-error.ts'
import { textOf } from '../statement.ts'
import type { LogTreatment } from './log-format.ts'

const KEEP_NAMES = new URL('./keep-names.sql', import.meta.url)

/**
 * Defines what is left of texts and names under a config: `without_own(text)`, each match of a pattern becoming its name
 * in brackets, and `may_name(text)`, whether any of a record's names has to be looked at.
 *
 * @param redact patterns in RE2's language, which no text can make slow; by name, of letters, digits, `_` and `-`
 * @throws ConfigError when DuckDB cannot use one of them
 */
export async function defineRedaction(db: Database, redact: LogTreatment['redact']): Promise<void> {
  if (redact === null) return db.run(KEEP_NAMES)
  const replaced = Object.entries(redact.patterns).reduce(
    (text, [name, pattern]) => `regexp_replace(${text}, ${textOf(pattern)}, ${textOf(`[${name}]`)}, 'g')`,
    't',
  )
  try {
    await db.run({ name: 'own redaction', sql: `CREATE OR REPLACE TEMP MACRO without_own(t) AS ${replaced}` })
    if (replaced !== 't')
      await db.run({ name: 'own names', sql: 'CREATE OR REPLACE TEMP MACRO may_name(t) AS true' })
    await db.rows({ name: 'try the own redaction', sql: "SELECT without_own('a') AS tried" })
  } catch (error) {
    if (!(error instanceof QueryError)) throw error
    throw new ConfigError(
      `Cannot use the patterns of \`redact\` (${Object.keys(redact.patterns).join(', ')}): ${error.reason} Expected RE2's language; a pattern may also be too large.`,
    )
  }
}
