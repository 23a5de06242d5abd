/**
 * A value as JSON that every reader takes: half a surrogate pair, which a cut text can end in and which UTF-8 cannot
 * hold, becomes U+FFFD.
 * @example jsonText({ a: 'x\ud83d' }) // '{"a":"x\\ufffd"}'
 */
export function jsonText(value: unknown): string {
  return withoutHalfPairs(JSON.stringify(value))
}

/**
 * JSON text in which every escaped half of a surrogate pair stands as `\ufffd`; whole pairs and all else stay.
 * JavaScript's and Python's writers escape such halves, and DuckDB takes a line that has one for broken.
 */
export function withoutHalfPairs(json: string): string {
  if (!/\\ud[89a-f]/i.test(json)) return json
  return json.replace(/\\(?:(ud[89ab]..\\ud[c-f]..)|(ud[89a-f]..)|.)/gi, (escaped, _pair, half) =>
    half === undefined ? escaped : '\\ufffd',
  )
}
