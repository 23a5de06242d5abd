import { inflatedFile } from '../files/inflated-file.ts'
import type { LineBatch } from '../files/read-lines.ts'
import { type JsonObject, objectOf } from './json-value.ts'
import { type LineMap, mappedLines } from './mapped-lines.ts'

/** As long as a line may be. */
const LONGEST_DOCUMENT = 16 * 1024 * 1024

/** Lines of OTLP JSON, mapped; a file that is one document over several lines counts as one line. */
export async function* readOtlpLines(path: string, map: LineMap): AsyncGenerator<LineBatch> {
  const document = await wholeDocument(path)
  if (document === null) {
    yield* mappedLines(path, map)
    return
  }
  const mapped = map(document)
  if (typeof mapped === 'string') yield { kind: 'problem', line: 1, reason: mapped }
  else yield { kind: 'lines', firstLine: 1, bytes: Buffer.from(JSON.stringify(mapped)) }
}

/** The file as one JSON object, when it is one of several lines; null when it has an object a line, or is too long or broken. */
async function wholeDocument(path: string): Promise<JsonObject | null> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of inflatedFile(path)) {
    if (piece instanceof Error) return null
    pieces.push(piece)
    size += piece.length
    if (size > LONGEST_DOCUMENT) return null
  }
  const text = Buffer.concat(pieces).toString('utf8').trim()
  if (!text.includes('\n')) return null
  try {
    return objectOf(JSON.parse(text))
  } catch {
    return null
  }
}
