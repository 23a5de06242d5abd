/** Stands between a line's number and the line. JSON allows it nowhere. */
const SEPARATOR = 2
/** What takes the place of signs that would be taken for the end of a row or of its number; JSON does not allow it either. */
const FOREIGN = 1

const NEWLINE = 10
const RETURN = 13
const BLANK = 32
const TAB = 9
/** The digits of the largest whole number that JavaScript counts with, the separator and a newline. */
const MOST_ADDED = 18

/**
 * Lines as rows of their number and themselves, without white space around them; blank ones are left out. NUL, carriage
 * returns within a line and the separator, which JSON allows in no text, become another sign that it does not allow.
 * The bytes are written over. `lines` is how many there are, blank ones among them.
 *
 * @param firstLine  number of the first line
 */
export function numberedLines(
  firstLine: number,
  bytes: Buffer,
): { readonly rows: Buffer; readonly lines: number } {
  const lines = countLines(bytes)
  const mayBeForeign = isForeign(bytes)
  const rows = Buffer.allocUnsafe(bytes.length + lines * MOST_ADDED)
  let [size, start] = [0, 0]
  for (let number = firstLine; number < firstLine + lines; number++) {
    const end = bytes.indexOf(NEWLINE, start)
    const line = trimmed(bytes, start, end < 0 ? bytes.length : end)
    start = end + 1
    if (line.length === 0) continue
    if (mayBeForeign && isForeign(line)) replaceForeign(line)
    size += rows.write(String(number), size, 'latin1')
    rows[size++] = SEPARATOR
    size += line.copy(rows, size)
    rows[size++] = NEWLINE
  }
  return { rows: rows.subarray(0, size), lines }
}

function countLines(bytes: Buffer): number {
  let count = 1
  for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, end + 1)) count += 1
  return count
}

function trimmed(bytes: Buffer, from: number, to: number): Buffer {
  let [start, end] = [from, to]
  while (start < end && isSpace(bytes[start])) start += 1
  while (end > start && isSpace(bytes[end - 1])) end -= 1
  return bytes.subarray(start, end)
}

function isSpace(byte: number | undefined): boolean {
  return byte === BLANK || byte === TAB || byte === RETURN
}

function isForeign(bytes: Buffer): boolean {
  return bytes.includes(RETURN) || bytes.includes(0) || bytes.includes(SEPARATOR)
}

function replaceForeign(line: Buffer): void {
  for (const [place, byte] of line.entries()) {
    if (byte === RETURN || byte === 0 || byte === SEPARATOR) line[place] = FOREIGN
  }
}
