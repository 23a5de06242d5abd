import { isUtf8 } from 'node:buffer'
import { withoutHalfPairs } from '../json-text.ts'
import { inflatedFile } from './inflated-file.ts'

/** Consecutive whole lines of a file as UTF-8, or one that cannot be read as text. Lines count from 1, blank ones included. */
export type LineBatch =
  | { readonly kind: 'lines'; readonly firstLine: number; readonly bytes: Buffer }
  | LineProblem

/** A line that is no record, and why, without what it holds. */
export interface LineProblem {
  readonly kind: 'problem'
  readonly line: number
  readonly reason: string
}

/** The longest line that is read; a longer one is a problem of its own and costs no memory. */
const LONGEST_LINE = 16 * 1024 * 1024

const NEWLINE = 10
const BYTE_ORDER_MARK = Buffer.from('\uFEFF')
const ESCAPED_HALF = Buffer.from('\\ud')
const ESCAPED_HALF_IN_CAPITALS = Buffer.from('\\uD')

interface Position {
  line: number
  /** Bytes of the unfinished line, or null while the rest of a line that is too long is skipped. */
  pending: Buffer[] | null
  pendingBytes: number
}

/**
 * Cuts a plain or packed (gzip, zstd) file of lines into batches of whole lines, whatever is in it: CRLF, blank lines, a byte-order mark,
 * no final newline, bytes that are not UTF-8. Escaped halves of surrogate pairs become U+FFFD. Of a packed file that ends early or is damaged, the lines that can be
 * unpacked come first; the last batch is then a problem at the line where it breaks off.
 * @throws the file system's error when the file cannot be opened
 */
export async function* lineBatches(path: string): AsyncGenerator<LineBatch> {
  const position: Position = { line: 1, pending: [], pendingBytes: 0 }
  for await (const chunk of inflatedFile(path)) {
    if (chunk instanceof Error) {
      yield {
        kind: 'problem',
        line: position.line,
        reason: 'the compressed file ends early or is damaged here',
      }
      return
    }
    yield* wholeLines(position, chunk)
  }
  if (position.pending !== null) yield* decoded(position.line, Buffer.concat(position.pending))
}

function* wholeLines(position: Position, chunk: Buffer): Generator<LineBatch> {
  let rest = chunk
  if (position.pending === null) {
    const end = chunk.indexOf(NEWLINE)
    if (end < 0) return
    rest = chunk.subarray(end + 1)
    startLine(position, position.line + 1)
  }
  const last = rest.lastIndexOf(NEWLINE)
  if (last >= 0) {
    yield* finished(position, rest.subarray(0, last))
    rest = rest.subarray(last + 1)
  }
  yield* keepUnfinished(position, rest)
}

/** `bytes` ends the pending line and may hold more lines; the last one's newline is left out. */
function* finished(position: Position, bytes: Buffer): Generator<LineBatch> {
  const firstEnd = bytes.indexOf(NEWLINE)
  const firstBytes = position.pendingBytes + (firstEnd < 0 ? bytes.length : firstEnd)
  if (firstBytes > LONGEST_LINE) {
    yield tooLong(position.line)
    startLine(position, position.line + 1)
    if (firstEnd >= 0) yield* finished(position, bytes.subarray(firstEnd + 1))
    return
  }
  const text = Buffer.concat([...(position.pending ?? []), bytes])
  const first = position.line
  startLine(position, first + countNewlines(text) + 1)
  yield* decoded(first, text)
}

function* keepUnfinished(position: Position, bytes: Buffer): Generator<LineBatch> {
  position.pending?.push(bytes)
  position.pendingBytes += bytes.length
  if (position.pendingBytes <= LONGEST_LINE) return
  position.pending = null
  yield tooLong(position.line)
}

function tooLong(line: number): LineBatch {
  return { kind: 'problem', line, reason: 'the line is longer than 16 MB' }
}

function startLine(position: Position, line: number): void {
  position.line = line
  position.pending = []
  position.pendingBytes = 0
}

function* decoded(firstLine: number, bytes: Buffer): Generator<LineBatch> {
  if (isUtf8(bytes)) {
    yield asLines(firstLine, bytes)
    return
  }
  let line = firstLine
  for (let start = 0; start <= bytes.length; line++) {
    const newline = bytes.indexOf(NEWLINE, start)
    const end = newline < 0 ? bytes.length : newline
    const one = bytes.subarray(start, end)
    if (isUtf8(one)) yield asLines(line, one)
    else yield { kind: 'problem', line, reason: 'the line is not valid UTF-8' }
    start = end + 1
  }
}

function asLines(firstLine: number, bytes: Buffer): LineBatch {
  const isMarked = firstLine === 1 && bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)
  const text = isMarked ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes
  return { kind: 'lines', firstLine, bytes: mayHaveHalfPairs(text) ? withWholePairs(text) : text }
}

function mayHaveHalfPairs(bytes: Buffer): boolean {
  return bytes.includes(ESCAPED_HALF) || bytes.includes(ESCAPED_HALF_IN_CAPITALS)
}

function withWholePairs(bytes: Buffer): Buffer {
  return Buffer.from(withoutHalfPairs(bytes.toString('utf8')))
}

function countNewlines(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++
  return count
}
