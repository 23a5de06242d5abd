import { writeFile } from 'node:fs/promises'
import type { Answer } from '../../suite/case-result.ts'
import type { Database } from '../database.ts'

/** An answer and the question it was given to. */
export interface KeptAnswer {
  readonly requestDigest: string
  readonly epoch: number
  readonly answer: Answer
}

/**
 * Writes answers as Parquet.
 *
 * @param path  the file to write; a file beside it with `.jsonl` added holds the rows meanwhile
 */
export async function writeAnswers(
  db: Database,
  answers: readonly KeptAnswer[],
  path: string,
): Promise<void> {
  const source = `${path}.jsonl`
  const lines = answers.map(({ requestDigest, epoch, answer }) =>
    JSON.stringify({ request_digest: requestDigest, epoch, body: JSON.stringify(answer) }),
  )
  await writeFile(source, lines.map((line) => `${line}\n`).join(''))
  await db.run(new URL('./write-answers.sql', import.meta.url), { source, path })
}

/** Names a question among kept answers. */
export function questionKey({ epoch, requestDigest }: Omit<KeptAnswer, 'answer'>): string {
  return `${epoch} ${requestDigest}`
}

/**
 * The newest answer to each of some questions, by `questionKey`; those that were never answered are left out.
 *
 * @param paths  of the files, the newest last
 */
export async function readAnswers(
  db: Database,
  paths: readonly string[],
  keys: readonly string[],
): Promise<ReadonlyMap<string, Answer>> {
  if (paths.length === 0 || keys.length === 0) return new Map()
  const rows = await db.rows(new URL('./read-answers.sql', import.meta.url), { paths, keys })
  return new Map(rows.map(({ key, body }) => [String(key), JSON.parse(String(body)) as Answer]))
}
