import { Buffer } from 'node:buffer'

/** As bytes: looking for a text converts it anew for every search. */
const CODE_SIGNS = ['```', '~~~', '\n    ', '\n\t'].map((sign) => Buffer.from(sign))
const URL_SIGN = Buffer.from('://')
const JSON_SPACE = new Set([0x20, 0x09, 0x0a, 0x0d])
/** What JSON and, with white space, indented code begin with. */
const OPENINGS = new Set([...JSON_SPACE, 0x7b, 0x5b])
const FENCE = /^ {0,3}(```|~~~)/
const INDENTED = /^(?: {4}|\t)/
const URL_RUN = /https?:\/\/[^\s<>"'`]+/gi

/**
 * How many characters of a text stand in code: in fenced blocks, their fences and line breaks among them, to the end of
 * the text when no fence closes them; and in lines indented by four spaces or a tab that follow a blank line, the
 * start of the text, or such a line. The signs of code are looked for first, so that other texts cost little.
 */
export function codeCharacters(bytes: Buffer): number {
  if (!isIndented(bytes) && !CODE_SIGNS.some((sign) => bytes.includes(sign))) return 0
  let code = 0
  let fence: string | undefined
  let mayIndent = true
  const lines = bytes.toString('utf8').split('\n')
  for (const [place, line] of lines.entries()) {
    const mark = FENCE.exec(line)?.[1]
    const isBlank = line.trim() === ''
    const isCode: boolean =
      fence !== undefined || mark !== undefined || (mayIndent && !isBlank && INDENTED.test(line))
    if (isCode) code += countCharacters(line) + (place < lines.length - 1 ? 1 : 0)
    if (mark !== undefined) fence = fence === undefined ? mark : fence === mark ? undefined : fence
    mayIndent = isBlank || (isCode && mark === undefined)
  }
  return code
}

/** May a text that begins so be indented, or JSON? No other need be looked at for either. */
export function isOpening(first: number | undefined): boolean {
  return first !== undefined && OPENINGS.has(first)
}

/** Does the first line begin as a line of code may? */
export function isIndented(bytes: Buffer): boolean {
  return bytes[0] === 0x20 || bytes[0] === 0x09
}

/** How many characters of a text belong to `http://` and `https://` addresses. */
export function urlCharacters(bytes: Buffer): number {
  if (!bytes.includes(URL_SIGN)) return 0
  let characters = 0
  for (const [url] of bytes.toString('utf8').matchAll(URL_RUN)) characters += countCharacters(url)
  return characters
}

/** Is the text, but for white space around it, one JSON object or array? */
export function isJson(bytes: Buffer): boolean {
  const start = bytes.find((byte) => !JSON_SPACE.has(byte))
  if (start !== 0x7b && start !== 0x5b) return false
  try {
    JSON.parse(bytes.toString('utf8'))
    return true
  } catch {
    return false
  }
}

function countCharacters(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}
