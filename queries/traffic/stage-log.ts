import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '../database.ts'
import type { LineBatch } from '../files/read-lines.ts'
import { lineWindows } from './line-windows.ts'

const STAGE_LINES = new URL('./stage-lines.sql', import.meta.url)

/** Part of a log as Parquet: rows in the order of the file, the first being row `firstLine` of it. */
export interface RawPart {
  readonly path: string
  readonly firstLine: number
}

/** A log as its lines were staged. */
export interface StagedLines {
  readonly parts: readonly RawPart[]
  /** Numbers of the lines that cannot be read, and why. */
  readonly problems: { readonly lines: readonly number[]; readonly reasons: readonly string[] }
}

/** Turns consecutive lines into Parquet files in `folder`; while DuckDB packs one part, the next is read. */
export async function stageLines(
  db: Database,
  batches: AsyncIterable<LineBatch>,
  folder: string,
): Promise<StagedLines> {
  const parts: RawPart[] = []
  const problems = { lines: [] as number[], reasons: [] as string[] }
  let packing: Promise<void> = Promise.resolve()
  for await (const found of lineWindows(batches, folder)) {
    if (found.kind === 'problem') {
      problems.lines.push(found.line)
      problems.reasons.push(found.reason)
      continue
    }
    await packing
    const part = { path: join(folder, `raw-${found.firstLine}.parquet`), firstLine: found.firstLine }
    parts.push(part)
    packing = pack(db, found.path, part.path)
    packing.catch(() => undefined) // awaited above or below; until then it is no unhandled rejection
  }
  await packing
  return { parts, problems }
}

async function pack(db: Database, lines: string, path: string): Promise<void> {
  await db.run(STAGE_LINES, { source: lines, path })
  await rm(lines)
}
