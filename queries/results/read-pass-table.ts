import type { CaseResult } from '../../suite/case-result.ts'
import type { PassRow } from '../../suite/pass-table.ts'
import type { Database, Row } from '../database.ts'
import { fileGroups } from './file-groups.ts'

const ROWS = new URL('./read-pass-table.sql', import.meta.url)
const COUNT = new URL('./count-results.sql', import.meta.url)

/**
 * Reads which case passed which scorer from a run's result files, by case id in code-point order and epoch.
 * Tag values are texts. No paths give no rows.
 *
 * @throws QueryError when a file cannot be read
 */
export async function readPassTable(db: Database, paths: readonly string[]): Promise<PassRow[]> {
  if (paths.length === 0) return []
  return (await db.rows(ROWS, { paths })).map(passRow)
}

/**
 * The same rows, case by case: all epochs of each, in their order, and never all in memory. Cases come by file and id.
 *
 * @param files  how many are read at once; some unless given
 * @throws QueryError when a file cannot be read
 */
export async function* eachCase(
  db: Database,
  paths: readonly string[],
  files?: number,
): AsyncGenerator<readonly PassRow[]> {
  for (const group of fileGroups(paths, files)) {
    let epochs: PassRow[] = []
    for await (const row of rowsOf(db, group)) {
      if (epochs.length > 0 && epochs[0]?.caseId !== row.caseId) {
        yield epochs
        epochs = []
      }
      epochs.push(row)
    }
    if (epochs.length > 0) yield epochs
  }
}

async function* rowsOf(db: Database, paths: readonly string[]): AsyncGenerator<PassRow> {
  const [counted] = await db.rows(COUNT, { paths })
  for await (const some of db.someRows(ROWS, { paths }, Number(counted?.results ?? 0)))
    yield* some.map(passRow)
}

function passRow(row: Row): PassRow {
  return {
    caseId: String(row.case_id),
    epoch: Number(row.epoch),
    inputDigest: String(row.input_digest),
    group: row.case_group as string | null,
    tags: fromMap<string>(row.tags),
    status: row.status as CaseResult['status'],
    scores: fromMap<PassRow['scores'][string]>(row.scores),
  }
}

/** A MAP as DuckDB gives it to an object. Made from entries, so a name such as `__proto__` is only a name. */
function fromMap<T>(map: unknown): Readonly<Record<string, T>> {
  const entries = (map ?? []) as readonly { readonly key: string; readonly value: T }[]
  return Object.fromEntries(entries.map(({ key, value }) => [key, value]))
}
