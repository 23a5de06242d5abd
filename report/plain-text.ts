/** Controls but tab and line feed, direction overrides and noncharacters: they hide or reorder what is read. */
const HIDDEN = /(?![\t\n])[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu

/**
 * A text in which every character can be seen: line ends become `\n`; control characters, direction overrides,
 * noncharacters and lone surrogates become U+FFFD. What comes out may be written into XML.
 */
export function visibleText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(HIDDEN, '\ufffd')
}

/**
 * A visible text on one line, at most `limit` characters (an ellipsis among them). It is cut between words, and not between a
 * number and what it counts; inside a word only where that is most of the text.
 *
 * @example oneLine('a topic in 19.3 % of the traffic', 16) // 'a topic in…'
 */
export function oneLine(text: string, limit = 200): string {
  const line = visibleText(text)
    .replace(/[^\S\u202f\u00a0]+/g, ' ')
    .trim()
  const characters = Array.from(line.slice(0, 2 * limit + 2))
  return characters.length <= limit ? line : `${wholeWords(characters, limit - 1)}…`
}

/** A number, a percentage or an arrow at the end says nothing without what follows it. */
const DANGLING = /(?: [([“]?[−+-]?\d[\d.,\u202f]*| →| [%(—–-])+$/u

/** The first characters up to the end of a word. */
function wholeWords(characters: readonly string[], most: number): string {
  const head = characters.slice(0, most).join('')
  const whole = characters[most] === ' ' ? head : head.slice(0, Math.max(0, head.lastIndexOf(' ')))
  if (whole.length < most / 2) return head.trimEnd()
  const told = whole.trimEnd().replace(DANGLING, '')
  // A list of numbers is all that there is.
  return (told.length < most / 4 ? whole.trimEnd() : told).replace(/[,;:]$/, '')
}

/** The beginning of a text. `omitted` counts the characters left out; 0 when nothing was. */
export interface Excerpt {
  readonly text: string
  readonly omitted: number
}

/** At most `limit` characters and `lines` lines of a text, made visible. */
export function excerpt(text: string, limit = 1200, lines = 30): Excerpt {
  const whole = visibleText(text)
  const head = whole.split('\n', lines).join('\n')
  const kept = Array.from(head.slice(0, 2 * limit))
    .slice(0, limit)
    .join('')
  return { text: kept, omitted: whole.length - kept.length }
}
