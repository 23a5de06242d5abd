import { type Excerpt, oneLine, visibleText } from './plain-text.ts'

/** Zero width: breaks what a tracker would act on, and is not seen. */
const BREAK = '\u200b'

/**
 * A text for a line of Markdown that is only ever text: markup is escaped; mentions, references, closing keywords'
 * targets, links and comment markers are broken by a zero-width space (trackers look for them after unescaping,
 * so a backslash would not do). Line breaks become spaces; pipes are escaped, so it may stand in a table cell.
 */
export function markdownText(text: string, limit = 500): string {
  return neutral(oneLine(text, limit))
    .replace(/[\\`*_[\]<|~$]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/^(\s*)([-+=#>]|\d+(?=[.)]\s))/, `$1${BREAK}$2`)
}

/** A short text as a code span; for names that strangers may choose. Safe in a table cell. */
export function markdownCode(text: string, limit = 80): string {
  const line = unmarked(oneLine(text, limit)).replaceAll('`', '´').replaceAll('|', '¦')
  return `\`${line === '' ? ' ' : line}\``
}

/**
 * A text of any content as a fenced block: the fence is longer than every run of backticks in it, and comment
 * markers are broken. Ends with a line that says how much was left out.
 */
export function markdownFence({ text, omitted }: Excerpt): string {
  const content = unmarked(visibleText(text))
  const longest = Math.max(2, ...Array.from(content.matchAll(/`+/g), (run) => run[0].length))
  const fence = '`'.repeat(longest + 1)
  const mark = omitted > 0 ? `\n… ${omitted} more characters` : ''
  return `${fence}text\n${content}${mark}\n${fence}`
}

/** A link, or a code span when the place is no web address. */
export function markdownLink(label: string, place: string): string {
  if (!/^https?:\/\//i.test(place) || !URL.canParse(place)) return markdownCode(place, 300)
  const address = new URL(place).href.replace(/[()<>\\`[\]|]/g, percentEncoded)
  return `[${markdownText(label)}](${address})`
}

function percentEncoded(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
}

function neutral(text: string): string {
  return unmarked(text)
    .replace(/[@#]/g, `$&${BREAK}`)
    .replace(/\b(GH)-(?=\d)/gi, `$1${BREAK}-`)
    .replace(/:\/\//g, `:${BREAK}//`)
    .replace(/\bwww\./gi, `www${BREAK}.`)
    .replace(/[!%&](?=[\w"])/g, `$&${BREAK}`)
}

function unmarked(text: string): string {
  return text.replace(/<!(?=-)/g, `<!${BREAK}`).replace(/-->/g, `--${BREAK}>`)
}
