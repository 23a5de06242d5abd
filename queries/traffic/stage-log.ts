import type { LineBatch } from '../files/read-lines.ts'
import { lineParts } from './line-files.ts'
import type { RawPart } from './raw-part.ts'

/** Numbers of the lines that cannot be read, and why. */
export interface LineProblems {
  readonly lines: number[]
  readonly reasons: string[]
}

/**
 * Writes consecutive lines into files in `folder` and gives them part by part; while one part is worked on, the next is
 * read. What cannot be read is added to `problems`.
 */
export async function* stageLines(
  batches: AsyncIterable<LineBatch>,
  folder: string,
  problems: LineProblems,
): AsyncGenerator<RawPart> {
  const parts = partsOnly(lineParts(batches, folder), problems)
  let next = parts.next()
  try {
    for (let found = await next; !found.done; found = await next) {
      next = parts.next()
      next.catch(() => undefined) // awaited above or below; until then it is no unhandled rejection
      yield found.value
    }
  } finally {
    await next.catch(() => undefined)
    await parts.return(undefined)
  }
}

async function* partsOnly(
  found: ReturnType<typeof lineParts>,
  { lines, reasons }: LineProblems,
): AsyncGenerator<RawPart, undefined> {
  for await (const each of found) {
    if (each.kind === 'part') yield each
    else {
      lines.push(each.line)
      reasons.push(each.reason)
    }
  }
}
