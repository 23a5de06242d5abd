import { type LineBatch, lineBatches } from '../files/read-lines.ts'
import { type JsonObject, objectOf } from './json-value.ts'
import { rowBatches } from './row-batches.ts'

/** A line's new value; a text is the reason why the line is no record. */
export type LineMap = (value: JsonObject) => JsonObject | readonly JsonObject[] | string

/**
 * The lines of a log of JSON objects, each as `map` makes it. A line that is no JSON object stays, for the reader to say so.
 */
export async function* mappedLines(path: string, map: LineMap): AsyncGenerator<LineBatch> {
  const rows = rowBatches()
  for await (const batch of lineBatches(path)) {
    if (batch.kind === 'problem') {
      yield batch
      continue
    }
    for (const [place, line] of batch.bytes.toString('utf8').split('\n').entries()) {
      const row = rowOf(line, map)
      if (typeof row === 'string') rows.add(batch.firstLine + place, row)
      else rows.addProblem({ kind: 'problem', line: batch.firstLine + place, reason: row.reason })
    }
    yield* rows.take()
  }
}

function rowOf(line: string, map: LineMap): string | { readonly reason: string } {
  const value = parsed(line)
  if (value === null) return line
  try {
    const mapped = map(value)
    return typeof mapped === 'string' ? { reason: mapped } : JSON.stringify(mapped)
  } catch {
    return { reason: 'the line is nested too deeply' } // the one thing that JSON.stringify cannot do with what JSON.parse gave
  }
}

function parsed(line: string): JsonObject | null {
  try {
    return objectOf(JSON.parse(line))
  } catch {
    return null
  }
}
