import type { Database } from '../database.ts'

const TEXTS = new URL('./read-result-texts.sql', import.meta.url)

/** Texts of one case of a run, written by strangers: escape or fence them wherever they go. */
export interface ResultTexts {
  readonly caseId: string
  readonly input: string
  /** Null when there was no answer. */
  readonly output: string | null
  /** Several accepted answers are joined by ` | `, an object is JSON; null when the case has none. */
  readonly expected: string | null
}

/**
 * What these cases asked, were answered and expected, in the given order; of several epochs the first.
 * Cases that the run does not hold are left out.
 *
 * @throws QueryError when a file cannot be read
 */
export async function readResultTexts(
  db: Database,
  paths: readonly string[],
  caseIds: readonly string[],
): Promise<ResultTexts[]> {
  if (paths.length === 0 || caseIds.length === 0) return []
  const rows = await db.rows(TEXTS, { paths, case_ids: caseIds })
  return rows.map((row) => ({
    caseId: String(row.case_id),
    input: String(row.input),
    output: row.output as string | null,
    expected: row.expected === null ? null : expectedText(String(row.expected)),
  }))
}

function expectedText(json: string): string {
  const expected: unknown = JSON.parse(json)
  if (typeof expected === 'string') return expected
  return Array.isArray(expected) ? expected.join(' | ') : json
}
