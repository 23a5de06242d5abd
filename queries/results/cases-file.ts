import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Case, inputText } from '../../suite/case.ts'
import type { Database } from '../database.ts'

/** DuckDB holds twice the longest line for each thread; below this it reads in too small pieces. */
const LEAST_BUFFER = 1_000_000

/**
 * Writes cases as Parquet, in their order.
 *
 * @param path  the file to write; a file beside it with `.jsonl` added holds the rows meanwhile
 * @returns how many there were
 */
export async function writeCases(
  db: Database,
  cases: AsyncIterable<readonly Case[]> | Iterable<readonly Case[]>,
  path: string,
): Promise<number> {
  const source = `${path}.jsonl`
  let position = 0
  let longest = 0
  const lines = async function* () {
    for await (const some of cases) {
      const written = some.map((item) => Buffer.from(lineOf(item, position++)))
      longest = written.reduce((most, line) => Math.max(most, line.length), longest)
      yield Buffer.concat(written)
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(source))
  await db.run(new URL('./write-cases.sql', import.meta.url), {
    source,
    path,
    longest: longest + LEAST_BUFFER,
  })
  return position
}

function lineOf(item: Case, position: number): string {
  const { id, input } = item
  return `${JSON.stringify({ position, id, input: inputText(input), body: JSON.stringify(item) })}\n`
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
