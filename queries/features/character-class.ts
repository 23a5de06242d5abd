/** What a character is to the measures of a text. White space and line breaks are apart, as are the ends of sentences. */
export const LETTER = 0
export const OTHER = 1
export const DIGIT = 2
export const SPACE = 3
export const NEWLINE = 4
/** Ends a sentence when white space or nothing follows. */
export const STOP = 5
export const QUESTION = 6
/** Closing quotes and brackets, which may stand between the end of a sentence and the space after it. */
export const CLOSING = 7
/** Ends a sentence at once: scripts that put no space between sentences. */
export const WIDE_STOP = 8
export const WIDE_QUESTION = 9
/** A character of more than one byte of UTF-8: see `classOf`. */
export const LONG = 10

const MARKS: Readonly<Record<string, number>> = {
  '\n': NEWLINE,
  '\u2028': NEWLINE,
  '\u2029': NEWLINE,
  '.': STOP,
  '!': STOP,
  '\u2026': STOP,
  '\u06d4': STOP,
  '\u0964': STOP,
  '?': QUESTION,
  '\u061f': QUESTION,
  '\u3002': WIDE_STOP,
  '\uff61': WIDE_STOP,
  '\uff01': WIDE_STOP,
  '\uff1f': WIDE_QUESTION,
}

/** Classes of the single bytes of UTF-8; bytes of longer characters are `LONG`. */
export const BYTE_CLASS = Uint8Array.from({ length: 256 }, (_, byte) => (byte < 128 ? classify(byte) : LONG))

const PAGE = 256
const pages = new Map<number, Uint8Array>()

/** The class of a code point of any length; never `LONG`. Letters are Unicode's letters and their marks. */
export function classOf(codePoint: number): number {
  const number = Math.floor(codePoint / PAGE)
  let page = pages.get(number)
  if (page === undefined) {
    page = Uint8Array.from({ length: PAGE }, (_, place) => classify(number * PAGE + place))
    pages.set(number, page)
  }
  return page[codePoint % PAGE] ?? OTHER
}

function classify(codePoint: number): number {
  const character = String.fromCodePoint(codePoint)
  const mark = MARKS[character]
  if (mark !== undefined) return mark
  if (/^[\p{L}\p{M}]$/u.test(character)) return LETTER
  if (/^\p{White_Space}$/u.test(character)) return SPACE
  if (/^\p{Nd}$/u.test(character)) return DIGIT
  return /^[\p{Pe}\p{Pf}"'*_]$/u.test(character) ? CLOSING : OTHER
}
