import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { LineBatch, LineProblem } from '../files/read-lines.ts'

/** How many bytes one file of lines holds: the lines of a large log never stand side by side in memory. */
const WINDOW = 64 * 1024 * 1024

const NEWLINE = 10
const RETURN = 13
const BLANK = Buffer.alloc(0)
const END = Buffer.from('\n')
/**
 * How many bytes of lines that are long on average. DuckDB works on up to 2,048 rows at once and holds a dozen copies of
 * each: of long ones that would be more than all of its memory.
 */
const WINDOW_OF_LONG_LINES = 8 * 1024 * 1024

/** From this many bytes on average, lines are long. */
const LONG_LINE = 8192

/** A finished file that holds the log's lines from `firstLine` on, one a row, a blank line as one space. */
export interface LineWindow {
  readonly kind: 'window'
  readonly path: string
  readonly firstLine: number
}

/**
 * Writes the lines of a log as files of some 64 MB, of long lines some 8 MB, each of its lines in one row and each row a line, so that a row's
 * number tells its line. What cannot be read stands there as a blank line and is told as a problem.
 *
 * @param batches consecutive lines, none left out
 * @param folder an existing folder for the files; whoever reads them removes them
 */
export async function* lineWindows(
  batches: AsyncIterable<LineBatch>,
  folder: string,
): AsyncGenerator<LineWindow | LineProblem> {
  let window: OpenWindow | null = null
  for await (const batch of batches) {
    if (batch.kind === 'problem') yield batch
    const firstLine = batch.kind === 'problem' ? batch.line : batch.firstLine
    window ??= await openWindow(join(folder, `lines-${firstLine}`), firstLine)
    await window.write(batch.kind === 'problem' ? BLANK : batch.bytes)
    if (!window.isFull()) continue
    yield await window.close()
    window = null
  }
  if (window !== null) yield await window.close()
}

interface OpenWindow {
  isFull(): boolean
  write(lines: Buffer): Promise<void>
  close(): Promise<LineWindow>
}

async function openWindow(path: string, firstLine: number): Promise<OpenWindow> {
  const file = await open(path, 'wx')
  let size = 0
  let rows = 0
  return {
    isFull: () => size >= (size > rows * LONG_LINE ? WINDOW_OF_LONG_LINES : WINDOW),
    async write(lines) {
      size += lines.length
      rows += 1
      for (let end = lines.indexOf(NEWLINE); end >= 0; end = lines.indexOf(NEWLINE, end + 1)) rows += 1
      await file.writeFile(Buffer.concat([isEven(lines) ? lines : evenRows(lines), END]))
    },
    async close() {
      await file.close()
      return { kind: 'window', path, firstLine }
    },
  }
}

/**
 * Are rows the lines, as they stand? Not where a sign would be taken for the end of a row, or white space stands around
 * a line. Looked at as bytes, because hardly any log is uneven, and texts of all of it would cost seconds.
 */
function isEven(lines: Buffer): boolean {
  if (lines.length === 0 || lines.includes(RETURN) || lines.includes(0)) return false
  if (isEdge(lines[0]) || isEdge(lines[lines.length - 1])) return false
  for (let end = lines.indexOf(NEWLINE); end >= 0; end = lines.indexOf(NEWLINE, end + 1)) {
    if (isEdge(lines[end - 1]) || isEdge(lines[end + 1])) return false
  }
  return true
}

function isEdge(byte: number | undefined): boolean {
  return byte === NEWLINE || (byte !== undefined && isSpace(byte))
}

function evenRows(lines: Buffer): Buffer {
  return Buffer.from(lines.toString('utf8').split('\n').map(rowOf).join('\n'))
}

/** Carriage returns within a line and NUL, which JSON allows in no text, become another sign that it does not allow. */
function rowOf(line: string): string {
  let [start, end] = [0, line.length]
  while (start < end && isSpace(line.charCodeAt(start))) start += 1
  while (end > start && isSpace(line.charCodeAt(end - 1))) end -= 1
  return start === end ? ' ' : line.slice(start, end).replace(/[\r\0]/g, '\x01')
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === RETURN
}
