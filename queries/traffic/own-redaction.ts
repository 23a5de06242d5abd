import { ConfigError } from '../../suite/config/errors.ts'
import type { Database } from '../database.ts'
import { QueryError } from '../query-error.ts'
import { textOf } from '../statement.ts'
import type { LogTreatment } from './log-format.ts'

const WITHOUT_TEXTS = new URL('./without-texts.sql', import.meta.url)
const KEEP_NAMES = new URL('./keep-names.sql', import.meta.url)

/**
 * Defines what is left of texts and names under a config: `without_own(text)`, each match of a pattern becoming its name
 * in brackets; `may_name(text)`, whether any of a record's names has to be looked at; and, of what has been redacted,
 * `stored_error(error)` and `stored_tags(tags)`.
 *
 * @throws ConfigError when DuckDB cannot use one of the patterns
 */
export async function defineRedaction(
  db: Database,
  { redact, storeText }: Pick<LogTreatment, 'redact' | 'storeText'>,
): Promise<void> {
  if (!storeText) await db.run(WITHOUT_TEXTS)
  if (redact === null) await db.run(KEEP_NAMES)
  else await defineOwn(db, redact)
}

/** @param redact patterns in RE2's language, which no text can make slow; by name, of letters, digits, `_` and `-` */
async function defineOwn(db: Database, redact: NonNullable<LogTreatment['redact']>): Promise<void> {
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
