import type { CaseBody } from '../../suite/case-texts.ts'
import type { Database } from '../database.ts'

const BODIES = new URL('./read-case-bodies.sql', import.meta.url)

/**
 * Conversations and human scores of these cases, by id; cases with neither are left out.
 *
 * @param path  of a file that `writeCases` wrote
 * @throws QueryError when the file cannot be read
 */
export async function readCaseBodies(
  db: Database,
  path: string,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, CaseBody>> {
  const rows = await db.rows(BODIES, { path, case_ids: caseIds })
  return new Map(
    rows.map(({ id, messages, human }) => [String(id), { messages: parsed(messages), human: parsed(human) }]),
  )
}

function parsed<T>(json: unknown): T | null {
  return json === null ? null : (JSON.parse(String(json)) as T)
}
