/**
 * A value as JSON that every reader takes: half a surrogate pair, which a cut text can end in and which UTF-8 cannot
 * hold, becomes U+FFFD.
 * @example jsonText({ a: 'x\ud83d' }) // '{"a":"x\\ufffd"}'
 */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(/\\(?:u(d[89a-f]..)|.)/g, (escaped, half) =>
    half === undefined ? escaped : '\\ufffd',
  )
}
