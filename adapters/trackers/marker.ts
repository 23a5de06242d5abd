/** Which suite and finding an issue belongs to. */
export interface IssueMark {
  readonly suite: string
  readonly fingerprint: string
}

const ISSUE_MARKER = /^<!-- nightdrift:([^\s:]+):([^\s:]+) -->$/

/**
 * The last line of an issue's body, invisible on the page, by which the issue is found again.
 * Whatever the names hold, the line stays one line and one comment.
 * @example issueMarker({ suite: 'support bot', fingerprint: '00ff' }) // '<!-- nightdrift:support%20bot:00ff -->'
 */
export function issueMarker(mark: IssueMark): string {
  return `<!-- nightdrift:${encodeName(mark.suite)}:${encodeName(mark.fingerprint)} -->`
}

/** Reads the marker from the last line of a body; a marker anywhere else is somebody's text, and counts for nothing. */
export function readIssueMarker(body: string): IssueMark | null {
  const match = ISSUE_MARKER.exec(lastLine(body))
  const suite = decodeName(match?.[1])
  const fingerprint = decodeName(match?.[2])
  return suite === null || fingerprint === null ? null : { suite, fingerprint }
}

/** The last line of a comment, by which a repeated call sees that the comment is there already. */
export function commentMarker(marker: string): string {
  return `<!-- nightdrift:${encodeName(marker)} -->`
}

/** The last line that is not blank, without the spaces and carriage return at its end. */
export function lastLine(text: string): string {
  return text.trimEnd().split(/\r?\n/).at(-1) ?? ''
}

/**
 * Writes a name with letters, digits, dot, underscore and hyphen only; everything else is percent-encoded UTF-8.
 * @example encodeName('a:b, c') // 'a%3Ab%2C%20c'
 */
export function encodeName(name: string): string {
  return name.toWellFormed().replace(/[^\p{L}\p{N}._-]/gu, percentEncoded)
}

function percentEncoded(character: string): string {
  const bytes = [...new TextEncoder().encode(character)]
  return bytes.map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
}

function decodeName(encoded: string | undefined): string | null {
  try {
    return encoded === undefined ? null : decodeURIComponent(encoded)
  } catch {
    return null
  }
}
