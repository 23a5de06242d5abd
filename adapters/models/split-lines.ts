/** Answers of models are some kilobytes; a line beyond this has no end. */
const LONGEST_LINE = 16_000_000

/**
 * Cuts text that comes in pieces into lines, blank ones left out.
 *
 * @param onTooLong  told when a line grows beyond 16 million characters; nothing is kept of it
 */
export function splitLines(onLine: (line: string) => void, onTooLong: () => void): (piece: string) => void {
  let parts: string[] = []
  let length = 0
  return (piece) => {
    const [head = '', ...rest] = piece.split('\n')
    parts.push(head)
    length += head.length
    for (const next of rest) {
      const line = parts.join('')
      if (line.trim() !== '') onLine(line)
      parts = [next]
      length = next.length
    }
    if (length <= LONGEST_LINE) return
    parts = []
    length = 0
    onTooLong()
  }
}
