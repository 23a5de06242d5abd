import { ConfigError } from './config/errors.ts'

/** One object of a JSON-lines text; lines count from 1, blank ones included. */
export interface JsonLine {
  readonly line: number
  readonly value: Readonly<Record<string, unknown>>
}

/**
 * Reads the objects of a JSON-lines text. A byte-order mark, CRLF, blank lines and a missing last newline are fine.
 *
 * @param source  the file, named in errors; what a line holds never is
 * @throws ConfigError naming file and line when a line is not a JSON object
 * @example parseJsonLines('{"id":1}\n\n{"id":2}', 'cases.jsonl') // lines 1 and 3
 */
export function parseJsonLines(text: string, source: string): JsonLine[] {
  const lines = text.replace(/^\uFEFF/, '').split('\n')
  return lines.flatMap((content, index) =>
    content.trim() === ''
      ? []
      : [{ line: index + 1, value: parseObject(content, `${source}, line ${index + 1}`) }],
  )
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
