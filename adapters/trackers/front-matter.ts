/** What the head of a local issue's file says; times are ISO-8601. `comments` are the markers of what was added below. */
interface FrontMatter {
  readonly title: string
  readonly state: 'open' | 'closed'
  readonly fingerprint: string | null
  readonly opened: string
  readonly closed: string | null
  readonly comments: readonly string[]
}

/** An issue's file: its head and the Markdown under it. */
export interface IssueFile {
  readonly head: FrontMatter
  readonly text: string
}

const KEYS = ['title', 'state', 'fingerprint', 'opened', 'closed', 'comments'] as const

/**
 * Writes the file. Every value is one line of JSON, which YAML reads as it is, so no title can end the head or add a key.
 * The text is given back by `parseIssueFile` as it was, except for blank lines at its end.
 */
export function formatIssueFile(file: IssueFile): string {
  const head = KEYS.map((key) => `${key}: ${oneLineJson(file.head[key])}`)
  return ['---', ...head, '---', '', `${file.text.trimEnd()}\n`].join('\n')
}

/**
 * Reads the file, also after a person edited it (`state: closed` without quotes, CRLF); `null` when it is not an issue:
 * without a head, or with one that has no title.
 */
export function parseIssueFile(content: string): IssueFile | null {
  const [, head, text] = /^\uFEFF?---\r?\n([\s\S]*?\r?\n)---\r?\n(?:\r?\n)?([\s\S]*)$/.exec(content) ?? []
  if (head === undefined || text === undefined) return null
  const values = new Map(head.split(/\r?\n/).flatMap(entry))
  const title = values.get('title')
  return typeof title === 'string' ? { head: { ...readHead(values), title }, text } : null
}

function readHead(values: ReadonlyMap<string, unknown>): Omit<FrontMatter, 'title'> {
  const comments = values.get('comments')
  return {
    state: values.get('state') === 'closed' ? 'closed' : 'open',
    fingerprint: textOrNull(values.get('fingerprint')),
    opened: textOrNull(values.get('opened')) ?? '',
    closed: textOrNull(values.get('closed')),
    comments: Array.isArray(comments) ? comments.map(String) : [],
  }
}

function entry(line: string): readonly (readonly [string, unknown])[] {
  const [, key, value] = /^([a-z]+):\s*(.*?)\s*$/.exec(line) ?? []
  return key === undefined || value === undefined ? [] : [[key, jsonOrText(value)]]
}

function jsonOrText(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

function textOrNull(value: unknown): string | null {
  return value === null || value === undefined || value === '' ? null : String(value)
}

/** JSON leaves three characters as they are that YAML takes for the end of a line. */
function oneLineJson(value: unknown): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify(value).replace(/[\u0085\u2028\u2029]/g, escaped)
}
