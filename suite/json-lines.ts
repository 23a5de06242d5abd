import { ConfigError } from './config/errors.ts'

/** One object of a JSON-lines text; lines count from 1, blank ones included. */
export interface JsonLine {
  readonly line: number
  readonly value: Readonly<Record<string, unknown>>
}

/** A JSON line of a file, and where in the file it begins, in bytes. */
export interface PlacedJsonLine extends JsonLine {
  readonly start: number
}

const NEWLINE = 10

/**
 * Reads the objects of a JSON-lines text. A byte-order mark, CRLF, blank lines and a missing last newline are fine.
 *
 * @param source  the file, named in errors; what a line holds never is
 * @throws ConfigError naming file and line when a line is not a JSON object
 * @example parseJsonLines('{"id":1}\n\n{"id":2}', 'cases.jsonl') // lines 1 and 3
 */
export function parseJsonLines(text: string, source: string): JsonLine[] {
  return text.split('\n').flatMap((content, index) => parsed(content, index + 1, source))
}

/**
 * The same of a file that need not fit into memory, piece by piece: the lines that end in each piece.
 *
 * @param pieces  the file's bytes, in order
 * @throws ConfigError as `parseJsonLines`, and when the file is not UTF-8
 */
export async function* readJsonLines(
  pieces: AsyncIterable<Uint8Array>,
  source: string,
): AsyncGenerator<PlacedJsonLine[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let rest = new Uint8Array()
  let line = 0
  let start = 0
  const take = (bytes: Uint8Array): PlacedJsonLine[] => {
    line += 1
    const place = { start }
    start += bytes.length + 1
    return parsed(decoded(decoder, bytes, source), line, source).map((each) => ({ ...each, ...place }))
  }
  for await (const piece of pieces) {
    const bytes: Uint8Array = rest.length === 0 ? piece : Buffer.concat([rest, piece])
    const lines: PlacedJsonLine[] = []
    let from = 0
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
      lines.push(...take(bytes.subarray(from, end)))
      from = end + 1
    }
    rest = Uint8Array.from(bytes.subarray(from))
    yield lines
  }
  yield take(rest)
}

function decoded(decoder: TextDecoder, bytes: Uint8Array, source: string): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new ConfigError(`Cannot read ${source}: it is not UTF-8 text. Save it as UTF-8.`)
  }
}

/** One line, or none where it is blank. */
function parsed(content: string, line: number, source: string): JsonLine[] {
  const text = line === 1 ? content.replace(/^\uFEFF/, '') : content
  if (text.trim() === '') return []
  return [{ line, value: parseObject(text, `${source}, line ${line}`) }]
}

function parseObject(content: string, place: string): Readonly<Record<string, unknown>> {
  const value = parseJson(content, place)
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>
  const got = Array.isArray(value) ? 'a list' : value === null ? 'null' : `a ${typeof value}`
  throw new ConfigError(
    `Cannot read ${place}: got ${got}, expected one JSON object a line. Write one object a line, without a list around them.`,
  )
}

/** JSON.parse quotes the text in its message, so its error is not passed on as the cause. */
function parseJson(content: string, place: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    throw new ConfigError(
      `Cannot read ${place}: it is not valid JSON; expected one JSON object a line. Mend the line (a cut-off file breaks its last one).`,
    )
  }
}
