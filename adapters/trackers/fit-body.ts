/** GitHub refuses a longer body of an issue or comment; counted in UTF-16 units here, which is never more lenient. */
export const GITHUB_BODY_LIMIT = 65_536

const CUT_NOTE =
  '_The rest is left out here: an issue holds at most 65,536 characters. The report has all of it._'

/**
 * Joins a Markdown body and its marker line so that both fit.
 * A body that is too long is cut at the end of a line, a code fence left open by the cut is closed, and a note says
 * that something is missing; the marker is always whole and always the last line.
 */
export function fitBody(body: string, marker: string, limit: number = GITHUB_BODY_LIMIT): string {
  const text = body.trimEnd()
  const whole = `${text}\n\n${marker}`
  return whole.length <= limit ? whole : `${cutTo(text, limit, marker)}\n\n${CUT_NOTE}\n\n${marker}`
}

function cutTo(text: string, limit: number, marker: string): string {
  const budget = limit - CUT_NOTE.length - marker.length - 4
  let room = budget
  for (;;) {
    const kept = cutAtLine(text, room)
    const closed = kept + closingOf(kept)
    if (closed.length <= budget) return closed
    room -= closed.length - budget
  }
}

function cutAtLine(text: string, length: number): string {
  const cut = text.slice(0, Math.max(0, length))
  const lineEnd = cut.lastIndexOf('\n')
  return lineEnd > 0 ? cut.slice(0, lineEnd) : cut.replace(/[\uD800-\uDBFF]$/, '')
}

function closingOf(text: string): string {
  const fence = openFence(text)
  return fence === null ? '' : `\n${fence}`
}

/** The run of backticks or tildes that is still open at the end of a Markdown text (CommonMark 0.31, section 4.5). */
function openFence(text: string): string | null {
  let open: string | null = null
  for (const line of text.split('\n')) {
    const [, run = '', rest = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? []
    if (run === '') continue
    if (open === null) open = run.startsWith('`') && rest.includes('`') ? null : run
    else if (run.startsWith(open) && rest.trim() === '') open = null
  }
  return open
}
