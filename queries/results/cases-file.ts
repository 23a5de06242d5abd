import { writeFile } from 'node:fs/promises'
import { type Case, inputText } from '../../suite/case.ts'
import type { Database } from '../database.ts'

/**
 * Writes cases as Parquet, in their order.
 *
 * @param path  the file to write; a file beside it with `.jsonl` added holds the rows meanwhile
 */
export async function writeCases(db: Database, cases: readonly Case[], path: string): Promise<void> {
  const source = `${path}.jsonl`
  const lines = cases.map((item, position) =>
    JSON.stringify({ position, id: item.id, input: inputText(item.input), body: JSON.stringify(item) }),
  )
  await writeFile(source, `${lines.join('\n')}\n`)
  await db.run(new URL('./write-cases.sql', import.meta.url), { source, path })
}

/** Reads `count` cases from position `first` on; fewer at the end, none beyond it. */
export async function readCases(
  db: Database,
  path: string,
  { first, count }: { readonly first: number; readonly count: number },
): Promise<Case[]> {
  const rows = await db.rows(new URL('./read-cases.sql', import.meta.url), { path, first, count })
  return rows.map((row) => JSON.parse(String(row.body)) as Case)
}
